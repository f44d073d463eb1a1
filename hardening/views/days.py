"""Doors to the days of the fitters: appointments, reminders, links, sheets and the papers of a job."""

from itertools import groupby

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from hardening import actions, papers
from hardening.actions.links import is_alive, signed
from hardening.actions.money import standing_order
from hardening.models import Appointment, DayLink, JobPhoto
from hardening.views.acting import job_of, parts
from households.views.answers import carried_out
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.forms import HouseForm


@allow(Perm.JOB_ORDER)
def day_list(request, project):
    """What is promised from today on, by day and fitter; whom to remind; the link of each day."""
    today = clock.today()
    appointments = Appointment.objects.visible_to(request.user, project).standing()
    ahead = appointments.filter(on_day__gte=today).for_list()
    links = DayLink.objects.visible_to(request.user, project).filter(on_day__gte=today).standing()
    by_day = {(link.fitter_id, link.on_day): link for link in links}
    days = [
        {"day": day, "fitter": fitter, "link": by_day.get((fitter.pk, day)), "appointments": list(found), "today": day == today}
        for (day, _, fitter), found in groupby(
            sorted(ahead, key=lambda one: (one.on_day, one.fitter.name, one.fitter_id, one.window != "morning")),
            key=lambda one: (one.on_day, one.fitter_id, one.fitter),
        )
    ]  # fmt: skip
    context = {
        "days": days, "remind": appointments.to_remind(today).for_list(), "day": today,
        "missed": appointments.filter(on_day__lt=today).for_list(), "parts": parts(request.user, project, "hardening:day_list"),
    }  # fmt: skip
    return render(request, "hardening/day_list.html", context)


def _appointment(request, project, pk):
    appointments = (
        Appointment.objects.visible_to(request.user, project).for_list().select_related("job__project")
    )
    return get_object_or_404(appointments, pk=pk)


@allow(Perm.JOB_ORDER)
def appointment_remind(request, project, pk):
    found = _appointment(request, project, pk)
    return ask_and_do(
        request, form=HouseForm(posted(request)), action=actions.remind_resident, title="Was the resident reminded today?",
        caption=f"{found.job.household.address}, {found}", done="The reminder is recorded.", label="Appointments",
        back=reverse("hardening:day_list", args=[project.slug]), appointment_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.JOB_ORDER)
def appointment_link(request, project, pk):
    """Make the fitter's link for the day of this appointment and show it."""
    found, made = _appointment(request, project, pk), []
    form = HouseForm(posted(request))

    def make():
        made.append(actions.make_link(fitter=found.fitter, on_day=found.on_day, by=request.user))

    if carried_out(form, make):
        return _shown(request, project, made[0])
    context = {
        "form": form, "title": "Make the fitter’s link for this day?", "caption": f"{found.fitter.name}, {found.on_day:%-d %B %Y}",
        "back": reverse("hardening:day_list", args=[project.slug]), "back_label": "Appointments",
    }  # fmt: skip
    return render(request, "act.html", context)


def _shown(request, project, link):
    """To the link; where a job of its day is in a street of one's own, it is another person's to send."""
    if DayLink.objects.visible_to(request.user, project).filter(pk=link.pk).exists():
        return redirect("hardening:link", project.slug, link.pk)
    messages.success(
        request,
        "The link is made. A job of that day is in a street of your own: another coordinator sends it.",
    )
    return redirect("hardening:day_list", project.slug)


def _link(request, project, pk):
    links = DayLink.objects.visible_to(request.user, project).select_related("fitter__firm__body", "project")
    return get_object_or_404(links, pk=pk)


@allow(Perm.JOB_ORDER)
def link(request, project, pk):
    """The link itself, to be sent to one fitter, and each time it was used."""
    found = _link(request, project, pk)
    address = request.build_absolute_uri(reverse("job_day", args=[signed(found)]))
    openings = found.openings.select_related("job")[:200]
    context = {
        "link": found, "address": address, "openings": openings, "alive": is_alive(found),
        "count": Appointment.objects.filter(project=project).of_day(found.fitter_id, found.on_day).count(),
    }  # fmt: skip
    return render(request, "hardening/link.html", context)


@allow(Perm.JOB_ORDER)
def link_revoke(request, project, pk):
    found = _link(request, project, pk)
    return ask_and_do(
        request, form=HouseForm(posted(request)), action=actions.revoke_link, title="Revoke this link?", warning=True,
        lead="It opens nothing any more. Another one can be made for the same day.", caption=str(found), done="The link is dead.",
        back=reverse("hardening:day_list", args=[project.slug]), label="Appointments", link_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.JOB_ORDER)
def link_sheets(request, project, pk):
    """The same day on paper, where there is no signal."""
    found = _link(request, project, pk)
    return papers.answer(papers.day_sheets(found), f"job-sheets-{found.on_day:%Y-%m-%d}-{found.pk}.pdf")


@allow(Perm.JOB_ORDER)
def appointment_letter(request, project, pk):
    found = _appointment(request, project, pk)
    return papers.answer(papers.appointment_letter(found), f"appointment-{found.pk}.pdf")


@allow(Perm.JOB_ORDER)
def appointment_letter_large(request, project, pk):
    found = _appointment(request, project, pk)
    return papers.answer(
        papers.appointment_letter(found, large=True), f"appointment-{found.pk}-large-print.pdf"
    )


@allow(Perm.JOB_ORDER)
def job_order_pdf(request, project, pk):
    """The order as it goes to the firm; back to the job where there is none."""
    found = job_of(request, project, pk)
    order = standing_order(found)
    return papers.answer(papers.order(order), f"order-{order.number}.pdf") if order else redirect(found)


@allow(Perm.HARDENING_SEE)
def photo(request, project, pk):
    """A photograph of the work, for those who see the job."""
    photos = JobPhoto.objects.visible_to(request.user, project).select_related("document")
    found = get_object_or_404(photos, pk=pk)
    answer = FileResponse(found.document.file.open(), content_type=found.document.type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
