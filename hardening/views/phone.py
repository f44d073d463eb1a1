"""The fitter's phone: one signed link, one day, that day's jobs and nothing else. No account, no cookie, no script needed."""

from functools import wraps

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render

from accounts.permissions import open_page
from hardening import actions, forms
from hardening.actions.links import is_alive, unsigned
from hardening.models import Appointment, JobLine
from households.views.answers import carried_out
from saferstreets.common import clock
from saferstreets.common.answers import posted

REASON = "a fitter opens one day's work by a signed link that dies 48 hours after the day"


def signed_link(view):
    """Open the door for a link that is ours and alive: 404 for any other address, 410 for one that has had its time."""

    @wraps(view)
    def opened(request, token, *args, **kwargs):
        link = unsigned(token)
        if link is None:
            raise Http404
        request.project = link.project
        if not is_alive(link):
            return render(request, "hardening/phone/gone.html", {"over": True}, status=410)
        answer = view(request, link, token, *args, **kwargs)
        answer["Cache-Control"], answer["Referrer-Policy"] = "no-store", "same-origin"
        return answer

    return open_page(REASON)(opened)


@signed_link
def job_day(request, link, token):
    """The doors of the day, in the order of their times."""
    actions.record_opening(link=link, what="day")
    found = Appointment.objects.filter(project=link.project).of_day(link.fitter_id, link.on_day)
    context = {"link": link, "token": token, "appointments": found.for_list()}
    return render(request, "hardening/phone/day.html", context)


def _standing(link, pk):
    """The appointment of this link's day for job `pk`, or None when the job is done or moved. 404 for a job that never was on it."""
    own = Appointment.objects.filter(project=link.project, fitter=link.fitter_id, on_day=link.on_day, job=pk)
    if not own.exists():
        raise Http404
    return own.standing().for_list().first()


def _lines(link, pk):
    return list(JobLine.objects.filter(project=link.project, job=pk).ready().for_list())


def _gone(request, token):
    return render(request, "hardening/phone/gone.html", {"token": token}, status=410)


@signed_link
@transaction.atomic
def job_visit(request, link, token, pk):
    """One door: where, how to get in, what to fit; then done, with the resident's word. Closed for good once it is done."""
    appointment = _standing(link, pk)
    if appointment is None:
        return _gone(request, token)
    actions.record_opening(link=link, what="done" if request.method == "POST" else "job", job=appointment.job)
    lines = _lines(link, pk)
    form = forms.DoneForm(
        posted(request), lines=lines, initial={"fitted_line_ids": [line.pk for line in lines]}
    )
    if carried_out(form, actions.record_fit, job_id=pk, on=min(link.on_day, clock.today()), by=None):
        return redirect("job_day", token)
    context = {
        "link": link, "token": token, "appointment": appointment, "job": appointment.job, "household": appointment.job.household,
        "lines": lines, "form": form, "photos": appointment.job.photos.count(), "sent": "sent" in request.GET,
    }  # fmt: skip
    return render(request, "hardening/phone/job.html", context)


@signed_link
@transaction.atomic
def job_could_not(request, link, token, pk):
    """Nothing could be done, and why."""
    appointment = _standing(link, pk)
    if appointment is None:
        return _gone(request, token)
    actions.record_opening(link=link, what="could not", job=appointment.job)
    form = forms.CouldNotForm(posted(request))
    if carried_out(form, actions.record_no_access, job_id=pk, by=None):
        return redirect("job_day", token)
    context = {"token": token, "household": appointment.job.household, "job": appointment.job, "form": form}
    return render(request, "hardening/phone/could_not.html", context)


@signed_link
@transaction.atomic
def job_photo(request, link, token, pk):
    """One photograph before or after, made anew before it is kept."""
    appointment = _standing(link, pk)
    if appointment is None:
        return _gone(request, token)
    actions.record_opening(link=link, what="photograph", job=appointment.job)
    form = forms.PhotoForm(posted(request), request.FILES or None, initial={"stage": "before"})

    def keep(stage, photo):
        actions.add_photo(job_id=pk, stage=stage, content=photo.read(16 * 1024 * 1024), by=None)

    if carried_out(form, keep):
        return redirect("../?sent=1")
    context = {"token": token, "household": appointment.job.household, "job": appointment.job, "form": form}
    return render(request, "hardening/phone/photo.html", context)
