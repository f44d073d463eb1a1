"""Where the work is: streets on the map by what is left, in classes and never in counts."""

from households import map as street_map
from households.map import reading

ON_PAPER = 800  # units across: narrower than on a screen, so that names are larger on A4


def streets_of(project, day):
    """{"codes": statistical areas drawn, "rows": [{name, kind: code of the class}]}: what may leave the house, and no more."""
    rows = reading.streets_left(project, day)
    return {
        "codes": sorted(reading.lsoa_codes(project)),
        "rows": [
            {"name": row["name"], "kind": street_map.class_outside(row["homes"], row["left"]).code}
            for row in rows
        ],
    }


def picture_of(streets):
    """The Picture of `streets_of`, or None where nothing of it has a published point."""
    kinds = {kind.code: kind for kind in street_map.CLASSES}
    shown = [(row["name"], kinds[row["kind"]]) for row in streets["rows"]]
    return street_map.picture_of_classes(codes=set(streets["codes"]), shown=shown, width=ON_PAPER)


def classes_of(streets):
    """The same in words: [(words of the class, names of its streets)], in the order of the key."""
    return [
        (kind.words, ", ".join(names))
        for kind in street_map.CLASSES
        if (names := [row["name"] for row in streets["rows"] if row["kind"] == kind.code])
    ]
