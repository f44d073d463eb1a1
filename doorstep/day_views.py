"""Doors to the end of the day: the bag counted, the phone empty, safe home."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from accounts.permissions import Perm, allow
from doorstep.day_actions import end_day
from doorstep.day_forms import CloseDayForm
from doorstep.models import Device
from packs.models import ClosedDay
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted

ON_A_PAGE = 50


@allow(Perm.STOCK_MOVE)
def day_close(request, project):
    """Close one's own day. What the books say is shown only once they differ, so that the bag is counted and not copied."""
    phones = list(Device.objects.in_use_by(request.user, project))
    form = CloseDayForm(posted(request), phones=phones)
    mine = {"project": project, "holder": request.user, "on_day": clock.today()}
    if carried_out(form, end_day, by=request.user, at=clock.now(), **mine):
        messages.success(request, "The day is closed. Good night.")
        return redirect("doorstep:day_list", project.slug)
    closed = ClosedDay.objects.filter(**mine).first()
    context = {"form": form, "closed": closed, "day": clock.today(), "phones": phones}
    return render(request, "doorstep/day_close.html", context)


@allow(Perm.STOCK_MOVE)
def day_list(request, project):
    """Closed days: one's own, and everybody's for the coordinator."""
    days = ClosedDay.objects.visible_to(request.user, project).select_related("holder")
    page = Paginator(days.order_by("-on_day", "-id"), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "doorstep/day_list.html", {"page": page})
