"""Doors of what the underspend radar knows. The radar itself is a page of the office."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.permissions import Perm, allow
from grants import radar_forms as forms
from grants.actions import radar as actions
from grants.models import BudgetLine, LineTiming, RadarAlert, Reserve
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted


def _on_radar(request, slug, form, action, title, done, **details):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, back=reverse("office:radar", args=[slug]),
        label="Underspend radar", by=request.user, **details,
    )  # fmt: skip


def _line(request, project, pk):
    return get_object_or_404(BudgetLine.objects.visible_to(request.user, project), pk=pk)


@allow(Perm.BUDGET_EDIT)
def budget_line_timing(request, project, pk):
    """Say how long orders on a line take."""
    line = _line(request, project, pk)
    known = (
        LineTiming.objects.filter(project=project, line=line).values(*forms.TimingForm.base_fields).first()
    )
    form = forms.TimingForm(posted(request), initial=known)
    return _on_radar(
        request,
        project.slug,
        form,
        actions.time_line,
        "How long do its orders take?",
        "The days are saved.",
        caption=str(line),
        line=line,
    )


@allow(Perm.BUDGET_EDIT)
def budget_line_forecast(request, project, pk):
    """Say what a line will have cost by the end."""
    line = _line(request, project, pk)
    form = forms.LineForecastForm(posted(request), initial={"forecast_on": clock.today()})
    return _on_radar(
        request, project.slug, form, actions.forecast_line, "What will it have cost by the end?", "The forecast is saved.",
        caption=str(line), line=line,
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def reserve_add(request, project):
    form = forms.ReserveForm(posted(request), project=project)
    return _on_radar(
        request,
        project.slug,
        form,
        actions.add_reserve,
        "Put something on the reserve list",
        "It is on the reserve list.",
        project=project,
    )


@allow(Perm.BUDGET_EDIT)
def reserve_settle(request, project, pk):
    """Take something off the reserve list."""
    reserve = get_object_or_404(Reserve.objects.visible_to(request.user, project), pk=pk)
    form = forms.SettleForm(posted(request), initial={"on": clock.today()})
    return _on_radar(
        request, project.slug, form, actions.settle_reserve, "What became of it?", "It is off the reserve list.", caption=str(reserve),
        reserve=reserve,
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def alert_acknowledge(request, project, pk):
    """Say that an alert is seen, and what is done."""
    alert = get_object_or_404(
        RadarAlert.objects.visible_to(request.user, project).select_related("line"), pk=pk
    )
    return _on_radar(
        request, project.slug, forms.SeenForm(posted(request)), actions.acknowledge_alert, alert.get_kind_display(),
        "The alert is marked as seen.", caption=str(alert.line), alert=alert, on=clock.today(),
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def funder_notify(request, project):
    """Record that the funder was told of an underspend."""
    form = forms.NoticeForm(posted(request), request.FILES or None, initial={"notified_on": clock.today()})
    return _on_radar(
        request,
        project.slug,
        form,
        actions.notify_funder,
        "The funder was told of an underspend",
        "Recorded.",
        project=project,
    )
