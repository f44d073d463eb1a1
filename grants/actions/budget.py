"""Writes about money: the lines of the budget, and the one verb through which every spender tells the grant."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from grants import rules
from grants.actions.promises import GrantRefused
from grants.choices import EntryKind
from grants.models import BudgetLine, Entry
from saferstreets.common.money import pounds


class EntryRefused(GrantRefused):
    """The entry cannot stand in the ledger."""


class NotEnoughLeft(EntryRefused):
    """The line has less left than the entry takes."""


class KeyUsed(EntryRefused):
    """The key of this entry already stands for another one."""


@transaction.atomic
def add_budget_line(
    *, project, title, category, nature, allocated_pence, stated_on, stated_in, by,
    deliverable=None, eligible=True, vat_recoverable=False, illustrative=False,
):  # fmt: skip
    """Enter a line of the budget; what it is allocated is the first entry of its ledger, dated `stated_on`.

    Raises GrantRefused for a title that is there, and where the lines together would pass the award.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    lines = BudgetLine.objects.filter(project=project)
    if lines.filter(title=title).exists():
        raise GrantRefused(f"“{title}” is already a line of this budget.")
    together = lines.totals()["allocated"] + allocated_pence
    if project.award_pence is not None and together > project.award_pence:
        raise GrantRefused(
            f"With this line {pounds(together)} would be allocated, and the award is {pounds(project.award_pence)}."
        )
    line = BudgetLine.objects.create(
        project=project, deliverable=deliverable, title=title, category=category, nature=nature, eligible=eligible,
        vat_recoverable=vat_recoverable, stated_in=stated_in, illustrative=illustrative,
    )  # fmt: skip
    record_event(by=by, verb="budget_line.add", subject=line, fields=["title", "allocated_pence"])
    if allocated_pence:
        post_entry(
            project=project, line=line, kind=EntryKind.ALLOCATION, net_pence=allocated_pence, vat_pence=0,
            happened_on=stated_on, source="", by=by, reason=stated_in, key=f"line:{line.pk}:allocation",
        )  # fmt: skip
    return line


@transaction.atomic
def post_entry(
    *, project, line, kind, net_pence, vat_pence, happened_on, source, by, reason, key, reverses=None
):
    """Write one entry of the money ledger, for any room that spends. Returns it.

    net_pence, vat_pence: whole pence, of one sign; below nothing takes back. source: "app.Model:id" of what caused it.
    key: of the act, one a project: the same act again returns the entry that stands. Raises NotEnoughLeft, KeyUsed, or
    EntryRefused for a day outside the grant. The line is locked until the transaction ends.
    """
    line = BudgetLine.objects.select_for_update().get(project=project, pk=line.pk)
    details = {
        "project": project, "line": line, "kind": kind, "net_pence": net_pence, "vat_pence": vat_pence,
        "happened_on": happened_on, "source": source, "reason": reason, "reverses": reverses,
    }  # fmt: skip
    standing = Entry.objects.filter(project=project, key=key).first()
    if standing:
        return _the_same(standing, details)
    refusal = rules.entry_refusal(kind, net_pence, vat_pence, happened_on, project.period)
    if refusal:
        raise EntryRefused(refusal)
    cost = rules.cost(net_pence, vat_pence, line.vat_recoverable)
    _take(line, kind, cost)
    entry = Entry.objects.create(
        **details, cost_pence=cost, key=key, recorded_by=by, recorded_at=timezone.now()
    )
    record_event(by=by, verb="entry.post", subject=entry, fields=["kind", "line", "net_pence", "vat_pence"])
    return entry


def _the_same(standing, details):
    """The entry that stands, when the act that comes again is the same one."""
    if all(getattr(standing, field) == value for field, value in details.items() if field != "reason"):
        return standing
    raise KeyUsed("Something else was already recorded under this reference. Open the page again.")


def _take(line, kind, cost):
    """Move the guard of the line with the entry. The condition is in the statement: two at once cannot both pass."""
    column = EntryKind(kind).column
    if BudgetLine.objects.filter(pk=line.pk).with_room_for(kind, cost).update(**{column: F(column) + cost}):
        return
    raise NotEnoughLeft(rules.shortage(line, kind, cost))


@transaction.atomic
def reverse_entry(*, entry, reason, by, key):
    """Take an entry back by its opposite, on the day of the mistake and with a reason; both stay. Once only.

    Raises EntryRefused without a reason, for an entry taken back before, and for the opposite of an opposite.
    """
    if not reason.strip():
        raise EntryRefused("Say why the entry is taken back.")
    if entry.source.startswith("grants.BudgetChange:"):
        raise EntryRefused("This is half of a move between lines. Move the money back by another move.")
    BudgetLine.objects.select_for_update().get(pk=entry.line_id)
    if (
        entry.reverses_id
        or Entry.objects.filter(project_id=entry.project_id, reverses=entry).exclude(key=key).exists()
    ):
        raise EntryRefused("This entry has been taken back already.")
    return post_entry(
        project=entry.project, line=entry.line, kind=entry.kind, net_pence=-entry.net_pence, vat_pence=-entry.vat_pence,
        happened_on=entry.happened_on, source=entry.source, by=by, reason=reason.strip(), key=key, reverses=entry,
    )  # fmt: skip
