"""The one shape of every page that asks before something is done: a form, its action, and where it leads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm
from hardening.models import Job
from households.views.answers import carried_out

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
    return [(label, name, name == here) for label, name, right in PARTS if user.can(right, project)]


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


def ask_and_do(
    request, *, form, action, title, back, done, caption="", lead="", label="", warning=False, **details
):
    """Show the form, do the action with its answers, say that it is done and go back. back: a URL; label: words on the back link."""
    if carried_out(form, action, **details):
        messages.success(request, done)
        return redirect(back)
    context = {
        "form": form, "title": title, "caption": caption, "lead": lead, "back": back, "back_label": label or "Back", "warning": warning,
    }  # fmt: skip
    return render(request, "hardening/act.html", context)
