"""What the pages of a return show, and what may be done with it now."""

from django.core.paginator import Paginator

from accounts.permissions import Perm
from grants import claim_rules as rules
from grants import preflight, returning
from grants.claim_choices import Capacity
from grants.models import Terms
from saferstreets.common import clock
from saferstreets.common.bank_holidays import working_days_until
from saferstreets.common.periods import long_date
from saferstreets.common.workflow import open_moves

ENTRIES_ON_A_PAGE = 50
DOORS = {move.name: f"grants:return_{move.name}" for move in rules.MOVES}


def reminder_days(project):
    """How many working days before the window closes the preparers are written to."""
    terms = Terms.objects.filter(project=project).first()
    return terms.reminder_days if terms else rules.REMINDER_DAYS


def rows(returns, project, day):
    """Rows of the list: dicts of claim, its day of reminder, and words on what is due, with a code for the colour."""
    days = reminder_days(project)
    found = []
    for claim in returns:
        remind_on = rules.reminder_on(claim.closes_on, days)
        status, words = _due(claim, remind_on, day)
        found.append({"claim": claim, "remind_on": remind_on, "status": status, "words": words})
    return found


def _due(claim, remind_on, day):
    """(code, words) of what the window asks of a return on `day`; ("", "") once it is certified."""
    if not claim.is_unsigned:
        return "", ""
    if day > claim.closes_on:
        return "late", f"Late: the window closed on {long_date(claim.closes_on)}"
    left = working_days_until(day, claim.closes_on)
    words = f"{left} working {'day' if left == 1 else 'days'} left"
    if day >= remind_on:
        return "due", words
    return (
        ("not-due", f"Window opens on {long_date(claim.opens_on)}")
        if day < claim.opens_on
        else ("not-due", words)
    )


def doors(claim, user, last, blocked):
    """Moves this person may make now, as (URL name, words on the button); not to certify one's own return, nor to submit a blocked one."""
    found = open_moves(rules.MOVES, claim.status, lambda right: user.can(right, claim.project))
    own = last and any(one.person_id == user.pk and one.capacity == Capacity.PREPARER for one in last.signed)
    closed = {"certify": own, "submit": blocked}
    return [(DOORS[move.name], move.label) for move in found if not closed.get(move.name)]


def versions(claim):
    """Every submission of a return, newest first, each with `signed` and `reopened`. Three queries; without the ledgers."""
    found = claim.submissions.defer("ledger", "frozen").prefetch_related(
        "signatures", "reopenings__reopened_by"
    )
    found = list(found.order_by("-version"))
    for one in found:
        one.signed, one.reopened = list(one.signatures.all()), next(iter(one.reopenings.all()), None)
    return found


def page(claim, user, number):
    """Everything the page of one return shows."""
    told = versions(claim)
    lines = returning.figures(claim) if claim.is_draft else returning.last_submission(claim).frozen["lines"]
    may_prepare = claim.is_draft and user.can(Perm.RETURN_PREPARE, claim.project)
    found = preflight.findings(claim, clock.today(), lines, whole=False) if claim.is_draft else []
    return {
        "claim": claim, "lines": lines, "totals": returning.totals(lines), "versions": told, "draft": claim.is_draft,
        "illustrative": any(row["illustrative"] for row in lines), "findings": found,
        "doors": doors(claim, user, told[0] if told else None, preflight.errors(found)),
        "page": Paginator(claim.lines.for_list(), ENTRIES_ON_A_PAGE).get_page(number), "may_prepare": may_prepare,
        "may_discard": may_prepare and not told, "due": _due(claim, rules.reminder_on(claim.closes_on, reminder_days(claim.project)), clock.today()),
    }  # fmt: skip
