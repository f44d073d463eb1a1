"""What the pages of this room share: the lists above them, and how a job is found."""

from django.shortcuts import get_object_or_404

from accounts.permissions import Perm
from hardening.models import Job
from saferstreets.common.answers import parts_of

# The pages of this room, above each of its lists: (label, URL name, right).
PARTS = (
    ("Board", "hardening:board", Perm.HARDENING_SEE),
    ("Jobs", "hardening:job_list", Perm.HARDENING_SEE),
    ("Landlords", "hardening:letter_list", Perm.JOB_ORDER),
    ("Appointments", "hardening:day_list", Perm.JOB_ORDER),
    ("Inspections", "hardening:inspection_list", Perm.JOB_INSPECT),
    ("Cocoons", "hardening:cocoon_list", Perm.COCOON_SEE),
    ("Fitters", "hardening:firm_list", Perm.JOB_INSPECT),
    ("Measures", "hardening:measure_list", Perm.JOB_INSPECT),
    ("Results", "hardening:results", Perm.HARDENING_SEE),
)


def parts(user, project, here):
    """The lists this person may open, as (label, URL name, whether it is the one shown)."""
    return parts_of(PARTS, user, project, here)


def job_of(request, project, pk):
    """The job, if this person may see it."""
    jobs = Job.objects.visible_to(request.user, project).select_related(
        "household__street",
        "household__landlord",
        "household__project",
        "project",
        "firm__body",
        "approved_by",
        "fitter",
    )
    return get_object_or_404(jobs, pk=pk)
