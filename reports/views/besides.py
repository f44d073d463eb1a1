"""What a draft gets besides its words: photographs, and reasons for restated numbers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from reports import actions, rules
from reports.composition.changes import restated
from reports.composition.numbers import figures_of
from reports.forms import PhotographForm, restated_form
from reports.material import before
from reports.models import Photograph
from reports.views.updates import found
from saferstreets.common.answers import posted
from saferstreets.common.periods import Period
from saferstreets.common.workflow import Refused


@allow(Perm.UPDATE_WRITE)
def update_photographs(request, project, pk):
    """The photographs of a draft, and a form for one more."""
    shown = found(request, project, pk)
    if shown.status not in rules.WRITABLE:
        return redirect(shown)
    sent = request.method == "POST"
    form = PhotographForm(posted(request), request.FILES if sent else None)
    if form.is_valid():
        try:
            actions.add_photograph(update_id=pk, by=request.user, **form.answer())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The photograph is added.")
            return redirect("reports:update_photographs", project.slug, pk)
    kept = shown.photographs.select_related("document").order_by("id")
    return render(request, "reports/update_photographs.html", {"form": form, "update": shown, "kept": kept})


@allow(Perm.UPDATE_WRITE)
def update_photograph_drop(request, project, pk, photograph):
    """Ask, then take a photograph out of the draft."""
    shown = found(request, project, pk)
    kept = get_object_or_404(Photograph.objects.filter(update=shown), pk=photograph)
    refusal = ""
    if request.method == "POST":
        try:
            actions.drop_photograph(photograph_id=kept.pk, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect("reports:update_photographs", project.slug, pk)
    context = {"update": shown, "photograph": kept, "refusal": refusal}
    return render(request, "reports/update_photograph_drop.html", context)


@allow(Perm.UPDATE_WRITE)
def update_restated(request, project, pk):
    """Numbers of the paper before that count differently today: old, new, and a box for why."""
    shown = found(request, project, pk)
    earlier = before(project, shown.as_at, shown.supersedes)
    if shown.status not in rules.WRITABLE or earlier is None:
        return redirect(shown)
    rows = figures_of(project, shown.period, Period(project.starts_on, shown.as_at))
    differ = restated(project, rows, earlier, {})
    kept = dict(shown.reasons.values_list("figure", "text"))
    form = restated_form(differ, kept, posted(request))
    if form.is_valid():
        try:
            actions.give_reasons(update_id=pk, texts=form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The reasons are saved.")
            return redirect(shown)
    context = {"form": form, "update": shown, "rows": differ, "earlier": earlier}
    return render(request, "reports/update_restated.html", context)
