"""Doors to lights that are on: the day, what shows it, who was told, the county's list."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.permissions import Perm, allow
from lighting import actions, export, forms, showing
from lighting.models import Column, NightEvidence
from lighting.views.acting import ask_and_do, column_of, given, scheme_of
from saferstreets.common import clock
from saferstreets.common.answers import posted


@allow(Perm.SCHEME_REPORT)
def scheme_lights_on(request, project, pk):
    """Record lights that are on: of a street, or all that are dark."""
    found = scheme_of(request, project, pk)
    form = forms.LightsOnForm(
        posted(request), streets=list(Column.objects.of(found).by_street()), initial={"on": clock.today()}
    )
    return ask_and_do(
        request, form, actions.record_lights_on, title="Lights on", back=found, done="The lights are recorded as on.",
        lead="The day is kept with each column: the claim, the evaluation and the energy bill go by it.", scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.SCHEME_REPORT)
def column_lights_on(request, project, pk):
    """Put right on which day one column was energised."""
    column = column_of(request, project, pk)
    form = forms.CorrectForm(posted(request), initial={"on": column.energised_on})
    return ask_and_do(
        request, form, actions.correct_lights_on, title="Energised", caption=column.words, back=column, done="Saved.", column_id=column.pk, by=request.user
    )  # fmt: skip


@allow(Perm.SCHEME_REPORT)
def scheme_evidence_add(request, project, pk):
    """Evidence of the whole scheme."""
    found = scheme_of(request, project, pk)
    form = forms.EvidenceForm(*given(request), of_column=False, initial={"happened_on": clock.today()})
    return ask_and_do(
        request, form, actions.add_evidence, title="Add evidence", caption=found.name, back=found, done="It is kept.", scheme_id=found.pk, by=request.user
    )  # fmt: skip


@allow(Perm.SCHEME_REPORT)
def column_evidence_add(request, project, pk):
    """Evidence of one column: a photograph by night, the light measured, a certificate."""
    column = column_of(request, project, pk)
    form = forms.EvidenceForm(*given(request), of_column=True, initial={"happened_on": clock.today()})
    return ask_and_do(
        request, form, actions.add_evidence, title="Add evidence", caption=column.words, back=column, done="It is kept.", scheme_id=column.scheme_id,
        column=column, by=request.user,
    )  # fmt: skip


@allow(Perm.SCHEME_SEE)
def scheme_evidence(request, project, pk):
    """What shows that the lights are on, newest first."""
    found = scheme_of(request, project, pk)
    kept = showing.readable(
        request.user, project, NightEvidence.objects.filter(project=project, scheme=found)
    )
    page = Paginator(kept.for_list(), showing.ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"scheme": found, "page": page, "may_report": request.user.can(Perm.SCHEME_REPORT, project)}
    return render(request, "lighting/scheme_evidence.html", context)


@allow(Perm.SCHEME_SEE)
def evidence_file(request, project, pk):
    """The file itself. Papers open for those who report or see the grant, photographs for all who see the scheme."""
    seen = showing.readable(request.user, project, NightEvidence.objects.visible_to(request.user, project))
    kept = get_object_or_404(seen.filter(document__isnull=False).select_related("document"), pk=pk)
    picture = kept.document.type == "image/jpeg"
    answer = FileResponse(
        kept.document.file.open(), content_type=kept.document.type, as_attachment=not picture,
        filename=f"{kept.document.public_id}.{kept.document.type.split('/')[1]}",
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@allow(Perm.SCHEME_REPORT)
def scheme_tell(request, project, pk):
    """The operator of unmetered supplies was told of a month."""
    found = scheme_of(request, project, pk)
    months = [row["month"] for row in showing.supply_months(found, clock.today()) if row["open"]]
    form = forms.TellForm(posted(request), months=months, initial={"told_on": clock.today()})
    lead = (
        "Send the list of changed columns, then say here when." if months else "There is no month to tell of."
    )
    return ask_and_do(
        request, form, actions.tell_operator, title="The operator was told", lead=lead, back=found, done="Recorded.", scheme_id=found.pk, by=request.user
    )  # fmt: skip


@allow(Perm.SCHEME_SEE)
def scheme_inventory(request, project, pk):
    """The scheme's columns as CSV, in the columns of the county's own inventory."""
    found = scheme_of(request, project, pk)
    answer = HttpResponse(export.inventory(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="lamp-columns-scheme-{found.pk}.csv"'
    return answer
