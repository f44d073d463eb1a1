"""Streets where somebody who works here, or their family, lives: what is known about the people there is not shown to that person.

One rule for every room: each `visible_to` of rows about the people of a home, or about how it is secured, ends in `elsewhere`.
"""

from django.apps import apps
from django.db.models import Exists, OuterRef


def _standing(user, project):
    return apps.get_model("households", "OwnStreet").objects.filter(project=project).standing_of(user)


def elsewhere(rows, user, project, street="household__street"):
    """Those rows that are not about a home in one of this person's own streets; a row about no home stays. street: the way to it."""
    return rows.filter(~Exists(_standing(user, project).filter(street=OuterRef(street))))


def streets_of(user, project):
    """The keys of this person's own streets, for a subquery."""
    return _standing(user, project).values("street")


def is_own(user, household):
    """Does the home stand in one of this person's own streets? One query."""
    return _standing(user, household.project_id).filter(street=household.street_id).exists()
