"""Versions of the pack, and what changed from one to the next."""

from packs.models import PackContent, PackSpecification


def versions(project):
    """Every version, the newest first: dicts of version, contents, unknown, changes. Two queries.

    unknown: contents without a quantity. changes: plain sentences against the version before; none for the first.
    """
    contents = {}
    for content in PackContent.objects.filter(project=project).order_by("position"):
        contents.setdefault(content.specification_id, []).append(content)
    rows, before = [], None
    for version in PackSpecification.objects.filter(project=project).order_by("version"):
        held = contents.get(version.pk, [])
        rows.append(
            {
                "version": version,
                "contents": held,
                "unknown": sum(content.quantity is None for content in held),
                "changes": [] if before is None else list(_changes(before, held)),
            }
        )
        before = held
    return rows[::-1]


def held_in(found, number):
    """The contents of the version with this number (int or text) of `found`, as versions() returns it; [] where there is none."""
    return next((row["contents"] for row in found if str(row["version"].version) == str(number)), [])


def _changes(before, after):
    old, new = ({content.name: content.quantity for content in held} for held in (before, after))
    for name in new:
        if name not in old:
            yield f"New: {name}"
        elif old[name] != new[name]:
            yield f"{name}: {_words(old[name])}, now {_words(new[name])}"
    for name in old:
        if name not in new:
            yield f"Left out: {name}"


def _words(quantity):
    return "no quantity entered" if quantity is None else f"{quantity:,}"
