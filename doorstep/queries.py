"""What the page at the door reads."""

from households.models import Household
from packs.models import Delivery


def next_door(household):
    """The next home of the street, in walking order, that is open to visits; None at its end."""
    ahead = Household.objects.filter(project_id=household.project_id, street_id=household.street_id).open_to_visits()
    return ahead.after(household).select_related("street").first()


def had_pack(household):
    """Has this home had a pack already?"""
    return Delivery.objects.standing().filter(project_id=household.project_id, household=household).exists()
