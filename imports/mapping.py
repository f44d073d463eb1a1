"""Which column says what: told by its heading, corrected by the person."""

import re

from imports.rules import MappingRefused


def plain(heading):
    """A heading as aliases are written: lower case letters and digits only. "Post_Code" is postcode."""
    return re.sub(r"[^a-z0-9]", "", heading.casefold())


def distinct(headings):
    """Column names no two of which are equal: a repeated heading gets its place, an empty one its letter."""
    names, seen = [], set()
    for place, heading in enumerate(headings):
        name = " ".join(heading.replace("\x00", "").split())[:100] or f"Column {letters(place)}"
        if name in seen:
            name = f"{name[:90]} ({letters(place)})"
        seen.add(name)
        names.append(name)
    return names


def letters(place):
    """A, B, ... Z, AA: the column's name in a spreadsheet program. place: from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def by_alias(fields, columns):
    """{field: [column]} for headings that are an alias of a field; the alias named first wins, each column serves once."""
    left = {}
    for column in columns:
        left.setdefault(plain(column), column)
    mapping = {}
    for field in fields:
        found = next((alias for alias in field.aliases if alias in left), None)
        if found:
            mapping[field.name] = [left.pop(found)]
    return mapping


def recognised(fields, headings):
    """How many of these cells are headings the importer knows."""
    known = {alias for field in fields for alias in field.aliases}
    return len({plain(heading) for heading in headings} & known)


def from_words(given, fields, columns):
    """The mapping a command line gives: ["street=Road name", "address=Line1+Line2"]. Raises MappingRefused in words.

    A column is named by its heading, whatever its capitals, or "Column B" where it has none. A heading that holds a
    plus sign is found whole before it is cut.
    """
    names = {field.name for field in fields}
    mapping = {}
    for part in given:
        name, sign, wanted = part.partition("=")
        if not sign or name.strip() not in names:
            raise MappingRefused(
                f"“{part}” is not a mapping. Write field=COLUMN; the fields are {', '.join(sorted(names))}."
            )
        mapping[name.strip()] = _columns(wanted, columns) if wanted.strip() else []
    return mapping


def _columns(wanted, columns):
    known = {plain(column) or column: column for column in reversed(columns)} | {
        column: column for column in columns
    }
    if wanted in known:
        return [known[wanted]]
    found = []
    for one in wanted.split("+"):
        column = known.get(one.strip()) or known.get(plain(one)) or _by_letter(one, columns)
        if column is None:
            raise MappingRefused(
                f"The file has no column “{one.strip()}”. Its columns are: {in_words(columns)}."
            )
        found.append(column)
    return found


def _by_letter(one, columns):
    place = next((place for place in range(len(columns)) if letters(place) == one.strip().upper()), None)
    return None if place is None or len(one.strip()) > 2 else columns[place]


def in_words(columns, most=12):
    """The columns for a sentence, the first dozen of many."""
    shown = ", ".join(column[:40] for column in columns[:most])
    return shown + (f" and {len(columns) - most} more" if len(columns) > most else "")
