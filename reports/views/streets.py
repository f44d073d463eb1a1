"""What is told by street, the street cards, and the pack for freedom of information requests."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households.models import Street
from reports import foi, giving, street_actions, street_card, street_release
from reports.street_forms import ReleaseForm
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused


@allow(Perm.UPDATE_READ)
def street_told(request, project):
    """What was told by street last, with a card for each street."""
    release = street_release.latest(project)
    context = {
        "release": release,
        "rows": street_release.told(release) if release else [],
        "may_write": request.user.can(Perm.UPDATE_WRITE, project),
        "sees_money": request.user.can(Perm.BUDGET_SEE, project),
    }
    return render(request, "reports/street_told.html", context)


@allow(Perm.UPDATE_WRITE)
def street_release_new(request, project):
    """Choose the month, and tell."""
    form = ReleaseForm(posted(request), initial={"as_at": street_release.last_month_end()})
    if form.is_valid():
        try:
            street_actions.release_streets(project=project, as_at=form.cleaned_data["as_at"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The figures by street are told. Every card prints them.")
            return redirect("reports:street_told", project.slug)
    return render(request, "reports/street_release_new.html", {"form": form})


@allow(Perm.UPDATE_READ)
def street_card_pdf(request, project, pk):
    """The card of one street, from the latest release."""
    street = get_object_or_404(Street.objects.select_related("project"), project=project, pk=pk)
    release = street_release.latest(project)
    found = street_card.facts(street, release) if release else None
    if found is None:
        raise Http404
    return _file(
        street_card.as_pdf(found), "application/pdf", f"{project.slug}-street-{pk}-{release.as_at}.pdf"
    )


@allow(Perm.BUDGET_SEE)
def foi_pack(request, project):
    """The pack as at today."""
    day = clock.today()
    pack = foi.pack(project, day, street_release.latest(project))
    return _file(pack, "application/zip", f"{project.slug}-foi-{day}.zip")


@allow(Perm.BUDGET_SEE)
def giving_json(request, project):
    """The award as 360Giving data, or the sentence that says what is missing."""
    try:
        package = giving.package(project, clock.today())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reports:street_told", project.slug)
    answer = JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{project.slug}-360giving.json"'
    return answer


def _file(content, kind, name):
    answer = HttpResponse(content, content_type=kind)
    way = "inline" if kind == "application/pdf" else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
