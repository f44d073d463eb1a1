"""Rounds for tests, made by the product's own verb."""

import datetime

from households.actions import make_round
from households.ladder import parts_on
from households.picking import Pick
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory

DAY = datetime.date(2021, 11, 24)  # a Wednesday


def street_of(count, project=None):
    """`count` homes of one street, by number."""
    street = StreetFactory(project=project or ProjectFactory())
    return [HouseholdFactory(street=street, number=str(number)) for number in range(1, count + 1)]


def round_of(homes, *, walked_by=None, on_day=DAY, part=None, by=None):
    """A planned round through these homes, in the last part that its day has unless `part` is given."""
    project = homes[0].project
    picks = [Pick(home.pk, 5) for home in homes]
    by = by or member(project)
    made, _left_out = make_round(
        project=project,
        picks=picks,
        on_day=on_day,
        part_of_day=part or parts_on(on_day)[-1],
        walked_by=walked_by or by,
        by=by,
    )
    return made
