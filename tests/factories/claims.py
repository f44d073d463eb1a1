"""Moves between lines and returns for tests, through the room's own actions."""

import datetime

from accounts.choices import Role
from grants import actions
from grants.choices import EntryKind
from grants.models import ClaimLine
from tests.factories.accounts import UserFactory, member
from tests.factories.grants import make_line, post

D = datetime.date
PDF = b"%PDF-1.4 paper"
SUMMER = {
    "starts_on": D(2021, 6, 3),
    "ends_on": D(2021, 9, 30),
    "opens_on": D(2021, 10, 1),
    "closes_on": D(2021, 10, 29),
}
AUTUMN = {
    "starts_on": D(2021, 10, 1),
    "ends_on": D(2021, 12, 31),
    "opens_on": D(2022, 1, 4),
    "closes_on": D(2022, 1, 31),
}
WINTER = {
    "starts_on": D(2022, 1, 1),
    "ends_on": D(2022, 3, 31),
    "opens_on": D(2022, 4, 1),
    "closes_on": D(2022, 4, 29),
}


def set_terms(project, by=None, *, threshold=500_00, **details):
    """What the agreement says."""
    return actions.set_terms(
        project=project,
        virement_threshold_pence=threshold,
        stated_in="The agreement, schedule 3",
        by=by or UserFactory(),
        **details,
    )


def propose(from_line, to_line, by=None, *, amount_pence=100_00, **details):
    """A move that waits for approval."""
    return actions.propose_change(
        project=from_line.project, from_line=from_line, to_line=to_line, amount_pence=amount_pence, reason="More locks are wanted",
        proposed_on=D(2021, 11, 1), by=by or UserFactory(), **details,
    )  # fmt: skip


def plan(project, by=None, days=None):
    """A return that is being prepared."""
    return actions.plan_return(project=project, by=by or UserFactory(), **(days or SUMMER))


def submit(claim, by=None):
    """Sign and submit on the last day of the window. Returns the submission."""
    return actions.submit_return(
        return_id=claim.pk, post="Project coordinator", by=by or UserFactory(), on=claim.closes_on
    )


def certify(claim, by=None):
    """Sign as the certifier what was submitted last."""
    last = claim.submissions.order_by("-version").first()
    return actions.certify_return(
        return_id=claim.pk,
        seen_sha256=last.sha256,
        post="Chief finance officer",
        by=by or UserFactory(),
        on=claim.closes_on,
    )


def returns_of(project):
    """One certified return and one being prepared, each with an entry, and a waiting move: by their names in the rights matrix."""
    by, certifier = member(project, Role.FINANCE), member(project, Role.CERTIFIER)
    if project.award_pence is None:
        project.award_pence = 311_358_00
        project.save(update_fields=["award_pence"])
    line = make_line(project, by, title="Pay", category="staff", allocated_pence=5_000_00)
    first = post(
        line,
        by,
        EntryKind.ACCRUAL,
        1_000_00,
        on=D(2021, 9, 30),
        key="pay, September",
        reason="Pay, September",
    )
    second = post(
        line, by, EntryKind.ACCRUAL, 900_00, on=D(2021, 10, 31), key="pay, October", reason="Pay, October"
    )
    done = plan(project, by)
    actions.gather(return_id=done.pk, by=by)
    submission = submit(done, by)
    certify(done, certifier)
    draft = plan(project, by, AUTUMN)
    actions.gather(return_id=draft.pk, by=by)
    other = make_line(project, by, title="Printing", category="engagement", allocated_pence=0)
    return {
        "entry": first, "return": draft, "return_line": ClaimLine.objects.get(entry=second), "submission": submission,
        "change": propose(line, other, by),
    }  # fmt: skip
