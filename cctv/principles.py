"""The Surveillance Camera Code of Practice: which edition was in force when, and its twelve guiding principles in short.

The amended edition left the twelve principles as they are and brought the law around them up to date. The Code binds police and councils; a
school follows it of its own will, and this grant asks it to.
"""

import datetime
from typing import NamedTuple


class Edition(NamedTuple):
    """One edition of the Code. until_on: its last day, or None for the one in force."""

    key: str
    label: str
    from_on: datetime.date
    until_on: datetime.date | None


EDITIONS = (
    Edition("2013", "2013 edition", datetime.date(2013, 8, 12), datetime.date(2022, 1, 11)),
    Edition("2021", "2021 edition, in force from 12 January 2022", datetime.date(2022, 1, 12), None),
)

PRINCIPLES = (
    ("p01", "A stated purpose, a legitimate aim and a pressing need"),
    ("p02", "The effect on people and their privacy is taken into account and reviewed"),
    ("p03", "As open as possible, with a published contact for questions and complaints"),
    ("p04", "Clear responsibility for the cameras and all their images"),
    ("p05", "Rules and procedures in place beforehand, known to all who need them"),
    ("p06", "No more is kept than the purpose needs, and no longer"),
    ("p07", "Access is restricted; images are given out only for that purpose or to enforce the law"),
    ("p08", "Approved technical and competence standards are considered and met"),
    ("p09", "Images are secured against unauthorised access and use"),
    ("p10", "Reviews and audits see that the rules are kept, and are reported"),
    ("p11", "Used in the way that best supports public safety, with images of evidential value"),
    ("p12", "Reference data used for matching are accurate and up to date, or none are used"),
)
PRINCIPLE_KEYS = tuple(key for key, _ in PRINCIPLES)


def edition_on(day):
    """The edition in force on `day`; the first one before it existed."""
    return next((edition for edition in reversed(EDITIONS) if edition.from_on <= day), EDITIONS[0])


def find(key):
    """The edition of this key. Raises KeyError."""
    return next(edition for edition in EDITIONS if edition.key == key)
