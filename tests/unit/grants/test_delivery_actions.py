"""Delays, activities, risks, sub-grants and partners' returns: what is written, and what is refused."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import AuditEvent
from grants import actions, ledger, partner_ledger, ratings
from grants.actions import delivery, partners
from grants.choices import EntryKind, Section
from grants.delivery_choices import DelayFactor, MovementKind
from grants.models import Chase, Entry, Milestone, PartnerReturn, Risk, SubGrant, SubGrantMovement
from reports.composition.progress import milestones
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.delivery import make_risk, make_sub_grant, moved
from tests.factories.grants import make_agreement, make_deliverable, make_line, make_milestone, promise_packs

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2021, 11, 24)


@pytest.fixture(autouse=True)
def kept_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by():
    return UserFactory()


def test_a_delay_needs_its_leading_factor_in_the_action_and_in_the_database(project, by):
    step = make_milestone(project, by, due_on=D(2021, 11, 30))
    later = {"milestone": step, "forecast_on": D(2021, 12, 20), "stated_on": DAY, "by": by}
    with pytest.raises(actions.GrantRefused, match="leading factor"):
        delivery.forecast_milestone(**later)
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.update(forecast_on=D(2021, 12, 20), forecast_stated_on=DAY)
    found = delivery.forecast_milestone(
        **later, delay_factor=DelayFactor.PROCUREMENT, delay_words="Quotes are late"
    )
    assert (found.forecast_on, found.delay_factor) == (D(2021, 12, 20), "procurement")
    found = delivery.forecast_milestone(
        **{**later, "forecast_on": D(2021, 11, 30)}, delay_factor=DelayFactor.OTHER
    )
    assert found.delay_factor == ""  # in time is no delay
    assert AuditEvent.objects.filter(verb="milestone.forecast").count() == 2


def test_people_reached_are_counted_by_somebody(project, by):
    stall = actions.add_activity(project=project, title="A stall", stated_on=DAY, by=by)
    with pytest.raises(actions.GrantRefused, match="nobody counted"):
        delivery.hold_activity(activity=stall, held_on=DAY, reach=40, by=by)
    assert (
        delivery.hold_activity(activity=stall, held_on=DAY, reach=40, counted_by="Heads", by=by).reach == 40
    )
    with pytest.raises(actions.GrantRefused, match="already"):
        delivery.hold_activity(activity=stall, held_on=DAY, by=by)


def test_a_risk_is_looked_at_changed_and_closed_once(project, by):
    risk = make_risk(project, by)
    assert (risk.before, risk.after) == (15, 8)
    delivery.review_risk(risk=risk, reviewed_on=DAY, by=by, post_likelihood=3)
    assert Risk.objects.get().after == 12
    with pytest.raises(actions.GrantRefused, match="earlier"):
        delivery.review_risk(risk=risk, reviewed_on=D(2021, 11, 1), by=by)
    delivery.close_risk(risk=risk, closed_on=DAY, closed_words="The goods are here", by=by)
    for act in (
        lambda: delivery.review_risk(risk=risk, reviewed_on=DAY, by=by),
        lambda: delivery.close_risk(risk=risk, closed_on=DAY, closed_words="Again", by=by),
        lambda: make_risk(project, by),
    ):
        with pytest.raises(actions.GrantRefused):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.update(post_impact=7)


def test_the_usual_risks_are_added_once_and_leave_what_is_there(project, by):
    make_risk(project, by, title="Residents refuse", pre_impact=6)
    assert delivery.add_starter_risks(project=project, raised_on=DAY, by=by) == 18
    assert delivery.add_starter_risks(project=project, raised_on=DAY, by=by) == 0
    assert Risk.objects.get(title="Residents refuse").pre_impact == 6


def test_every_promise_has_three_colours_and_the_rule_of_each(project, by):
    promise_packs(project, by)
    lamps = make_deliverable(
        project, by, targets=(), title="Street lighting", section=Section.LIGHTING, figure=""
    )
    make_milestone(project, by, due_on=D(2021, 11, 1))
    make_line(project, by, deliverable=lamps)
    make_risk(project, by, deliverable=lamps)
    packs, lighting = ratings.ratings(project, DAY)
    assert [packs[name].label for name in ("delivery", "spend", "risk")] == ["Red", "Not rated", "Amber"]
    assert [lighting[name].label for name in ("delivery", "spend", "risk")] == ["Red", "Amber", "Amber"]
    assert "23 days behind" in lighting["delivery"].rule
    assert "weighs 8 of 24" in lighting["risk"].rule
    assert ratings.gaps(project, [packs, lighting]) == [
        "0 risks of the whole programme are open, and 3 are wanted.", "“Safer Homes Packs” is unfinished and has no risk.",
    ]  # fmt: skip


def kept(line):
    line.refresh_from_db()
    return line.committed_pence, line.accrued_pence, line.paid_pence


def test_money_paid_up_front_is_carried_by_the_office_until_the_fund_pays(project, by):
    """£20,000 granted and paid; £15,000 spent by the school; £5,000 paid back; the fund pays £15,000."""
    sub_grant = make_sub_grant(project, by)
    line = sub_grant.line
    assert kept(line) == (20_000_00, 0, 0)
    moved(sub_grant, MovementKind.TRANSFER, 20_000_00)
    assert kept(line) == (20_000_00, 0, 20_000_00)
    moved(sub_grant, MovementKind.SPENT, 15_000_00)
    assert kept(line) == (5_000_00, 15_000_00, 20_000_00)
    sub_grant.refresh_from_db()
    assert (sub_grant.carried_pence, sub_grant.held_pence) == (20_000_00, 5_000_00)
    moved(sub_grant, MovementKind.RETURNED, 5_000_00)
    moved(sub_grant, MovementKind.REIMBURSED, 15_000_00)
    sub_grant.refresh_from_db()
    assert (sub_grant.carried_pence, sub_grant.held_pence) == (0, 0)
    assert kept(line) == (0, 15_000_00, 15_000_00)
    assert not list(ledger.faults(project))


def test_money_in_arrears_is_never_paid_before_it_is_spent(project, by):
    sub_grant = make_sub_grant(project, by, up_front=False)
    with pytest.raises(actions.GrantRefused, match="in arrears"):
        moved(sub_grant, MovementKind.TRANSFER, 1)
    moved(sub_grant, MovementKind.SPENT, 3_00)
    sub_grant.refresh_from_db()
    assert (sub_grant.carried_pence, sub_grant.held_pence) == (0, -3_00)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubGrant.objects.update(transferred_pence=3_01)


def test_a_movement_is_taken_back_by_its_opposite_with_its_entries(project, by):
    sub_grant = make_sub_grant(project, by)
    moved(sub_grant, MovementKind.TRANSFER, 20_000_00)
    spent = moved(sub_grant, MovementKind.SPENT, 20_000_00)
    partners.take_back_movement(movement=spent, reason="It was £2,000", by=by)
    assert kept(sub_grant.line) == (20_000_00, 0, 20_000_00)
    with pytest.raises(actions.GrantRefused, match="already"):
        partners.take_back_movement(movement=spent, reason="Again", by=by)
    assert not list(ledger.faults(project))
    for sql in ("UPDATE grants_subgrantmovement SET pence = 1", "DELETE FROM grants_subgrantmovement"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_the_ledgers_are_recomputed_and_tell_what_was_written_past_them(project, by):
    sub_grant = make_sub_grant(project, by)
    moved(sub_grant, MovementKind.TRANSFER, 20_000_00)
    moved(sub_grant, MovementKind.RETURNED, 1_00)
    assert not partner_ledger.faults(project)
    SubGrant.objects.update(spent_pence=7_00)
    found = partner_ledger.faults(project)
    assert (
        f"{project.slug}: sub-grant {sub_grant.pk}: spent by the partner says £7, its movements make £0."
        in found
    )
    assert len(found) == 3  # the guard, and what is committed and received on the line


def test_an_update_tells_a_delay_once_it_was_said(project, by):
    step = make_milestone(project, by, title="Lights on", due_on=D(2021, 11, 30), due_words="November")
    delivery.forecast_milestone(
        milestone=step, forecast_on=D(2022, 1, 10), stated_on=DAY, delay_factor=DelayFactor.PROCUREMENT, by=by
    )
    before, after = (
        milestones(project, day, day)["lighting"]["ahead"][0]["when"] for day in (D(2021, 11, 23), DAY)
    )
    assert (before, after) == ("November", "November; now expected 10 January 2022 (procurement)")


def test_the_same_movement_again_is_the_same_one(project, by):
    sub_grant = make_sub_grant(project, by)
    first = moved(sub_grant, MovementKind.TRANSFER, 5_00, key="once")
    assert moved(sub_grant, MovementKind.TRANSFER, 5_00, key="once") == first
    assert Entry.objects.of_kind(EntryKind.PAYMENT).count() == 1


def test_what_a_partner_spends_after_the_grant_is_not_its_cost(project, by):
    sub_grant = make_sub_grant(project, by, up_front=False)
    with pytest.raises(actions.EntryRefused, match="outside the grant"):
        moved(sub_grant, MovementKind.SPENT, 1_00, on=D(2022, 4, 1))
    assert not SubGrantMovement.objects.exists()


def test_returns_are_expected_chased_and_received(project, by):
    agreement = make_agreement(project, by)
    owed = {
        "agreement": agreement,
        "months": 3,
        "first_on": project.starts_on,
        "last_on": project.ends_on,
        "due_days": 30,
        "by": by,
    }
    first, *rest = partners.expect_returns(**owed)
    assert len(rest) == 3
    assert partners.expect_returns(**owed) == []
    assert list(PartnerReturn.objects.missing_on(D(2021, 9, 30))) == []
    assert list(PartnerReturn.objects.missing_on(D(2021, 10, 1))) == [first]
    partners.chase_return(partner_return=first, chased_on=D(2021, 10, 1), how="By letter", by=by)
    partners.receive_return(
        partner_return=first, received_on=D(2021, 10, 4), words="All spent", document=b"%PDF-1.7 x", by=by
    )
    with pytest.raises(actions.GrantRefused):
        partners.chase_return(partner_return=first, chased_on=DAY, how="Again", by=by)
    with pytest.raises(actions.GrantRefused):
        partners.receive_return(partner_return=first, received_on=DAY, words="Again", by=by)
    assert Chase.objects.count() == 1


def test_an_agreement_keeps_its_paper_its_amount_and_its_conditions(project, by):
    agreement = make_agreement(project, by)
    said = {"signed_on": D(2021, 6, 18), "amount_pence": 20_000_00, "document": b"%PDF-1.7 signed"}
    found = partners.sign_agreement(agreement=agreement, by=by, **said)
    assert (found.signed_on, found.amount_pence, found.document.type) == (
        D(2021, 6, 18),
        20_000_00,
        "application/pdf",
    )
    condition = partners.add_condition(agreement=agreement, text="DBS before funding", by=by)
    partners.meet_condition(condition=condition, met_on=DAY, met_words="Certificates seen", by=by)
    for act in (
        lambda: partners.meet_condition(condition=condition, met_on=DAY, met_words="Again", by=by),
        lambda: partners.add_condition(agreement=agreement, text="DBS before funding", by=by),
    ):
        with pytest.raises(actions.GrantRefused):
            act()
