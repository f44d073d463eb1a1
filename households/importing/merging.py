"""What rows of an address list become: homes and streets made, values filled, and all of it taken back."""

from functools import lru_cache

from django.db import connection
from django.utils import timezone

from households import rules
from households.choices import Tenure
from households.importing.alike import KEPT_BESIDE
from households.importing.streets import AMBIGUOUS, Streets
from households.matching import door_key, street_key
from households.models import Household, HouseholdValue, Street
from imports import bulk
from imports.rules import BatchRefused

UNKNOWN = Tenure.UNKNOWN.value
COLUMNS = (
    "id",
    "project_id",
    "street_id",
    "flat",
    "name",
    "number",
    "postcode",
    "uprn",
    "reference",
    "tenure",
    "state",
    "door_key",
    "search",
    "walk_seq",
)
SETTABLE = ("postcode", "uprn", "reference", "tenure")
CHUNK = 500


@lru_cache(maxsize=10_000)
def door_of(flat, name, number):
    """(key, place in the walking order) of a door."""
    return door_key(flat=flat, name=name, number=number)[:200], rules.walk_order(number, flat)


@lru_cache(maxsize=10_000)
def _words(text):
    return rules.search_text(text).strip()


def search_of(flat, name, number, street, postcode):
    """What rules.search_text gives for the whole, put together from remembered parts."""
    if street[:1].isdigit():
        return rules.search_text(flat, name, number, street, postcode)
    parts = [_words(part) for part in (flat, name, number, street, postcode) if part]
    return f" {' '.join(filter(None, parts))} "


class AddressMerge:
    """One merge: streets are made when their first home is."""

    def __init__(self, *, project, facts, by):
        self.project, self.streets = project, Streets(project, facts.get("streets", ()))
        self.before, self.made, self.opened, self.rows_of = facts, [], {}, {}

    def facts(self):
        """What was learnt from the file, and the ids of the streets made."""
        return {**self.before, "made": self.made}

    def make(self, rows):
        """Enter homes under the ids reserved for them. rows: (id, clean)."""
        self._open_streets(dict.fromkeys(tuple(clean[3:6]) for _, clean in rows))
        if rows:
            bulk.insert(Household, COLUMNS, self._homes(rows))

    def _homes(self, rows):
        project_id = self.project.pk
        for pk, (flat, name, number, street, locality, town, postcode, uprn, reference, tenure) in rows:
            street_id, street_name = self.rows_of[street, locality, town]
            key, walk = door_of(flat, name, number)
            search = search_of(flat, name, number, street_name, postcode)
            yield (
                pk,
                project_id,
                street_id,
                flat,
                name,
                number,
                postcode,
                uprn,
                reference,
                tenure,
                "occupied",
                key,
                search,
                walk,
            )

    def _open_streets(self, asked):
        """Find or make every street these (name, locality, town) stand for; all that are new in one statement."""
        if len(self.rows_of) > 5_000:
            self.rows_of.clear()
        found = {one: self._which(*one) for one in asked if one not in self.rows_of}
        known = Street.objects.in_bulk({which for kind, which in found.values() if kind == "known"})
        missing = {}
        for one, (kind, which) in found.items():
            if kind != "known" and (kind, which) not in self.opened and (kind, which) not in missing:
                # The street is entered as the row says it that says most of it.
                name, locality, town = self.streets.words.get(which, one)
                missing[kind, which] = Street(
                    project=self.project,
                    name=name,
                    locality=locality,
                    town=town,
                    key=street_key(name, town, locality),
                )
        for which, street in zip(missing, Street.objects.bulk_create(missing.values()), strict=True):
            self.opened[which] = (street.pk, street.name)
            self.made.append(street.pk)
        for one, (kind, which) in found.items():
            self.rows_of[one] = (which, known[which].name) if kind == "known" else self.opened[kind, which]

    def _which(self, name, locality, town):
        """As Streets.find; a home that a person said is one of its own has a street of its own, if no town was given."""
        found = self.streets.find(name, locality, town)
        return ("new", street_key(name, town, locality)) if found == AMBIGUOUS else found

    def change(self, rows):
        """Fill what is empty, take over another reference, keep every other disagreement beside what is known.

        rows: (id, clean). A list of {attribute: before}.
        """
        homes = _homes(self.project, {pk for pk, _ in rows})
        befores, touched, beside = [], {}, []
        for pk, clean in rows:
            home, values = homes[pk], dict(zip(SETTABLE, clean[6:10], strict=True))
            beside += [
                (home, field, value)
                for field, value in values.items()
                if kept_beside(field, getattr(home, field), value)
            ]
            sets = {
                field: value
                for field, value in values.items()
                if takes_over(field, getattr(home, field), value)
            }
            befores.append({field: getattr(home, field) for field in sets})
            for field, value in sets.items():
                setattr(home, field, value)
                touched[pk] = home
        _save(touched.values())
        self._keep(beside)
        return befores

    def _keep(self, beside):
        """Keep what the file says where it disagrees, once for each home and value. beside: (home, field, value)."""
        file, now = self.before.get("file", {}), timezone.now()
        HouseholdValue.objects.bulk_create(
            [
                HouseholdValue(
                    project=self.project, household=home, field=field, value=value, noted_at=now,
                    source=file.get("name") or "An imported list", batch_id=file.get("batch"),
                )
                for home, field, value in beside
            ],
            batch_size=CHUNK, ignore_conflicts=True,
        )  # fmt: skip


def takes_over(field, old, new):
    """An empty value is filled and another reference taken; a postcode, UPRN or tenure that is known stands."""
    return new not in ("", UNKNOWN, old) and (old in ("", UNKNOWN) or field not in KEPT_BESIDE)


def kept_beside(field, old, new):
    """Does the file say something else than is known? Then both are kept until a person settles it."""
    return field in KEPT_BESIDE and new not in ("", UNKNOWN, old) and old not in ("", UNKNOWN)


def _homes(project, ids):
    found = {}
    ids = sorted(ids)
    for start in range(0, len(ids), 500):
        homes = (
            Household.objects.select_for_update(of=("self",))
            .select_related("street")
            .filter(project=project, pk__in=ids[start : start + 500])
        )
        found |= {home.pk: home for home in homes}
    return found


def _save(homes):
    rows = []
    for home in homes:
        home.search = rules.search_text(home.flat, home.name, home.number, home.street.name, home.postcode)
        home.version += 1  # somebody who edits this home at the desk just now is shown both versions
        values = [getattr(home, field) for field in SETTABLE]
        rows.append((*values, home.search, home.version, home.pk))
    if rows:
        bulk.change(Household, (*SETTABLE, "search", "version"), rows)


class AddressUndo:
    """Takes a merge back: values first, then homes, then the streets that are left empty."""

    def __init__(self, *, project, facts, by):
        self.project, self.streets = project, facts.get("made", [])
        self.batch = facts.get("file", {}).get("batch")

    def restore(self, rows):
        """Put values back that still are what the merge set, and drop what it kept beside others.

        rows: (id, {attribute: before}, clean), last first.
        """
        if self.batch:
            HouseholdValue.objects.filter(project=self.project, batch_id=self.batch).delete()
        for start in range(0, len(rows), 500):
            part = rows[start : start + 500]
            homes = _homes(self.project, {pk for pk, _, _ in part})
            for pk, before, clean in part:
                values = dict(zip(SETTABLE, clean[6:10], strict=True))
                for field, old in before.items():
                    if pk in homes and getattr(homes[pk], field) == values[field]:
                        setattr(homes[pk], field, old)
            _save(homes.values())

    def unmake(self, ids):
        """Remove homes. Raises BatchRefused when anything has been recorded at one of them."""
        for relation in Household._meta.related_objects:
            hanging = (
                relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
                .values(relation.field.name)
                .distinct()
                .count()
            )
            if hanging:
                what = relation.related_model._meta.verbose_name
                homes = "one home" if hanging == 1 else f"{hanging} homes"
                raise BatchRefused(
                    f"The merge cannot be undone: something ({what}) has been recorded at {homes} it brought since."
                )
        _delete(Household, ids)

    def finish(self):
        """Remove the streets this merge made, if nothing is in them."""
        ids = set(self.streets)
        for relation in Street._meta.related_objects:
            ids -= set(
                relation.related_model._base_manager.filter(
                    **{f"{relation.field.name}__in": ids}
                ).values_list(relation.field.attname, flat=True)
            )
        _delete(Street, sorted(ids))


def _delete(model, ids):
    """Without the collector's queries for every relation: what would hang on them has just been looked for, and the
    database's own foreign keys refuse the rest."""
    with connection.cursor() as cursor:
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            cursor.execute(
                f'DELETE FROM "{model._meta.db_table}" WHERE id IN ({", ".join(["%s"] * len(part))})', part
            )
