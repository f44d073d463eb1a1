"""A row of an inventory beside a column: what it says anew, attribute by attribute."""

from lighting import rules
from lighting.importing.reading import street_key

# Of a row -> of a column; the lantern's go to the side it stands on, before or after the works.
PLAIN = (
    "asset_id", "number", "street_name", "town", "place", "height_mm", "material", "bracket", "feed", "lighting_class", "charge_code",
    "switch_regime", "installed_on", "electrical_test_on", "structural_test_on",
)  # fmt: skip
LANTERN = ("make", "source", "milliwatts", "kelvin")
ATTRIBUTES = (
    *PLAIN, "easting", "northing", "rough", *(f"{side}_{name}" for side in ("before", "after") for name in LANTERN),
)  # fmt: skip
# What two spellings of these share; of all others, the words whatever their capitals.
SHARED = {"asset_id": rules.asset_key, "number": rules.number_key, "street_name": street_key}


def wanted(said, side):
    """{attribute of a column: what the row says of it}, without what it does not say. said: {name in KEPT: text}."""
    found = {name: said[name] for name in PLAIN if said[name]}
    found |= {f"{side}_{name}": said[name] for name in LANTERN if said[name]}
    found |= {f"after_{name}": said[f"new_{name}"] for name in LANTERN if said[f"new_{name}"]}
    if said["easting"]:
        found |= {"easting": said["easting"], "northing": said["northing"], "rough": said["rough"]}
    return found


def differences(said, known, side="before"):
    """{attribute: what the row says} of everything the row says that the column does not. known: {attribute: text}.

    A rough position changes no better one; within a metre a position is the same. Of two rows of one file, `known` is what the
    earlier row says.
    """
    known = known if "before_make" in known else wanted(known, side)
    found = {
        name: value
        for name, value in wanted(said, side).items()
        if not _alike(name, value, known.get(name, "")) and name not in ("easting", "northing", "rough")
    }
    return found | _moved(said, known)


def _alike(name, one, other):
    share = SHARED.get(name, str.casefold)
    return one == other or (bool(other) and share(one) == share(other))


def _moved(said, known):
    if not said["easting"]:
        return {}
    place = {"easting": said["easting"], "northing": said["northing"], "rough": said["rough"]}
    if not known.get("easting"):
        return place
    better = known.get("rough") in ("1", "True") and not said["rough"]
    apart = max(abs(int(said[name]) - int(known[name])) for name in ("easting", "northing"))
    return place if better or (apart > 1 and not said["rough"]) else {}
