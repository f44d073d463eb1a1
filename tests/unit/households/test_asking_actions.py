"""Enquiries from the first word to the visit that keeps the promise; referrals and their answers."""

import datetime

import pytest

from accounts.models import AuditEvent, Organisation
from doorstep.actions import withdraw_visit
from households import actions, rules
from households.choices import ReferralStatus, VisitOutcome
from households.models import Consent, Enquiry, SupportReferral
from saferstreets.common.workflow import MoveRefused
from tests.factories.accounts import OrganisationFactory, member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.register import enquiry, make_resident, promised, referral

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2021, 10, 4)


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def by(home):
    return member(home.project)


def test_a_promise_needs_a_home_that_is_open(home, by):
    asked = enquiry(home.project)
    with pytest.raises(actions.EnquiryRefused):
        actions.promise_visit(enquiry_id=asked.pk, promised_on=DAY, by=by)
    with pytest.raises(actions.EnquiryRefused):
        actions.match_enquiry(enquiry_id=asked.pk, household=HouseholdFactory(), by=by)
    actions.match_enquiry(enquiry_id=asked.pk, household=home, by=by)
    make_visit(home, by, outcome=VisitOutcome.HARD_REFUSAL)
    with pytest.raises(actions.EnquiryRefused):
        actions.promise_visit(enquiry_id=asked.pk, promised_on=DAY, by=by)


@pytest.mark.parametrize(
    ("outcome", "on", "kept"),
    [
        (VisitOutcome.ANSWERED, D(2021, 10, 3), True),
        (VisitOutcome.NO_ANSWER, D(2021, 10, 3), False),
        (VisitOutcome.NO_ANSWER, DAY, True),
        (VisitOutcome.CARD_LEFT, D(2021, 10, 5), True),
        (VisitOutcome.HARD_REFUSAL, D(2021, 10, 3), True),
    ],
)
def test_the_visit_that_keeps_a_promise_closes_it(home, by, outcome, on, kept):
    asked, elsewhere = promised(home, by, on=DAY), promised(HouseholdFactory(street=home.street), by, on=DAY)
    visit = make_visit(home, by, on=on, outcome=outcome)
    asked.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (asked.status, asked.visit) == (("closed", visit) if kept else ("promised", None))
    assert elsewhere.status == "promised"
    withdraw_visit(visit=visit, reason="wrong door", by=by)
    asked.refresh_from_db()
    assert (asked.status, asked.visit, asked.promised_on) == ("promised", None, DAY)


def test_another_home_takes_the_promise_off(home, by):
    asked = promised(home, by)
    actions.match_enquiry(enquiry_id=asked.pk, household=HouseholdFactory(street=home.street), by=by)
    asked.refresh_from_db()
    assert (asked.status, asked.promised_on) == ("new", None)


def test_a_closed_enquiry_stays_closed(home, by):
    asked = enquiry(home.project)
    actions.close_enquiry(enquiry_id=asked.pk, reason="Outside the area", by=by)
    for action, details in (
        (actions.close_enquiry, {"reason": "again"}),
        (actions.match_enquiry, {"household": home}),
        (actions.promise_visit, {"promised_on": DAY}),
    ):
        with pytest.raises(MoveRefused):
            action(enquiry_id=asked.pk, by=by, **details)


def test_waiting_ones_come_first(home, by):
    closed, later, sooner = (
        enquiry(home.project),
        promised(home, by, on=D(2021, 11, 9)),
        promised(home, by, on=D(2021, 11, 8)),
    )
    actions.close_enquiry(enquiry_id=closed.pk, reason="Done", by=by)
    older, newer = enquiry(home.project), enquiry(home.project)
    assert list(Enquiry.objects.waiting_first()) == [older, newer, sooner, later, closed]
    assert list(Enquiry.objects.promised_by(D(2021, 11, 8))) == [sooner]


def test_a_referral_needs_consent_and_is_due_in_28_days(home, by):
    with pytest.raises(actions.ReferralRefused):
        referral(home, by, consented_on=None, sent_on=DAY)
    with pytest.raises(actions.ReferralRefused):
        referral(home, by, consented_on=D(2021, 10, 5), sent_on=DAY)
    assert referral(home, by, sent_on=DAY).due_on == D(2021, 11, 1)


def test_the_consent_is_kept_with_the_resident_once(home, by):
    resident, body = make_resident(home, by), OrganisationFactory()
    for _ in range(2):
        referral(home, by, resident=resident, body=body, sent_on=DAY)
    assert Consent.objects.get().body == body
    actions.record_consent(
        resident=resident, purpose="referral", body=body, given=False, happened_on=D(2021, 10, 9), by=by
    )
    with pytest.raises(actions.ReferralRefused, match="said no"):
        referral(home, by, resident=resident, body=body, sent_on=DAY)
    with pytest.raises(actions.ReferralRefused, match="does not live"):
        referral(HouseholdFactory(street=home.street), by, resident=resident)


@pytest.mark.parametrize("status", ReferralStatus)
@pytest.mark.parametrize("move", rules.REFERRAL_MOVES, ids=lambda move: move.name)
def test_answers_follow_the_table(home, by, status, move):
    made = referral(home, by, sent_on=DAY)
    if status != ReferralStatus.SENT:
        SupportReferral.objects.filter(pk=made.pk).update(status=status, answered_on=DAY)
    if status in move.sources:
        assert (
            actions.answer_referral(
                referral_id=made.pk, move=move, answered_on=DAY, outcome="Visit booked", by=by
            ).status
            == move.target
        )
    else:
        with pytest.raises(MoveRefused):
            actions.answer_referral(referral_id=made.pk, move=move, answered_on=DAY, by=by)


def test_an_answer_comes_after_the_referral_and_its_outcome_after_the_answer(home, by):
    made = referral(home, by, sent_on=DAY)
    with pytest.raises(actions.ReferralRefused):
        actions.answer_referral(referral_id=made.pk, move=rules.ACCEPT, answered_on=D(2021, 10, 3), by=by)
    with pytest.raises(actions.ReferralRefused):
        actions.record_referral_outcome(referral_id=made.pk, outcome="Rehoused", by=by)
    actions.answer_referral(referral_id=made.pk, move=rules.ACCEPT, answered_on=DAY, by=by)
    assert (
        actions.record_referral_outcome(referral_id=made.pk, outcome="Rehoused", by=by).outcome == "Rehoused"
    )


def test_domestic_abuse_is_listed_nowhere_and_opens_to_two_people(home, by):
    author, other = member(home.project, "assistant"), member(home.project, "assistant")
    resident = make_resident(home, by)
    made = referral(home, author, kind="domestic_abuse", resident=resident)
    shown = SupportReferral.objects.visible_to
    assert [shown(user, home.project).filter(pk=made.pk).exists() for user in (author, by, other)] == [
        True,
        True,
        False,
    ]
    assert not SupportReferral.objects.listed().exists()
    assert not Consent.objects.exists()
    assert "abuse" not in str(list(AuditEvent.objects.values_list("verb", "fields")))


def test_overdue_is_the_day_after_the_last(home, by):
    made = referral(home, by, sent_on=DAY)
    assert not SupportReferral.objects.overdue_on(made.due_on).exists()
    assert SupportReferral.objects.overdue_on(made.due_on + datetime.timedelta(days=1)).exists()


def test_a_body_is_entered_once_whatever_the_capitals(by):
    first = actions.named_body(name="Example Housing Advice", by=by)
    assert actions.named_body(name=" EXAMPLE housing advice ", by=by) == first
    assert Organisation.objects.filter(name__icontains="housing advice").count() == 1
