"""Returns to the funder: what they claim, who signs, what is frozen, and what the database refuses."""

import datetime

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.utils import timezone

from grants import actions, ledger, preflight, returning
from grants.choices import EntryKind as K
from grants.claim_choices import ReturnStatus as S
from grants.models import ClaimLine, Entry, Reopening, Return, ReturnNote, Signature, Submission
from saferstreets.common import clock
from saferstreets.common.workflow import MoveRefused
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.claims import AUTUMN, SUMMER, WINTER, certify, plan, submit
from tests.factories.grants import make_line, post

D = datetime.date


@pytest.fixture
def by(db):
    return UserFactory(name="Example Preparer")


@pytest.fixture
def project(db):
    return ProjectFactory(award_pence=3_000_00)


@pytest.fixture
def lines(project, by):
    """Pay of £2,000 and goods of £1,000; something came on each edge day, and a thing that may not be claimed."""
    pay = make_line(project, by, title="Pay", allocated_pence=2_000_00)
    goods = make_line(project, by, title="Goods", allocated_pence=900_00, vat_recoverable=True)
    gifts = make_line(project, by, title="Gifts", allocated_pence=100_00, eligible=False)
    for number, (line, kind, net, vat, on) in enumerate(
        (
            (pay, K.ACCRUAL, 300_00, 0, D(2021, 6, 3)),
            (pay, K.ACCRUAL, 200_00, 0, D(2021, 9, 30)),
            (pay, K.ACCRUAL, 150_00, 0, D(2021, 10, 1)),
            (pay, K.PAYMENT, 300_00, 0, D(2021, 9, 30)),
            (goods, K.COMMITMENT, 100_00, 20_00, D(2021, 9, 1)),
            (goods, K.ACCRUAL, 40_00, 8_00, D(2021, 9, 2)),
            (gifts, K.ACCRUAL, 30_00, 0, D(2021, 9, 3)),
        )
    ):
        post(line, by, kind, net, vat_pence=vat, on=on, key=f"{number}", reason=f"Entry {number}")
    return {"pay": pay, "goods": goods, "gifts": gifts}


@pytest.fixture
def summer(project, by, lines):
    """The first return, gathered."""
    claim = plan(project, by)
    actions.gather(return_id=claim.pk, by=by)
    return claim


def errors(claim, day=None):
    return preflight.errors(preflight.findings(claim, day or claim.closes_on))


def row(claim, line):
    return next(row for row in returning.figures(claim) if row["line"] == line.pk)


# --- what is claimed


def test_a_return_claims_what_came_by_its_last_day_on_lines_that_may_be_claimed(summer, lines):
    rows = {one["title"]: one for one in returning.figures(summer)}
    assert {title: one["claimed"] for title, one in rows.items()} == {
        "Pay": 500_00,
        "Goods": 40_00,
        "Gifts": 0,
    }
    assert (rows["Pay"]["received"], rows["Pay"]["paid_to_date"], rows["Goods"]["committed"]) == (
        500_00,
        300_00,
        100_00,
    )
    assert (rows["Gifts"]["received"], rows["Gifts"]["entries"]) == (30_00, 0)
    assert returning.totals(rows.values())["claimed"] == 540_00


def test_the_next_return_claims_what_is_new_and_what_came_late(project, summer, lines, by):
    submit(summer, by)
    post(lines["pay"], by, K.ACCRUAL, 25_00, on=D(2021, 9, 29), key="typed late")
    autumn = plan(project, by, AUTUMN)
    assert actions.gather(return_id=autumn.pk, by=by) == 2
    pay = row(autumn, lines["pay"])
    assert (pay["received"], pay["claimed"], pay["claimed_before"], pay["cumulative"]) == (
        150_00,
        175_00,
        500_00,
        675_00,
    )


def test_an_entry_left_out_waits_for_a_later_return(summer, by):
    left = summer.lines.order_by("entry__happened_on").first()
    actions.leave_out(claim_line_id=left.pk, by=by)
    assert "1 entry received by 30 September 2021 stand" in " ".join(
        preflight.warnings(preflight.findings(summer, summer.closes_on))
    )
    assert actions.gather(return_id=summer.pk, by=by) == 1
    assert actions.gather(return_id=summer.pk, by=by) == 0


def test_a_return_thrown_away_frees_its_entries(project, summer, by):
    actions.note_line(return_id=summer.pk, line=summer.lines.first().entry.line, words="x", by=by)
    actions.discard_return(return_id=summer.pk, by=by)
    assert not Return.objects.exists()
    assert actions.gather(return_id=plan(project, by).pk, by=by) == 3


@pytest.mark.parametrize(
    ("days", "words"),
    [(SUMMER | {"ends_on": D(2021, 9, 29)}, "tells of some"), (WINTER | {"ends_on": D(2022, 4, 1)}, "inside the grant"),
     (SUMMER | {"opens_on": D(2021, 9, 30)}, "before the period")],
)  # fmt: skip
def test_days_that_make_no_return_are_refused(summer, project, by, days, words):
    with pytest.raises(actions.ReturnRefused, match=words):
        plan(project, by, days)


# --- preflight


def test_what_blocks(project, summer, lines, by):
    autumn = plan(project, by, AUTUMN)
    assert errors(summer, D(2021, 9, 30)) == ["The window opens on 1 October 2021. Submit it then."]
    assert errors(autumn) == [
        "Return 1 is for an earlier period and is not submitted. Submit that one first."
    ]
    actions.note_line(return_id=summer.pk, line=lines["pay"], forecast_pence=2_000_01, by=by)
    assert "Move money first" in errors(summer)[0]
    actions.note_line(return_id=summer.pk, line=lines["pay"], forecast_pence=499_99, by=by)
    assert "came already" in errors(summer)[0]
    with pytest.raises(actions.ReturnRefused, match="came already"):
        submit(summer, by)
    assert summer.is_draft
    assert not Submission.objects.exists()


def test_what_is_only_said(project, summer, lines, by):
    actions.note_line(return_id=summer.pk, line=lines["pay"], forecast_pence=1_900_00, by=by)
    found = preflight.findings(summer, D(2021, 10, 30))
    assert preflight.errors(found) == []
    assert preflight.warnings(found) == [
        "The window closed on 29 October 2021: the return is late.",
        "3 entries entered by hand have no paper.",
        "On 2 lines less is paid than came: the claim is for what came, paid or not.",
        "2 lines say nothing of what is expected by 31 March 2022.",
        "£100 is not expected to be spent. Tell the funder as soon as it is forecast.",
    ]


def test_a_nil_return_may_be_submitted(project, by):
    make_line(project, by)
    claim = plan(project, by)
    submission = submit(claim, by)
    assert "Nothing is claimed: this is a nil return." in submission.frozen["warnings"]
    assert submission.claimed_pence == 0


def test_without_an_award_nothing_is_submitted(by):
    claim = plan(ProjectFactory(award_pence=None), by)
    assert errors(claim) == ["The award is not entered. Enter it under Set up."]


def test_a_lower_cumulative_figure_wants_an_explanation(project, summer, lines, by):
    submit(summer, by)
    goods = Entry.objects.get(line=lines["goods"], kind=K.ACCRUAL)
    actions.reverse_entry(entry=goods, reason="Sent back", by=by, key="back")
    autumn = plan(project, by, AUTUMN)
    actions.gather(return_id=autumn.pk, by=by)
    assert errors(autumn) == ["“Goods”: £40 was claimed to date before, and now it is £0. Explain why."]
    actions.note_line(
        return_id=autumn.pk, line=lines["goods"], words="The whole delivery was sent back", by=by
    )
    assert submit(autumn, by).cumulative_pence == 500_00 + 150_00


def test_a_reopened_return_that_claims_less_explains_it_too(summer, lines, by):
    submit(summer, by)
    actions.reopen_return(return_id=summer.pk, reason="Wrong", by=UserFactory())
    actions.leave_out(claim_line_id=summer.lines.get(entry__line=lines["goods"]).pk, by=by)
    assert "£40 was claimed to date before" in errors(summer)[0]


# --- signed and frozen


def test_two_people_sign_with_post_and_day(summer, by):
    submission = submit(summer, by)
    with pytest.raises(actions.ReturnRefused, match="You prepared"):
        certify(summer, by)
    officer = UserFactory(name="Example Officer")
    assert certify(summer, officer).status == S.CERTIFIED
    assert [str(one) for one in submission.signatures.all()] == [
        "Prepared by Example Preparer, Project coordinator, 29 October 2021",
        "Certified by Example Officer, Chief finance officer, 29 October 2021",
    ]


def test_what_was_not_read_is_not_certified(summer, by):
    submit(summer, by)
    with pytest.raises(actions.ReturnRefused, match="Read it again"):
        actions.certify_return(return_id=summer.pk, seen_sha256="0" * 64, post="CFO", by=UserFactory())


def test_figures_are_frozen_and_later_entries_change_nothing(summer, lines, by):
    submission = submit(summer, by)
    post(lines["pay"], by, K.ACCRUAL, 25_00, on=D(2021, 9, 29), key="typed late")
    again = Submission.objects.get(pk=submission.pk)
    assert {one["title"]: one["claimed"] for one in again.frozen["lines"]} == {
        "Pay": 500_00,
        "Goods": 40_00,
        "Gifts": 0,
    }
    assert [one["cost"] for one in again.ledger] == [300_00, 40_00, 200_00]
    assert not list(returning.faults_of(again))
    assert not ledger.faults(summer.project)


def test_a_reopened_return_keeps_what_was_submitted_and_is_signed_anew(summer, by):
    officer = UserFactory()
    first = submit(summer, by)
    certify(summer, officer)
    with pytest.raises(actions.ReturnRefused, match="Say why"):
        actions.reopen_return(return_id=summer.pk, reason=" ", by=officer)
    actions.query_return(return_id=summer.pk, query_words="Which lamps?", by=by)
    actions.reopen_return(return_id=summer.pk, reason="The funder asks for papers", by=officer)
    second = submit(summer, by)
    assert (first.version, second.version) == (1, 2)
    certify(summer, officer)
    assert Submission.objects.get(pk=first.pk).sha256 == first.sha256
    assert Reopening.objects.get().submission == first


def test_a_return_that_others_count_on_is_not_reopened(project, summer, by):
    submit(summer, by)
    autumn = plan(project, by, AUTUMN)
    submit(autumn, by)
    with pytest.raises(actions.ReturnRefused, match="Return 2 counts on"):
        actions.reopen_return(return_id=summer.pk, reason="x", by=by)


MOVES = {
    "submit": (lambda claim, by: submit(claim, by), {S.DRAFT}),
    "certify": (lambda claim, by: certify(claim, UserFactory()), {S.SUBMITTED}),
    "query": (lambda claim, by: actions.query_return(return_id=claim.pk, query_words="?", by=by), {S.CERTIFIED}),
    "pay": (lambda claim, by: actions.record_return_paid(return_id=claim.pk, paid_on=D(2021, 11, 20), paid_pence=540_00, by=by), {S.CERTIFIED, S.QUERIED}),
    "reopen": (lambda claim, by: actions.reopen_return(return_id=claim.pk, reason="x", by=by), {S.SUBMITTED, S.CERTIFIED, S.QUERIED}),
}  # fmt: skip
ROAD = {
    S.DRAFT: "",
    S.SUBMITTED: "submit",
    S.CERTIFIED: "submit certify",
    S.QUERIED: "submit certify query",
    S.PAID: "submit certify pay",
}


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", MOVES)
def test_every_status_by_every_move(summer, by, settings, status, move):
    settings.DEMONSTRATION_TODAY = D(2021, 11, 24)
    for step in ROAD[status].split():
        MOVES[step][0](summer, by)
    summer.refresh_from_db()
    act, sources = MOVES[move]
    if status in sources:
        act(summer, by)
        return
    if move == "certify" and status == S.DRAFT:
        return  # there is nothing to read, so nothing to certify
    with pytest.raises(MoveRefused):
        act(summer, by)
    assert Return.objects.get(pk=summer.pk).status == status


def test_a_draft_has_nothing_to_certify(summer, by):
    with pytest.raises(MoveRefused):
        actions.certify_return(return_id=summer.pk, seen_sha256="", post="CFO", by=by)


# --- the year end


@pytest.mark.parametrize(
    ("moment", "day", "stands"),
    [
        (
            "2022-03-31T22:59:59.999Z",
            D(2022, 3, 31),
            True,
        ),  # summer time since 27 March: one millisecond before midnight
        ("2022-03-31T23:00:00Z", D(2022, 4, 1), False),
        ("2021-10-31T00:30:00Z", D(2021, 10, 31), True),  # 1:30 comes twice that night
        ("2021-10-31T01:30:00Z", D(2021, 10, 31), True),
        ("2022-03-27T01:00:00Z", D(2022, 3, 27), True),  # and 1:30 not at all this one
        ("2021-06-02T22:59:59.999Z", D(2021, 6, 2), False),
        ("2021-06-02T23:00:00Z", D(2021, 6, 3), True),
    ],
)
def test_spending_ends_with_the_year_to_the_second_in_london(project, by, settings, moment, day, stands):
    settings.DEMONSTRATION_TODAY = None
    line = make_line(project, by)
    with time_machine.travel(moment, tick=False):
        today = clock.today()
        assert today == day
        if stands:
            assert post(line, by, K.ACCRUAL, 1, on=today, key="edge").happened_on == day
            return
        with pytest.raises(actions.EntryRefused, match="outside the grant"):
            post(line, by, K.ACCRUAL, 1, on=today, key="edge")


# --- the database itself


@pytest.fixture
def signed(summer, by):
    submit(summer, by)
    certify(summer)
    return summer


def _attacks(claim):
    submission, line = claim.submissions.get(), claim.lines.first()
    other = Entry.objects.filter(claimed=None, kind=K.ACCRUAL, line__eligible=True).first()
    mine = Return.objects.filter(pk=claim.pk)
    return {
        "line changed": lambda: ClaimLine.objects.filter(pk=line.pk).update(entry=other),
        "line removed": lambda: line.delete(),
        "line removed raw": lambda: ClaimLine.objects.filter(pk=line.pk)._raw_delete("default"),
        "line added": lambda: ClaimLine.objects.create(project=claim.project, claim=claim, entry=other),
        "note added": lambda: ReturnNote.objects.create(project=claim.project, claim=claim, line=line.entry.line),
        "figures changed": lambda: Submission.objects.filter(pk=submission.pk).update(claimed_pence=1),
        "figures removed": lambda: Submission.objects.filter(pk=submission.pk)._raw_delete("default"),
        "figures added": lambda: Submission.objects.create(
            project=claim.project, claim=claim, version=2, claimed_pence=0, cumulative_pence=0, frozen={}, ledger=[], sha256="", submitted_at=timezone.now()
        ),
        "signature changed": lambda: Signature.objects.update(name="Somebody"),
        "signature removed": lambda: Signature.objects.all()._raw_delete("default"),
        "back to draft": lambda: mine.update(status=S.DRAFT),
        "paid on no day": lambda: mine.update(status=S.PAID),
        "another period": lambda: mine.update(ends_on=D(2021, 9, 29)),
        "removed": lambda: mine._raw_delete("default"),
    }  # fmt: skip


ATTACKS = [
    "line changed", "line removed", "line removed raw", "line added", "note added", "figures changed", "figures removed", "figures added",
    "signature changed", "signature removed", "back to draft", "paid on no day", "another period", "removed",
]  # fmt: skip


def test_what_is_submitted_refuses_every_write(signed):
    attacks = _attacks(signed)
    assert list(attacks) == ATTACKS
    through = []
    for name, attack in attacks.items():
        try:
            with transaction.atomic():
                attack()
            through.append(name)
        except DatabaseError:
            continue
    assert not through
    assert not ledger.faults(signed.project)


def test_what_may_not_be_claimed_is_refused_by_the_database(project, lines, by):
    claim = plan(project, by)
    wrong = [
        Entry.objects.get(line=lines["gifts"], kind=K.ACCRUAL),  # its line may not be claimed
        Entry.objects.get(happened_on=D(2021, 10, 1)),  # after the last day
        Entry.objects.get(kind=K.PAYMENT),  # a payment is no second spending
        post(make_line(ProjectFactory(), by), by, K.ACCRUAL, 1, on=D(2021, 9, 1), key="theirs"),
    ]
    for entry in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            ClaimLine.objects.create(project=project, claim=claim, entry=entry)


def test_an_entry_is_claimed_once(project, summer, by):
    other = plan(project, by, AUTUMN)
    with pytest.raises(DatabaseError), transaction.atomic():
        ClaimLine.objects.create(project=project, claim=other, entry=summer.lines.first().entry)


def test_one_person_never_signs_twice_in_the_database(summer, by):
    submission = submit(summer, by)
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.create(
            project=summer.project, submission=submission, capacity="certifier", person=by, name="A", post="B", signed_on=D(2021, 10, 29), signed_at=timezone.now()
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Return.objects.filter(pk=summer.pk).update(status=S.CERTIFIED)


def test_periods_never_overlap_in_the_database(summer):
    with pytest.raises(DatabaseError), transaction.atomic():
        Return.objects.create(project=summer.project, number=9, **SUMMER | {"starts_on": D(2021, 9, 30)})
