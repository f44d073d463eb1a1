"""Risks, partners, match, radar and the finance system's lines, for tests, through the room's own actions."""

import datetime
import uuid

from grants.actions import add_activity, delivery, finance, match, partners, radar
from grants.delivery_choices import MatchBasis, MatchKind, MovementKind, RiskCategory
from grants.models import SpendLine
from tests.factories.accounts import UserFactory
from tests.factories.grants import BID, STATED, make_agreement, make_line

D = datetime.date
RATED = {
    "category": RiskCategory.SUPPLY, "description": "Goods come late.", "mitigations": "Order early.", "owner": "Co-ordinator",
    "pre_impact": 5, "pre_likelihood": 3, "post_impact": 4, "post_likelihood": 2, "proximity": 3,
}  # fmt: skip


def make_risk(project, by=None, *, title="The supplier is late", **details):
    """A risk of weight 15 before and 8 after."""
    details = {"raised_on": STATED, **RATED, **details}
    return delivery.add_risk(project=project, title=title, by=by or UserFactory(), **details)


def make_sub_grant(project, by=None, *, amount_pence=20_000_00, up_front=True, line=None, agreement=None):
    """Money passed on under an agreement of its own, all of a line's where none is given."""
    by = by or UserFactory()
    line = line or make_line(
        project, by, title=f"Sub-grant {uuid.uuid4().hex[:6]}", allocated_pence=amount_pence
    )
    return partners.grant_to_partner(
        agreement=agreement or make_agreement(project, by), line=line, amount_pence=amount_pence, up_front=up_front, granted_on=BID,
        stated_in="The agreement", by=by,
    )  # fmt: skip


def moved(sub_grant, kind, pence, *, on=STATED, by=None, **details):
    """One movement of its money."""
    details = {"key": str(uuid.uuid4()), **details}
    return partners.move_sub_grant(
        sub_grant=sub_grant, kind=kind, pence=pence, happened_on=on, by=by or UserFactory(), **details
    )


def given(project, by=None, **details):
    """An hour of a PCSO's time that no visit brought, or whatever `details` say."""
    details = {
        "kind": MatchKind.OFFICER_TIME, "grade": "PCSO", "minutes": 60, "happened_on": STATED, "words": "Briefed the Assistants",
        "key": str(uuid.uuid4()), **details,
    }  # fmt: skip
    return match.record_match(project=project, by=by or UserFactory(), **details)


def rate(project, by=None, **details):
    """£15 an hour for a PCSO from the bid on."""
    details = {"grade": "PCSO", "pence_per_hour": 15_00, "from_on": BID, "stated_in": "A letter", **details}
    return match.state_match_rate(project=project, by=by or UserFactory(), **details)


def terms(project, by=None, *, basis=MatchBasis.OF_GRANT, basis_points=2000):
    """20 % of the grant."""
    return match.state_match_terms(
        project=project,
        basis=basis,
        basis_points=basis_points,
        stated_on=BID,
        stated_in="The prospectus",
        by=by or UserFactory(),
    )


def spend(project, amount_pence=100_00, *, on=STATED, **details):
    """A line of the finance system, as an import writes it."""
    return SpendLine.objects.create(project=project, amount_pence=amount_pence, booked_on=on, **details)


def one_of_each(project, by):
    """For the rights matrix: a record for every address of this half of the room."""
    sub_grant = make_sub_grant(project, by)
    moved(sub_grant, MovementKind.TRANSFER, 1_00, by=by)
    agreement = sub_grant.agreement
    line = make_line(project, by, title="For the radar")
    radar.time_line(line=line, lead_days=200, fitting_days=0, inspection_days=0, stated_in="A quote", by=by)
    radar.raise_alerts(project=project, day=D(2021, 11, 24))
    paired, alone = spend(project, 7_00, reference="R-1"), spend(project, 9_00)
    entry = finance.enter_spend(spend=paired, line=line, vat_pence=0, received_too=True, by=by)
    return {
        "risk": make_risk(project, by), "activity": _activity(project, by), "agreement": agreement, "sub_grant": sub_grant,
        "condition": partners.add_condition(agreement=agreement, text="Report each quarter", by=by),
        "sub_grant_movement": sub_grant.movements.get(),
        "partner_return": partners.expect_returns(
            agreement=agreement, months=12, first_on=BID, last_on=D(2022, 3, 31), due_days=30, by=by
        )[0],
        "contribution": given(project, by), "alert": line.alerts.get(), "spend": alone, "pair": entry.pairs.get(),
        "reserve": radar.add_reserve(project=project, title="More locks", rank=1, pence=5_00, days=10, stated_in="A quote", by=by),
    }  # fmt: skip


def _activity(project, by):
    return add_activity(project=project, title="A stall", stated_on=STATED, by=by)
