"""What the pages of this room share: the parts above each list."""

from accounts.permissions import Perm
from saferstreets.common.answers import parts_of

# (label, URL name, right)
PARTS = (
    ("Recorded crime", "outcomes:crime", Perm.CRIME_SEE),
    ("Surveys", "outcomes:survey_list", Perm.SURVEY_SEE),
    ("You said, we did", "outcomes:concern_list", Perm.CONCERN_SEE),
)


def parts(request, project, here):
    """The parts this person may open, as (label, URL name, whether it is the one shown)."""
    return parts_of(PARTS, request.user, project, here)
