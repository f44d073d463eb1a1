"""Random events of the grant's money, and many hands at the last pound: what `make storm-ledgers` does long and the suite short."""

import datetime
import random
import uuid

import time_machine
from django.db import DatabaseError, connection, transaction

from accounts.choices import Role
from grants import actions, ledger, partner_ledger
from grants.choices import EntryKind as K
from grants.claim_choices import TypedKind
from grants.models import BudgetChange, BudgetLine, ClaimLine, Entry, Return
from saferstreets.common import clock
from saferstreets.common.periods import DAY
from saferstreets.common.workflow import Refused
from tests.factories.accounts import ProjectFactory, member
from tests.factories.claims import PDF, set_terms
from tests.factories.grants import make_line
from tests.storm_partners import ATTACKS as PARTNER_ATTACKS
from tests.storm_partners import PartnerEvents
from tests.together import in_step

AWARD = 10_000_00
# Moments at which a day turns or an hour is skipped or repeated in London, a millisecond either side.
EDGES = (
    "2021-06-02T22:59:59.999+00:00", "2021-06-02T23:00:00+00:00", "2021-10-30T22:59:59.999+00:00", "2021-10-31T00:30:00+00:00",
    "2021-10-31T01:30:00+00:00", "2021-10-31T23:59:59.999+00:00", "2022-03-26T23:59:59.999+00:00", "2022-03-27T01:00:00+00:00",
    "2022-03-31T22:59:59.999+00:00", "2022-03-31T23:00:00+00:00", "2022-04-01T00:30:00+00:00",
)  # fmt: skip
# What nobody may do to rows that stand, whatever runs: by raw SQL, each must be refused wherever it would meet a row.
ATTACKS = (
    ("grants_entry", "1 = 1", "UPDATE grants_entry SET cost_pence = cost_pence + 1", "DELETE FROM grants_entry"),
    ("grants_submission", "1 = 1", "UPDATE grants_submission SET claimed_pence = claimed_pence + 1", "DELETE FROM grants_submission"),
    ("grants_signature", "1 = 1", "UPDATE grants_signature SET post = 'x'", "DELETE FROM grants_signature"),
    ("grants_reopening", "1 = 1", "UPDATE grants_reopening SET reason = 'x'", "DELETE FROM grants_reopening"),
    ("grants_budgetchange", "status <> 'proposed'", "UPDATE grants_budgetchange SET amount_pence = 1", "DELETE FROM grants_budgetchange"),
    (
        "grants_claimline", "claim_id IN (SELECT id FROM grants_return WHERE status <> 'draft')",
        "UPDATE grants_claimline SET entry_id = entry_id", "DELETE FROM grants_claimline",
    ),
    ("grants_return", "status <> 'draft'", "UPDATE grants_return SET closes_on = opens_on, ends_on = starts_on", "DELETE FROM grants_return"),
)  # fmt: skip


class MoneyStorm(PartnerEvents):
    """One project, its people, its lines, its returns and its partners, and every event that can happen to its money. Days run on."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.project = ProjectFactory(award_pence=AWARD)
        self.people = [
            member(self.project, role)
            for role in (Role.COORDINATOR, Role.FINANCE, Role.FINANCE, Role.CERTIFIER)
        ]
        set_terms(self.project, self.people[1], threshold=300_00)
        self.lines = [
            make_line(
                self.project, self.people[0], title=f"Line {number}", allocated_pence=2_500_00, nature=("revenue", "capital")[number % 2],
                eligible=number != 3, vat_recoverable=number == 1,
            )
            for number in range(4)
        ]  # fmt: skip
        self.begin_partners()
        self.now = datetime.datetime(2021, 6, 3, 9, tzinfo=datetime.UTC)

    def event(self):
        """Do one thing at random, by the product's own verbs, at a moment of its own. Returns its name, or None when refused in words."""
        verb = self.dice.choice(
            (self.commit, self.commit, self.receive, self.receive, self.credit, self.vary, self.pay, self.typed, self.take_back, self.twice,
             self.propose, self.decide, self.decide, self.plan, self.gather, self.leave, self.note, self.submit, self.submit, self.certify,
             self.certify, self.reopen, self.query, self.be_paid, self.attack, *self.partner_verbs)
        )  # fmt: skip
        self.now += datetime.timedelta(hours=self.dice.randint(0, 30))
        moment = (
            datetime.datetime.fromisoformat(self.dice.choice(EDGES)) if self.dice.random() < 0.1 else self.now
        )
        with time_machine.travel(moment, tick=False):
            try:
                with transaction.atomic():
                    verb(self.dice.choice(self.people))
            except Refused:
                return None
        return verb.__name__

    def _post(self, by, line, kind, net, source="", **details):
        return actions.post_entry(
            project=self.project, line=line, kind=kind, net_pence=net, vat_pence=net // 5, happened_on=clock.today(), source=source, by=by,
            reason="storm", **{"key": str(uuid.uuid4()), **details},
        )  # fmt: skip

    def _line(self):
        return BudgetLine.objects.get(pk=self.dice.choice(self.lines).pk)

    def _amount(self):
        return self.dice.choice((1, 99, 1_00, self.dice.randint(1, 400_00)))

    def commit(self, by):
        """An order approved."""
        self._post(by, self._line(), K.COMMITMENT, self._amount())

    def receive(self, by):
        """What was ordered comes: from committed to received, both or neither."""
        line = self._line()
        cost = self.dice.randint(1, max(line.committed_pence, 1))
        net = cost if line.vat_recoverable else max(cost * 5 // 6, 1)
        self._post(by, line, K.COMMITMENT, -net)
        self._post(by, line, K.ACCRUAL, net)

    def credit(self, by):
        """A credit note: less came than was said."""
        self._post(by, self._line(), K.ACCRUAL, -self._amount())

    def vary(self, by):
        """A variation of what is ordered, up or down."""
        self._post(by, self._line(), K.COMMITMENT, self.dice.choice((-1, 1)) * self._amount())

    def pay(self, by):
        """A payment or a refund."""
        self._post(by, self._line(), K.PAYMENT, self.dice.choice((-1, 1, 1)) * self._amount())

    def typed(self, by):
        """Money entered by hand, with a paper now and then."""
        actions.type_entry(
            line=self._line(), kind=self.dice.choice(list(TypedKind)), net_pence=self._amount(), vat_pence=0, happened_on=clock.today(),
            reason="storm", key=str(uuid.uuid4()), by=by, paper=PDF if self.dice.random() < 0.05 else None,
        )  # fmt: skip

    def take_back(self, by):
        """An entry taken back, claimed already or not."""
        by_hand = Entry.objects.filter(
            project=self.project
        ).by_hand()  # the others are taken back where they were made
        entries = by_hand.exclude(kind=K.ALLOCATION).order_by("-id")[:10]
        if entries:
            actions.reverse_entry(
                entry=self.dice.choice(list(entries)), reason="slip", by=by, key=str(uuid.uuid4())
            )

    def twice(self, by):
        """The same form sent twice."""
        key, line = str(uuid.uuid4()), self._line()
        assert self._post(by, line, K.COMMITMENT, 1_00, key=key) == self._post(
            by, line, K.COMMITMENT, 1_00, key=key
        )

    def propose(self, by):
        """A move between two lines."""
        ends = self.dice.sample(self.lines, 2)
        actions.propose_change(
            project=self.project, from_line=ends[0], to_line=ends[1], amount_pence=self._amount(), reason="storm", proposed_on=clock.today(),
            by=by, letter=PDF if self.dice.random() < 0.1 else None,
        )  # fmt: skip

    def decide(self, by):
        """A move approved or refused, by whoever: one's own is refused in words."""
        waiting = list(BudgetChange.objects.filter(project=self.project).waiting())
        if not waiting:
            return
        change = self.dice.choice(waiting)
        if self.dice.random() < 0.2:
            actions.refuse_change(change_id=change.pk, decided_on=clock.today(), words="storm", by=by)
        else:
            letter = PDF if self.dice.random() < 0.3 else None
            actions.approve_change(change_id=change.pk, decided_on=clock.today(), by=by, letter=letter)

    def _returns(self):
        return list(Return.objects.filter(project=self.project).order_by("number"))

    def _return(self):
        found = self._returns()
        return self.dice.choice(found) if found else None

    def plan(self, by):
        """A return of some weeks, from where the last one ended."""
        found = self._returns()
        first = found[-1].ends_on + DAY if found else self.project.starts_on
        last = min(first + self.dice.randint(10, 60) * DAY, self.project.ends_on)
        actions.plan_return(
            project=self.project,
            starts_on=first,
            ends_on=last,
            opens_on=last + DAY,
            closes_on=last + 30 * DAY,
            by=by,
        )

    def gather(self, by):
        """Everything received put into a return."""
        if claim := self._return():
            actions.gather(return_id=claim.pk, by=by)

    def leave(self, by):
        """One entry left for later."""
        if claim := self._return():
            line = ClaimLine.objects.filter(claim=claim).first()
            if line:
                actions.leave_out(claim_line_id=line.pk, by=by)

    def note(self, by):
        """What is expected of a line, and why its claim fell."""
        if claim := self._return():
            actions.note_line(
                return_id=claim.pk,
                line=self.dice.choice(self.lines),
                forecast_pence=None,
                words="storm",
                by=by,
            )

    def submit(self, by):
        """A return signed by its preparer."""
        if claim := self._return():
            actions.submit_return(return_id=claim.pk, post="Preparer", by=by)

    def certify(self, by):
        """A return signed by somebody, who may be its preparer: then it is refused."""
        claim = self._return()
        last = claim and claim.submissions.order_by("-version").first()
        if last:
            actions.certify_return(return_id=claim.pk, seen_sha256=last.sha256, post="Certifier", by=by)

    def reopen(self, by):
        """A return given back."""
        if self.dice.random() < 0.5 and (claim := self._return()):
            actions.reopen_return(return_id=claim.pk, reason="storm", by=by)

    def query(self, by):
        """The funder asks."""
        if claim := self._return():
            actions.query_return(return_id=claim.pk, query_words="storm", by=by)

    def be_paid(self, by):
        """The funder pays."""
        if claim := self._return():
            actions.record_return_paid(
                return_id=claim.pk, paid_on=clock.today(), paid_pence=self._amount(), by=by
            )

    def attack(self, by):
        """Raw SQL at rows that stand."""
        table, which, update, delete = self.dice.choice(ATTACKS + PARTNER_ATTACKS)
        refused_by_raw_sql(self.project, table, which, self.dice.choice((update, delete)))

    def check(self):
        """What cannot hold and does not is nothing: raises AssertionError otherwise."""
        assert [*ledger.faults(self.project), *partner_ledger.faults(self.project)] == []
        self.check_partners()
        assert BudgetLine.objects.filter(project=self.project).totals()["allocated"] == AWARD


def refused_by_raw_sql(project, table, which, statement):
    """Raises AssertionError if the statement passes where it meets a row that stands."""
    where = f" WHERE project_id = {project.pk} AND {which}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}{where}")
        if not cursor.fetchone()[0]:
            return
        try:
            with transaction.atomic():
                cursor.execute(statement + where)
        except DatabaseError:
            return
    raise AssertionError(f"it passed: {statement}{where}")


def last_pound(rounds, workers):
    """So many rounds in which every worker commits the last pound of one line at once, and the same one sends it twice. Returns the
    rounds. Promised twice or locked out is an AssertionError.
    """
    project = ProjectFactory(award_pence=rounds * 1_00)
    by = member(project, Role.FINANCE)
    line = make_line(project, by, allocated_pence=0)
    won = []

    def work(number, wait):
        for round_ in range(rounds):
            if number == 0:
                actions.post_entry(
                    project=project, line=line, kind=K.ALLOCATION, net_pence=1_00, vat_pence=0, happened_on=project.starts_on, source="",
                    by=by, reason="storm", key=f"pound {round_}",
                )  # fmt: skip
            wait()
            for _ in range(2):
                try:
                    actions.post_entry(
                        project=project, line=line, kind=K.COMMITMENT, net_pence=1_00, vat_pence=0, happened_on=project.starts_on,
                        source="", by=by, reason="storm", key=f"{round_}:{number}",
                    )  # fmt: skip
                    won.append((round_, number))
                except actions.NotEnoughLeft:
                    continue
            wait()

    in_step(workers, work)
    connection.close()
    assert sorted(round_ for round_, _ in set(won)) == list(
        range(rounds)
    )  # one winner a round, and its second sending is the same act
    line.refresh_from_db()
    assert (line.committed_pence, line.free_pence) == (rounds * 1_00, 0)
    assert ledger.faults(project) == []
    return rounds
