"""What the pages of this room share: the parts above each list."""

from accounts.permissions import Perm

# (label, URL name, right)
PARTS = (
    ("Recorded crime", "outcomes:crime", Perm.CRIME_SEE),
    ("Surveys", "outcomes:survey_list", Perm.SURVEY_SEE),
    ("You said, we did", "outcomes:concern_list", Perm.CONCERN_SEE),
)


def parts(request, project, here):
    """The parts this person may open, as (label, URL name, whether it is the one shown)."""
    return [(label, name, name == here) for label, name, right in PARTS if request.user.can(right, project)]
