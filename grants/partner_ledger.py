"""Sub-grants, match and pairs recomputed from their rows."""

from collections import defaultdict

from django.db.models import F, Sum

from grants import match_rules
from grants.choices import EntryKind
from grants.delivery_choices import MovementKind
from grants.models import Entry, MatchContribution, Pair, SubGrant, SubGrantMovement
from saferstreets.common.money import pounds


def faults(project=None):
    """Plain sentences, one for each thing that does not add up, of one project or of all."""
    return [*_sub_grants(project), *_worths(project), *_strays(project)]


def _of(rows, project):
    return rows.filter(project=project) if project else rows.all()


def _sub_grants(project):
    """A sub-grant's guard against its movements, and its entries in the ledger against both."""
    moved, posted = defaultdict(int), defaultdict(int)
    movements = _of(SubGrantMovement.objects, project).order_by()
    for pk, kind, pence in movements.values_list("sub_grant", "kind").annotate(Sum("pence")):
        moved[pk, kind] = pence
    entries = _of(Entry.objects, project).filter(source__startswith="grants.SubGrant:").order_by()
    for source, kind, pence in entries.values_list("source", "kind").annotate(Sum("net_pence")):
        posted[source, kind] = pence
    for one in _of(SubGrant.objects, project).select_related("project").order_by("pk"):
        name = f"{one.project.slug}: sub-grant {one.pk}"
        for kind in MovementKind:
            kept, counted = getattr(one, kind.column), moved[one.pk, kind]
            if kept != counted:
                yield f"{name}: {kind.label.lower()} says {pounds(kept)}, its movements make {pounds(counted)}."
        for kind, pence in _expected(one).items():
            found = posted[f"grants.SubGrant:{one.pk}", kind]
            if found != pence:
                yield f"{name}: {pounds(pence)} should be {kind.label.lower()}, and its entries make {pounds(found)}."


def _expected(one):
    return {
        EntryKind.COMMITMENT: one.amount_pence - one.spent_pence - one.returned_pence,
        EntryKind.ACCRUAL: one.spent_pence,
        EntryKind.PAYMENT: one.transferred_pence - one.returned_pence,
    }


def _worths(project):
    """Time against its rate, and match that reached the ledger of costs."""
    priced = _of(MatchContribution.objects, project).exclude(rate_pence=None).select_related("project")
    for one in priced.order_by("pk").iterator(2_000):
        worth = match_rules.worth(one.minutes, one.rate_pence)
        if one.pence != worth:
            yield f"{one.project.slug}: contribution {one.pk} says {pounds(one.pence)}, its minutes are worth {pounds(worth)}."
    strayed = _of(Entry.objects, project).filter(source__startswith="grants.MatchContribution:")
    for entry in strayed.select_related("project"):
        yield f"{entry.project.slug}: entry {entry.pk} comes from match, which is no cost of the grant."


def _strays(project):
    strange = _of(Pair.objects, project).exclude(entry__project=F("project"), spend__project=F("project"))
    for pair in strange.select_related("project"):
        yield f"{pair.project.slug}: pair {pair.pk} joins rows of another project."
