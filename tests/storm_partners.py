"""Random events of what goes to partners and what they put in: sub-grants and match, beside the other money of the storm."""

import uuid
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

from django.db import DatabaseError, connection, transaction

from grants.actions import match, partners
from grants.delivery_choices import MatchKind, MovementKind
from grants.models import ClaimLine, MatchContribution, MatchRate, SubGrant, SubGrantMovement
from saferstreets.common import clock
from saferstreets.common.periods import DAY
from tests.factories.grants import make_agreement

MOST_SUB_GRANTS = 6
PCSO = "PCSO"
ATTACKS = (
    ("grants_subgrantmovement", "1 = 1", "UPDATE grants_subgrantmovement SET pence = pence + 1", "DELETE FROM grants_subgrantmovement"),
    (
        "grants_subgrant", "spent_pence > 0", "UPDATE grants_subgrant SET returned_pence = amount_pence",
        "UPDATE grants_subgrant SET reimbursed_pence = transferred_pence + 1",
    ),
    ("grants_matchrate", "1 = 1", "UPDATE grants_matchrate SET pence_per_hour = 1", "DELETE FROM grants_matchrate"),
    (
        "grants_matchcontribution", "pence IS NOT NULL", "UPDATE grants_matchcontribution SET pence = pence + 1",
        "DELETE FROM grants_matchcontribution",
    ),
    (
        "grants_matchcontribution", "pence IS NULL", "UPDATE grants_matchcontribution SET minutes = minutes + 1",
        "DELETE FROM grants_matchcontribution",
    ),
)  # fmt: skip


class PartnerEvents:
    """Verbs of a storm of money. `told` keeps beside the database what each movement that was not refused has said."""

    def begin_partners(self):
        """Nothing is passed on yet, and no hour has a price."""
        self.told, self.agreements = Counter(), []

    @property
    def partner_verbs(self):
        """As often as they come."""
        return (
            self.pass_on, self.move, self.move, self.move, self.move, self.move_twice, self.move_back, self.rate, self.time, self.time,
            self.other_match, self.match_back, self.claim_match,
        )  # fmt: skip

    def pass_on(self, by):
        """Grant money passed on, up front or in arrears."""
        if len(self.agreements) < MOST_SUB_GRANTS:
            partners.grant_to_partner(
                agreement=self._agreement(by), line=self._line(), amount_pence=self._amount(), up_front=self.dice.random() < 0.5,
                granted_on=clock.today(), stated_in="storm", by=by,
            )  # fmt: skip

    def _agreement(self, by):
        """A new one or, now and then, one that has its sub-grant already."""
        if self.agreements and self.dice.random() < 0.2:
            return self.dice.choice(self.agreements)
        return make_agreement(self.project, by)

    def _sub_grant(self):
        found = list(SubGrant.objects.filter(project=self.project).order_by("pk"))
        return self.dice.choice(found) if found else None

    def _moved(self, by, sub_grant, kind, pence, key):
        return partners.move_sub_grant(
            sub_grant=sub_grant, kind=kind, pence=pence, happened_on=clock.today(), key=key, by=by
        )

    def move(self, by):
        """Paid to the partner, spent by it, paid back, or paid by the fund."""
        if sub_grant := self._sub_grant():
            kind = self.dice.choice(list(MovementKind))
            pence = self.dice.choice(
                (1, self.dice.randint(1, sub_grant.amount_pence), max(sub_grant.carried_pence, 1))
            )
            self._moved(by, sub_grant, kind, pence, str(uuid.uuid4()))
            self.told[sub_grant.pk, kind] += pence

    def move_twice(self, by):
        """The same form sent twice."""
        if sub_grant := self._sub_grant():
            kind, key = self.dice.choice(list(MovementKind)), str(uuid.uuid4())
            first, second = (self._moved(by, sub_grant, kind, 1, key) for _ in range(2))
            assert first == second
            self.told[sub_grant.pk, kind] += 1

    def move_back(self, by):
        """A movement taken back, its entries with it."""
        found = list(SubGrantMovement.objects.filter(project=self.project).order_by("-id")[:8])
        if found:
            movement = self.dice.choice(found)
            partners.take_back_movement(movement=movement, reason="slip", by=by)
            self.told[movement.sub_grant_id, MovementKind(movement.kind)] -= movement.pence

    def rate(self, by):
        """What an hour is worth, from a day before or after now; what waits is priced."""
        if self.dice.random() < 0.3:
            match.state_match_rate(
                project=self.project, grade=PCSO, pence_per_hour=self.dice.randint(1, 40_00), stated_in="storm", by=by,
                from_on=clock.today() + self.dice.randint(-60, 30) * DAY,
            )  # fmt: skip

    def time(self, by):
        """Minutes beside a visit, as a visit posts them."""
        source, minutes = f"households.Visit:{self.dice.randint(1, 10**12)}", self.dice.randint(1, 600)
        given = match.OfficerTime(source=source, minutes=minutes, happened_on=clock.today(), by=by)
        match.post_officer_time(project=self.project, given=[given])

    def other_match(self, by):
        """Goods, cash, or time that no visit brought; sent twice."""
        kind, key = self.dice.choice(list(MatchKind)), str(uuid.uuid4())
        said = (
            {"grade": PCSO, "minutes": self.dice.randint(1, 90)}
            if "time" in kind
            else {"pence": self._amount()}
        )
        rows = [
            match.record_match(
                project=self.project,
                kind=kind,
                happened_on=clock.today(),
                words="storm",
                key=key,
                by=by,
                **said,
            )
            for _ in range(2)
        ]
        assert rows[0] == rows[1]

    def match_back(self, by):
        """A contribution taken back."""
        found = list(MatchContribution.objects.filter(project=self.project).order_by("-id")[:8])
        if found:
            match.take_back_match(contribution=self.dice.choice(found), reason="slip", by=by)

    def claim_match(self, by):
        """Match put among the costs of the grant, past the product: refused by the database."""
        source = f"grants.MatchContribution:{self.dice.randint(1, 99)}"
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO grants_entry (project_id, line_id, kind, net_pence, vat_pence, cost_pence, happened_on, recorded_at, "
                    "recorded_by_id, source, reason, key) VALUES (%s, %s, 'accrual', 1, 0, 1, '2021-10-01', '2021-10-01', %s, %s, '', %s)",
                    (self.project.pk, self.lines[0].pk, by.pk, source, str(uuid.uuid4())),
                )
        except DatabaseError:
            return
        raise AssertionError(f"an entry came from {source}")

    def check_partners(self):
        """Sub-grants against what was told, every penny of time against its hours, and no match on a claim. Raises AssertionError."""
        for one in SubGrant.objects.filter(project=self.project):
            said = {kind: self.told[one.pk, kind] for kind in MovementKind}
            assert said == {kind: getattr(one, kind.column) for kind in MovementKind}, one
            assert one.carried_pence >= 0 <= (one.held_pence if one.up_front else -one.held_pence), one
        self._check_match()
        claimed = ClaimLine.objects.filter(project=self.project)
        assert not claimed.filter(entry__source__startswith="grants.MatchContribution").exists()

    def _check_match(self):
        rates = list(MatchRate.objects.filter(project=self.project).values_list("from_on", flat=True))
        rows = MatchContribution.objects.filter(project=self.project).exclude(minutes=None)
        for day, minutes, rate, pence in rows.values_list("happened_on", "minutes", "rate_pence", "pence"):
            if rate is None:
                assert not [one for one in rates if one <= day], f"time of {day} still waits"
                continue
            exact = Decimal(minutes) * rate / 60
            assert pence == int(exact.quantize(Decimal(1), ROUND_HALF_UP)), (minutes, rate, pence)
