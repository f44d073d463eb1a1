"""What the grant promised, for tests, through the room's own actions."""

import datetime

from grants import actions
from grants.choices import AgreementKind, Section
from tests.factories.accounts import OrganisationFactory, UserFactory

BID = datetime.date(2021, 6, 3)
STATED = datetime.date(2021, 9, 6)


def promise_packs(project, by, *, figure="P02", target=1300):
    """The packs as a deliverable with one target."""
    packs = actions.add_deliverable(
        project=project,
        title="Safer Homes Packs",
        section=Section.PACKS,
        figure=figure,
        unit="homes",
        promise="Protect 1,300 homes.",
        by=by,
    )
    actions.revise_target(
        deliverable=packs, value=target, stated_on=project.starts_on, stated_in="The bid", by=by
    )
    return packs


def promise_hardening(project, by):
    """Target hardening: 150 homes, later 100, with nobody's approval on record; nothing counts it yet."""
    hardening = actions.add_deliverable(
        project=project,
        title="Target hardening",
        section=Section.HARDENING,
        unit="homes",
        promise="Better locks.",
        by=by,
    )
    actions.revise_target(
        deliverable=hardening, value=150, stated_on=project.starts_on, stated_in="The bid", by=by
    )
    actions.revise_target(
        deliverable=hardening, value=100, stated_on=STATED, stated_in="September update", by=by
    )
    return hardening


def staff(project, by, *, starts_on=STATED):
    """Two Assistants."""
    for _ in range(2):
        actions.add_post(
            project=project,
            title="Safer Streets Assistant",
            base="Local Focus Hub",
            filled=True,
            starts_on=starts_on,
            by=by,
        )


def step(project, by, title, *, section=Section.LIGHTING, stated_on=STATED, **when):
    """One milestone."""
    return actions.add_milestone(
        project=project, section=section, title=title, stated_on=stated_on, by=by, **when
    )


def agree(project, by, body, **details):
    """An agreement in place."""
    return actions.add_agreement(
        project=project, body=body, kind=AgreementKind.EITHER, stated_on=STATED, by=by, **details
    )


def make_deliverable(project, by, *, targets=(1300,), title="Safer Homes Packs", **details):
    """A deliverable with one stated target for each of `targets`, a month apart, none of them approved."""
    details = {"section": Section.PACKS, "unit": "homes", "figure": "P02", **details}
    deliverable = actions.add_deliverable(project=project, title=title, by=by, **details)
    for months, value in enumerate(targets):
        state_target(deliverable, by, value=value, stated_on=BID.replace(month=BID.month + months))
    return deliverable


def state_target(deliverable, by, **details):
    """One more statement of a target."""
    return actions.revise_target(
        deliverable=deliverable, by=by, **{"stated_on": BID, "stated_in": "The bid", "value": 1300, **details}
    )


def make_milestone(project, by, *, title="Works commence", **details):
    """A step of the work that lies ahead."""
    return step(project, by, title, **{"stated_on": BID, **details})


def make_post(project, by, *, training=("PCSOs",), **details):
    """A post that is filled, with training planned."""
    post = actions.add_post(
        project=project, by=by, **{"title": "Safer Streets Assistant", "filled": True, **details}
    )
    for given_by in training:
        actions.add_training(post=post, given_by=given_by, by=by)
    return post


def make_agreement(project, by=None, **details):
    """An agreement in place, with a body of its own where none is given."""
    details = {"kind": AgreementKind.GRANT_AGREEMENT, "stated_on": BID, **details}
    return actions.add_agreement(
        project=project,
        body=details.pop("body", None) or OrganisationFactory(),
        by=by or UserFactory(),
        **details,
    )


def make_line(project, by=None, *, allocated_pence=1_000_00, **details):
    """A line of the budget, stated on the day of the bid."""
    details = {"title": "Goods for the packs", "category": "goods", "nature": "revenue", **details}
    return actions.add_budget_line(
        project=project, allocated_pence=allocated_pence, stated_on=BID, stated_in="The bid", by=by or UserFactory(), **details
    )  # fmt: skip


def post(line, by, kind, net_pence, *, vat_pence=0, on=STATED, key, **details):
    """One entry on a line."""
    details = {"source": "", "reason": "", **details}
    return actions.post_entry(
        project=line.project, line=line, kind=kind, net_pence=net_pence, vat_pence=vat_pence, happened_on=on, by=by, key=key,
        **details,
    )  # fmt: skip


def make_asset(project, by=None, **details):
    """Something bought with the grant, of a body of its own where none is given."""
    details = {
        "section": Section.CCTV, "description": "Example cameras", "location": "Example school", "acquired_on": STATED,
        "cost_pence": 6_000_00, **details,
    }  # fmt: skip
    owner = details.pop("owner", None) or OrganisationFactory()
    return actions.add_asset(project=project, owner=owner, by=by or UserFactory(), **details)


def make_duty(project, by=None, **details):
    """Somebody looks after something for six to ten years."""
    details = {
        "section": Section.CCTV, "what": "Upkeep of the example cameras", "from_on": STATED, "stated_in": "The example update",
        "least_years": 6, "most_years": 10, "next_review_on": datetime.date(2022, 9, 6), **details,
    }  # fmt: skip
    body = details.pop("body", None) or OrganisationFactory()
    return actions.add_duty(project=project, body=body, by=by or UserFactory(), **details)
