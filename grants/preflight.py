"""What stands in the way of a return, and what its reader will ask: errors block the submission, warnings do not."""

from dataclasses import dataclass

from grants import claim_rules, ledger, returning
from grants.claim_queries import claimable, paid_less_than_received
from grants.models import BudgetChange, BudgetLine, ClaimLine, Entry, Return
from saferstreets.common.money import pounds
from saferstreets.common.periods import long_date


@dataclass(frozen=True)
class Finding:
    """One sentence, and whether it blocks."""

    words: str
    blocks: bool


def findings(claim, day, lines=None, *, whole=True):
    """Findings about a return as it would be submitted on `day`, what blocks first. lines: of returning.figures, if at hand.

    whole: recompute the whole ledger too, as the submission does; a page that is only looked at does without.
    """
    lines = returning.figures(claim) if lines is None else lines
    blocking = [*_days(claim, day), *_order(claim), *_falls(claim, lines), *_forecasts(lines), *_award(claim)]
    blocking += _whole(claim) if whole else ()
    asking = [
        *_late(claim, day),
        *_nothing(lines),
        *_left(claim),
        *_papers(claim),
        *_unpaid(claim),
        *_budget(claim, lines),
    ]
    return [Finding(words, True) for words in blocking] + [Finding(words, False) for words in asking]


def errors(found):
    """The sentences that block."""
    return [one.words for one in found if one.blocks]


def warnings(found):
    """The sentences that do not."""
    return [one.words for one in found if not one.blocks]


def _days(claim, day):
    if day < claim.opens_on:
        yield f"The window opens on {long_date(claim.opens_on)}. Submit it then."


def _order(claim):
    earlier = Return.objects.before(claim).open().order_by("ends_on").first()
    if earlier:
        yield f"Return {earlier.number} is for an earlier period and is not submitted. Submit that one first."


def _falls(claim, lines):
    now = {row["line"]: row for row in lines}
    sums = {key: row["cumulative"] for key, row in now.items()}
    for line, (before, after) in claim_rules.fallen(returning.said_before(claim), sums).items():
        if not now[line]["words"]:
            yield claim_rules.fall_words(now[line]["title"], before, after)


def _forecasts(lines):
    for row in lines:
        if row["forecast"] is not None and row["forecast"] > row["allocated"]:
            yield f"“{row['title']}” is expected to take {pounds(row['forecast'])}, and {pounds(row['allocated'])} is allocated. Move money first."
        if row["forecast"] is not None and row["forecast"] < row["received_to_date"]:
            yield f"“{row['title']}” is expected to take {pounds(row['forecast'])}, and {pounds(row['received_to_date'])} came already."


def _whole(claim):
    for fault in ledger.faults(claim.project):
        yield f"The ledger does not add up: {fault}"


def _award(claim):
    if claim.project.award_pence is None:
        yield "The award is not entered. Enter it under Set up."


def _late(claim, day):
    if day > claim.closes_on:
        yield f"The window closed on {long_date(claim.closes_on)}: the return is late."


def _nothing(lines):
    if not any(row["entries"] for row in lines):
        yield "Nothing is claimed: this is a nil return."


def _left(claim):
    left = claimable(Entry.objects, claim.project, claim.ends_on).count()
    if left:
        yield f"{left:,} {'entry' if left == 1 else 'entries'} received by {long_date(claim.ends_on)} stand in no return."


def _papers(claim):
    bare = ClaimLine.objects.filter(claim=claim, entry__source="").without_paper().count()
    if bare:
        yield f"{bare:,} {'entry' if bare == 1 else 'entries'} entered by hand {'has' if bare == 1 else 'have'} no paper."


def _unpaid(claim):
    lines = paid_less_than_received(BudgetLine.objects.filter(project=claim.project, eligible=True)).count()
    if lines:
        yield f"On {lines:,} {'line' if lines == 1 else 'lines'} less is paid than came: the claim is for what came, paid or not."


def _budget(claim, lines):
    allocated, award = sum(row["allocated"] for row in lines), claim.project.award_pence
    if award is not None and allocated < award:
        yield f"{pounds(award - allocated)} of the award is on no line of the budget."
    if any(row["illustrative"] for row in lines):
        yield "The split of the budget is illustrative: no paper gives it."
    if BudgetChange.objects.filter(project=claim.project).waiting().exists():
        yield "A move between lines waits for approval."
    silent = sum(row["forecast"] is None for row in lines)
    if silent:
        yield f"{silent:,} {'line says' if silent == 1 else 'lines say'} nothing of what is expected by {long_date(claim.project.ends_on)}."
    short = sum(row["allocated"] - row["forecast"] for row in lines if row["forecast"] is not None)
    if short:
        yield f"{pounds(short)} is not expected to be spent. Tell the funder as soon as it is forecast."
