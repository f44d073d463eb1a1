"""Recomputes the stock ledger from its movements: what does not add up, as plain sentences, one for each fault."""

from collections import Counter, defaultdict

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from packs.choices import PlaceKind
from packs.models import (
    Assembly,
    Balance,
    Delivery,
    HandoverLine,
    Item,
    Kit,
    KitClash,
    KitMove,
    Location,
    Movement,
    PackContent,
    Stocktake,
)


def faults(project=None):
    """Everything wrong with the stock of a project, or of all of them; [] when it adds up."""
    checks = (balances, nothing_below_nothing, assemblies, kits, deliveries, stocktakes, parents)
    return [fault for check in checks for fault in check(_rows(project))]


def _rows(project):
    """Reads the rows of a table of this project, or all."""
    return lambda model: model.objects.filter(project=project) if project else model.objects.all()


def _recomputed(rows):
    """{(item, location, lane): pieces} from the movements alone."""
    inside = dict(rows(Location).values_list("pk", "kind"))
    guarded = {pk for pk, kind in inside.items() if Location(kind=kind).guarded}
    found = Counter()
    legs = (
        rows(Movement)
        .order_by()
        .values_list("item", "from_location", "to_location")
        .annotate(n=Sum("quantity"))
    )
    for item, start, end, count in legs.iterator():
        found[item, start, start if start in guarded else end] -= count
        found[item, end, end if end in guarded else start] += count
    return found


def balances(rows):
    """S2: the guards are what the movements add up to, and over all places nothing is gained or lost."""
    kept = {
        (item, place, lane): count
        for item, place, lane, count in rows(Balance).values_list("item", "location", "lane", "quantity")
    }
    found = _recomputed(rows)
    for key in sorted(kept.keys() | found.keys()):
        if kept.get(key, 0) != found[key]:
            item, place = Item.objects.get(pk=key[0]), Location.objects.get(pk=key[1])
            yield f"{item.project.slug}: {item} at “{place}”: the guard says {kept.get(key, 0)}, the movements {found[key]}."
    totals = Counter()
    for (item, _, _), count in kept.items():
        totals[item] += count
    for item in Item.objects.filter(pk__in=[pk for pk, count in totals.items() if count]):
        yield f"{item.project.slug}: {item}: {totals[item.pk]} more pieces in the guards than came in."


def nothing_below_nothing(rows):
    """S1: no store, bag or officer holds less than nothing."""
    for row in (
        rows(Balance).filter(guarded=True, quantity__lt=0).select_related("item", "location", "project")
    ):
        yield f"{row.project.slug}: {row.item} at “{row.location}” is {row.quantity}."


def assemblies(rows):
    """S3: packs made up have used what their specification says, in the same transaction."""
    moved = defaultdict(Counter)
    used = rows(Movement).filter(source__startswith="packs.Assembly:")
    for source, item, kind, count in (
        used.order_by().values_list("source", "item", "to_location__kind").annotate(n=Sum("quantity"))
    ):
        moved[source][item] += count if kind == PlaceKind.ASSEMBLY else -count
    needs = defaultdict(Counter)
    for content in rows(PackContent).filter(item__isnull=False, quantity__isnull=False):
        needs[content.specification_id][content.item_id] += content.quantity
    packs = {item.project_id: item.pk for item in rows(Item).filter(kind="pack")}
    for assembly in rows(Assembly).select_related("project"):
        made = 0 if assembly.undone_at else assembly.quantity
        wanted = Counter({item: each * made for item, each in needs[assembly.specification_id].items()})
        wanted[packs.get(assembly.project_id)] -= made
        found = moved.get(assembly.source, Counter())
        if any(wanted[item] != found[item] for item in wanted.keys() | found.keys()):
            yield f"{assembly.project.slug}: {assembly}: its movements are not what the specification takes."


def kits(rows):
    """S4: a kit is in one place, and its history ends there."""
    twice = rows(Kit).standing().order_by().values("project", "code").annotate(n=Count("pk")).filter(n__gt=1)
    for row in twice:
        yield f"Kit {row['code']} stands in {row['n']} places."
    last = KitMove.objects.filter(kit=OuterRef("pk")).order_by("-id")
    standing = rows(Kit).standing().annotate(
        home=last.values("household")[:1], place=last.values("location")[:1], moves_there=Exists(last)
    )  # fmt: skip
    astray = standing.filter(moves_there=True).exclude(
        Q(home=F("household_id")) | Q(home=None, household=None), Q(place=F("location_id")) | Q(place=None, location=None)
    )  # fmt: skip
    for kit in astray.select_related("project"):
        yield f"{kit.project.slug}: {kit} is not where its history ends."


def deliveries(rows):
    """S5: packs delivered, packs moved to homes and visits with a pack are one and the same."""
    moved = Counter()
    to_homes = rows(Movement).filter(source__startswith="packs.Delivery:").order_by()
    for project, kind, count in to_homes.values_list("project__slug", "to_location__kind").annotate(
        n=Sum("quantity")
    ):
        moved[project] += count if kind == PlaceKind.HOUSEHOLD else -count
    stands = Q(withdrawn_at=None)
    counted = dict(
        rows(Delivery).filter(stands).order_by().values_list("project__slug").annotate(n=Count("pk"))
    )
    for slug in sorted(moved.keys() | counted.keys()):
        if moved[slug] != counted.get(slug, 0):
            yield f"{slug}: {counted.get(slug, 0)} packs delivered, {moved[slug]} moved to homes."
    apart = rows(Delivery).filter(stands).exclude(visit__withdrawn_at=None) | rows(Delivery).filter(
        withdrawn_at__isnull=False, visit__withdrawn_at=None
    )
    for delivery in apart.select_related("project"):
        yield f"{delivery.project.slug}: {delivery} (number {delivery.pk}) and its visit disagree on being withdrawn."


def stocktakes(rows):
    """S6: a finished count has posted exactly its difference, with a reason and two names."""
    moved = defaultdict(Counter)
    for source, item, kind, count in (
        rows(Movement).filter(source__startswith="packs.Stocktake:").order_by()
        .values_list("source", "item", "from_location__kind").annotate(n=Sum("quantity"))
    ):  # fmt: skip
        moved[source][item] += count if kind == PlaceKind.LOST else -count
    for count in rows(Stocktake).prefetch_related("lines").select_related("project", "location"):
        wanted = {
            line.item_id: line.difference for line in count.lines.all() if line.difference and count.second_at
        }
        if {item: n for item, n in moved[count.source].items() if n} != wanted:
            yield f"{count.project.slug}: {count}: the difference in the books is not the one counted."
        if wanted and (not count.reason or count.second_by_id in (None, count.first_by_id)):
            yield f"{count.project.slug}: {count}: no reason, or not two people."


# A child's project is its parent's.
CHILDREN = (
    (Movement, ("item", "from_location", "to_location")),
    (Balance, ("item", "location", "lane")),
    (HandoverLine, ("handover", "item")),
    (KitMove, ("kit",)),
    (KitClash, ("kit", "delivery", "household")),
    (Kit, ("household", "location", "delivery")),
    (Delivery, ("household", "visit", "street")),
    (Assembly, ("specification", "location")),
)


def parents(rows):
    """Every row belongs to the project of what it points at."""
    for model, names in CHILDREN:
        for name in names:
            strays = (
                rows(model).filter(**{f"{name}__isnull": False}).exclude(**{f"{name}__project": F("project")})
            )
            for stray in strays[:20]:
                yield f"{model._meta.verbose_name} number {stray.pk} points at another project’s {name.replace('_', ' ')}."
