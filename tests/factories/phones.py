"""What a phone meets: a project, one who walks, a round of today, and the day it is."""

import datetime

from accounts.choices import Role
from tests.factories.accounts import ProjectFactory, member
from tests.factories.rounds import round_of, street_of

DAY = datetime.date(2021, 11, 24)


def walk_of(doors, slug="errand", walkers=1):
    """A round of DAY through `doors` homes for each walker. Returns (project, homes, [people])."""
    project = ProjectFactory(slug=slug, name="The errand")
    homes = street_of(doors, project)
    people = [member(project, Role.ASSISTANT) for _ in range(walkers)]
    share = doors // walkers
    for place, person in enumerate(people):
        round_of(homes[place * share : (place + 1) * share], walked_by=person, on_day=DAY)
    return project, homes, people
