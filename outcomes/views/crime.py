"""Doors to recorded crime: what it says, which months are held, bring a file."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from outcomes import actions, counting, crime_page
from outcomes.forms import AskedForm, StreetFileForm
from outcomes.models import CrimeMonth
from outcomes.views.parts import parts
from saferstreets.common.workflow import Refused


@allow(Perm.CRIME_SEE)
def crime(request, project):
    """Recorded crime in the project's areas: with its range, beside a year before and the rest of the district."""
    context = {
        "parts": parts(request, project, "outcomes:crime"),
        "may_add": request.user.can(Perm.CRIME_IMPORT, project),
    }
    usual = crime_page.usual(project)
    if usual:
        held = counting.held_months(project, counting.area_codes(project))
        form = AskedForm(request.GET, project=project, held=held, usual=usual)
        context |= {"form": form, **crime_page.tell(project, form.asked)}
    return render(request, "outcomes/crime.html", context)


@allow(Perm.CRIME_SEE)
def crime_month_list(request, project):
    """Every file that was read, newest month first."""
    context = {
        "months": CrimeMonth.objects.visible_to(request.user, project).for_list(),
        "may_add": request.user.can(Perm.CRIME_IMPORT, project),
    }
    return render(request, "outcomes/crime_month_list.html", context)


@allow(Perm.CRIME_IMPORT)
def crime_add(request, project):
    """Read a street-level file. Nothing counts before somebody has seen what it says and takes it in."""
    form = StreetFileForm(request.POST, request.FILES) if request.method == "POST" else StreetFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            counts, months, _refused = actions.import_street_file(
                project=project, path=file.temporary_file_path(), file_name=file.name, by=request.user
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _read_words(counts, months))
            return redirect(
                months[0] if len(months) == 1 else reverse("outcomes:crime_month_list", args=[project.slug])
            )
    return render(request, "outcomes/crime_add.html", {"form": form})


def _read_words(counts, months):
    if not months:
        return f"{counts['read']:,} rows were read, and nothing in them differs from what is held."
    return (
        f"{counts['read']:,} rows were read: {counts['new']:,} new, {counts['unchanged']:,} unchanged, {counts['changed']:,} changed, "
        f"{counts['duplicate']:,} double, {counts['refused']:,} refused."
    )


def _month(request, project, pk):
    months = CrimeMonth.objects.visible_to(request.user, project).select_related("project", "staged_by")
    return get_object_or_404(months, pk=pk)


@allow(Perm.CRIME_SEE)
def crime_month(request, project, pk):
    """One month as its file says it, and what taking it in would change."""
    found = _month(request, project, pk)
    kinds = found.crimes.filter(project=project).by_kind()
    context = {
        "month": found,
        "kinds": [(crime_page.kind_words(kind), number) for kind, number in kinds],
        "may_take_in": found.waits and request.user.can(Perm.CRIME_IMPORT, project),
    }
    return render(request, "outcomes/crime_month.html", context)


@allow(Perm.CRIME_IMPORT)
def crime_month_hold(request, project, pk):
    """Take a month in."""
    return _settle(
        request, project, pk, actions.hold_month, "The month is held and counts.", "crime_month_hold"
    )


@allow(Perm.CRIME_IMPORT)
def crime_month_drop(request, project, pk):
    """Leave a month out."""
    return _settle(request, project, pk, actions.drop_month, "The file is left out.", "crime_month_drop")


def _settle(request, project, pk, action, done, page):
    found = _month(request, project, pk)
    if request.method == "POST":
        try:
            action(month_id=found.pk, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(found)
    return render(request, f"outcomes/{page}.html", {"month": found})
