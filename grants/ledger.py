"""The money ledger recomputed from its entries, and where each entry came from."""

from collections import defaultdict

from django.apps import apps
from django.db.models import F, Q, Sum

from grants import claim_checks
from grants.choices import EntryKind
from grants.models import BudgetLine, Entry
from grants.rules import INSIDE_THE_GRANT
from saferstreets.common.money import pounds


def faults(project=None):
    """Plain sentences, one for each thing that does not add up, of one project or of all; none when all is whole.

    Looks at: the guards against the sums of entries, cost against VAT, days against the grant, and rows that stand in
    another project than their parents.
    """
    return [
        *_guards(project),
        *_costs(project),
        *_days(project),
        *_strays(project),
        *claim_checks.faults(project),
    ]


def _of(rows, project):
    return rows.filter(project=project) if project else rows.all()


def _name(line):
    return f"{line.project.slug}: budget line {line.pk}, “{line.title}”"


def _guards(project):
    sums = defaultdict(int)
    grouped = _of(Entry.objects, project).order_by().values_list("line", "kind").annotate(Sum("cost_pence"))
    for line, kind, pence in grouped:
        sums[line, kind] = pence
    for line in _of(BudgetLine.objects, project).select_related("project").order_by("pk"):
        for kind in EntryKind:
            kept, counted = getattr(line, kind.column), sums[line.pk, kind]
            if kept != counted:
                yield f"{_name(line)}: {kind.label.lower()} says {pounds(kept)}, its entries make {pounds(counted)}."
        if line.free_pence < 0:
            yield f"{_name(line)}: {pounds(-line.free_pence)} more is promised or spent than allocated."


def _costs(project):
    wrong = Q(line__vat_recoverable=True) & ~Q(cost_pence=F("net_pence")) | Q(
        line__vat_recoverable=False
    ) & ~Q(cost_pence=F("net_pence") + F("vat_pence"))
    for entry in _rows(project, wrong):
        yield f"{_name(entry.line)}: entry {entry.pk} costs {pounds(entry.cost_pence)}, which its amount and VAT do not make."


def _days(project):
    outside = Q(kind__in=INSIDE_THE_GRANT, net_pence__gte=0) & (
        Q(happened_on__lt=F("project__starts_on")) | Q(happened_on__gt=F("project__ends_on"))
    )
    for entry in _rows(project, outside):
        yield f"{_name(entry.line)}: entry {entry.pk} of {entry.happened_on} is outside the grant."


def _strays(project):
    for entry in _rows(project, ~Q(line__project=F("project"))):
        yield f"{_name(entry.line)}: entry {entry.pk} belongs to another project."
    for entry in _rows(project, Q(reverses__isnull=False) & ~Q(reverses__cost_pence=-F("cost_pence"))):
        yield f"{_name(entry.line)}: entry {entry.pk} is not the opposite of entry {entry.reverses_id}."


def _rows(project, wrong):
    return _of(Entry.objects, project).filter(wrong).select_related("line__project").order_by("pk")


def sources(entries, project):
    """{source: (what it is, its page)} for "app.Model:id" texts: one query for each kind of thing."""
    return {source: (str(row), row.get_absolute_url()) for source, row in _things(entries, project)}


def source_papers(entries, project):
    """{source: kept papers} of what caused these entries. A model names in `keeps_papers` its fields that hold one."""
    found = {}
    for source, row in _things(entries, project):
        papers = [getattr(row, name) for name in getattr(row, "keeps_papers", ())]
        found[source] = [paper for paper in papers if paper]
    return found


def _things(entries, project):
    """(source, its row) for each different source. The rooms that spend are above this one: they are found by the name that
    they gave, never imported.
    """
    wanted = defaultdict(set)
    for source in {entry.source for entry in entries if entry.source}:
        model, _, pk = source.partition(":")
        wanted[model].add(int(pk))
    for model, keys in wanted.items():
        kind = apps.get_model(model)
        rows = kind.objects.filter(project=project, pk__in=keys)
        for row in (
            rows.select_related(*getattr(kind, "keeps_papers", ())) if hasattr(kind, "keeps_papers") else rows
        ):
            row.project = project
            yield f"{model}:{row.pk}", row
