"""Doors of the check-in timer: one's own, and the coordinator's page of who is out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households import outings
from households.actions import outings as actions
from households.forms.outings import LongerForm, SafeForm, StartForm
from households.models import Outing
from households.views.answers import carried_out
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused

ON_A_PAGE = 50


def _dark():
    return {
        "sunset": outings.sunset(clock.today()),
        "dark_now": outings.is_dark(clock.now()),
        "rule": outings.AFTER_DARK_RULE,
    }


def _mine(request, project):
    """My timer, while it runs."""
    return Outing.objects.filter(project=project, walker=request.user).standing().for_list().first()


@allow(Perm.VISIT_RECORD)
def outing(request, project):
    """My timer: start it before I go, ask for longer, say that I am safe."""
    running = _mine(request, project)
    if running:
        late = running.back_by < clock.now()
        context = {"outing": running, "late": late, "alone": outings.alone_after_dark(running)}
        return render(request, "households/outing_running.html", context | _dark())
    form = StartForm(posted(request), project=project, user=request.user)
    if carried_out(form, actions.start_outing, project=project, by=request.user):
        return redirect("households:outing", project.slug)
    return render(request, "households/outing.html", {"form": form} | _dark())


@allow(Perm.VISIT_RECORD)
def outing_longer(request, project):
    """I stay out longer."""
    running = _mine(request, project)
    if running is None:
        return redirect("households:outing", project.slug)
    form = LongerForm(posted(request), back_by=running.back_by)
    if carried_out(form, actions.extend_outing, outing_id=running.pk, by=request.user):
        return redirect("households:outing", project.slug)
    return render(request, "households/outing_longer.html", {"form": form, "outing": running})


@allow(Perm.VISIT_RECORD)
def outing_safe(request, project):
    """I am safe: one press. Pressed twice, or after somebody else has said so, it is as well."""
    running = _mine(request, project)
    if running and request.method == "POST":
        try:
            actions.end_outing(outing_id=running.pk, by=request.user)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, "Good that you are back. The timer is stopped.")
    return redirect("households:outing", project.slug)


@allow(Perm.CHECK_IN_SEE)
def outing_settle(request, project, pk):
    """Somebody else has heard from them, and says how."""
    found = get_object_or_404(Outing.objects.visible_to(request.user, project).for_list(), pk=pk)
    form = SafeForm(posted(request))
    if carried_out(form, actions.end_outing, outing_id=found.pk, by=request.user):
        messages.success(request, "Noted: they are safe.")
        return redirect("households:outing_list", project.slug)
    return render(request, "households/outing_settle.html", {"form": form, "outing": found})


@allow(Perm.CHECK_IN_SEE)
def outing_list(request, project):
    """Who is out, who is overdue, and who came back. Looking at it also writes to the coordinators, if nobody has yet."""
    actions.tell_quietly(project=project)
    seen, now = Outing.objects.visible_to(request.user, project), clock.now()
    page = Paginator(seen.for_list(), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "outing": one,
            "late": one.safe_at is None and one.back_by < now,
            "alone": outings.alone_after_dark(one),
        }
        for one in page
    ]
    context = {"page": page, "rows": rows, "late": seen.overdue_at(now).count()}
    return render(request, "households/outing_list.html", context | _dark())
