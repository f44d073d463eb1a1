"""Doors to jobs: the board, the lists, one job."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.permissions import Perm, allow
from hardening import board, rules
from hardening.actions.moving import need_of, nobody_left
from hardening.choices import JobStatus
from hardening.models import Job, SecuritySurvey
from hardening.showing import gaps_shown, lines_shown, money_shown, open_doors
from hardening.views.acting import job_of, parts
from saferstreets.common import clock

ON_A_PAGE = 50


@allow(Perm.HARDENING_SEE)
def board_page(request, project):
    """Where everything is: a column a status, what is late first."""
    today = clock.today()
    context = {
        "columns": board.columns(request.user, project, today),
        "day": today,
        "parts": parts(request.user, project, "hardening:board"),
    }
    return render(request, "hardening/board.html", context)


# The ways to cut the list: name in the address -> (words, the rows, their order).
CUTS = {
    "waiting": ("Waiting list", lambda jobs, day: jobs.waiting().first_served()),
    "reserve": ("Reserve list", lambda jobs, day: jobs.on_reserve().first_served()),
    "late": ("Late", lambda jobs, day: jobs.late_on(day).order_by("due_on", "id")),
    "open": ("All open", lambda jobs, day: jobs.in_status(*rules.ROAD_OPEN).order_by("due_on", "id")),
    "all": ("All", lambda jobs, day: jobs.order_by("-id")),
}


@allow(Perm.HARDENING_SEE)
def job_list(request, project):
    """Jobs, cut as asked: who waits in which order, what is in reserve and what it would cost, what is late."""
    cut, today = request.GET.get("show", "waiting"), clock.today()
    jobs = Job.objects.visible_to(request.user, project)
    if cut in JobStatus.values:
        words, found = JobStatus(cut).label, jobs.in_status(cut).order_by("due_on", "id")
    else:
        cut = cut if cut in CUTS else "waiting"
        words, found = CUTS[cut][0], CUTS[cut][1](jobs, today)
    page = Paginator(found.for_list().costed(), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "cut": cut, "words": words, "cuts": [(key, one[0]) for key, one in CUTS.items()], "day": today,
        "keep": f"show={cut}", "reading": rules.READING, "total": Job.objects.filter(project=project).on_reserve().costed_in_all() if cut == "reserve" else None,
        "parts": parts(request.user, project, "hardening:job_list"),
    }  # fmt: skip
    return render(request, "hardening/job_list.html", context)


@allow(Perm.HARDENING_SEE)
def job(request, project, pk):
    """One job: why, what, who, when, and what may be done now."""
    found, today = job_of(request, project, pk), clock.today()
    need = need_of(found.household, today)
    survey = SecuritySurvey.objects.filter(project=project).latest_of(found.household_id)
    context = {
        "job": found, "household": found.household, "day": today, "late": found.is_late_on(today),
        "doors": open_doors(found, request.user), "eligible": rules.eligibility(need, found.other_reason)[1],
        "reasons": rules.priority(need, today)[1], "stopped": nobody_left(found) if found.status in rules.CANCEL.sources else "",
        "survey": survey, "gaps": gaps_shown(survey), **lines_shown(found, survey, request.user), **money_shown(found),
        "appointments": found.appointments.select_related("fitter").order_by("-id"), "photos": found.photos.all(),
        "inspections": found.inspections.select_related("inspected_by"), "snags": found.snags.all(),
        "followers": Job.objects.filter(project=project, follows=found), "may_letter": request.user.can(Perm.JOB_ORDER, project),
        "trail": AuditEvent.objects.visible_to(request.user, project).about(found).select_related("by"),
        "may_drop": found.status == JobStatus.SURVEYED and request.user.can(Perm.JOB_SPECIFY, project),
        "home_url": reverse("office:home", args=[project.slug, found.household_id]),
    }  # fmt: skip
    return render(request, "hardening/job.html", context)
