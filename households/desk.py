"""What pages show of a home that the desk corrects: two versions side by side, where it came from, what else is said of it."""

from accounts.permissions import Perm
from households.actions.homes import EDITABLE
from households.models import Household, HouseholdValue, Visit


def compared(typed, now):
    """[{what, yours, theirs, differs}] for each field: what a person typed, and the home as it is now."""
    return [
        {
            "what": Household._meta.get_field(field).verbose_name,
            "yours": words(field, typed[field]),
            "theirs": words(field, getattr(now, field)),
            "differs": typed[field] != getattr(now, field),
        }
        for field in EDITABLE
    ]


def words(field, value):
    """A value of a home as a page prints it."""
    choices = dict(Household._meta.get_field(field).flatchoices)
    return str(choices.get(value, value)) or "Nothing"


def page(household, user, project):
    """The part of a home's page about the entry itself: a fixed number of queries.

    may_edit: may this person correct it? same_as: the entry that holds the visits. before_split: the visits
    made when it was still one home. flats: the homes it was split into. duplicates: entries merged into it. other_values:
    what other sources say.
    """
    family = Household.objects.filter(project=project).select_related("street", "project")
    before = Visit.objects.none()
    if household.split_from_id:
        before = Visit.objects.filter(project=project, household_id=household.split_from_id).standing()
    return {
        "may_edit": user.can(Perm.HOUSEHOLD_EDIT, project),
        "same_as": family.get(pk=household.duplicate_of_id) if household.duplicate_of_id else None,
        "split_from": family.get(pk=household.split_from_id) if household.split_from_id else None,
        "before_split": before.order_by("-happened_at", "-id").for_list(),
        "flats": family.filter(split_from=household).order_by("walk_seq", "id"),
        "duplicates": family.filter(duplicate_of=household).order_by("id"),
        "other_values": said_elsewhere(household, project),
    }


def said_elsewhere(household, project):
    """[{pk, what, ours, theirs, source}] of what other sources say about the home and nobody has settled."""
    others = HouseholdValue.objects.filter(project=project, household=household).unsettled()
    return [disagreement(other, household) for other in others]


def disagreements(page):
    """The same for a page of values of many homes, each with its home; no further query."""
    return [{**disagreement(other, other.household), "home": other.household} for other in page]


def disagreement(other, household):
    """One of them: {pk, what, ours, theirs, source}."""
    return {
        "pk": other.pk,
        "what": Household._meta.get_field(other.field).verbose_name,
        "ours": words(other.field, getattr(household, other.field)),
        "theirs": words(other.field, other.value),
        "source": other.source,
    }


def settled_words(settled, stay):
    """What became of several that were settled at once."""
    words = f"{settled:,} settled."
    return f"{words} {stay:,} could not be: open the home to see why." if stay else words
