"""Doors to columns: the scheme's list, one column, the county's inventory."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from imports.actions import stage_batch
from lighting import actions, forms, showing
from lighting.actions.columns import CHANGEABLE
from lighting.models import Column, NightEvidence
from lighting.views.acting import ask_and_do, column_of, scheme_of
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused


@allow(Perm.SCHEME_SEE)
def scheme_columns(request, project, pk):
    """The columns of a scheme, street by street."""
    found = scheme_of(request, project, pk)
    page = Paginator(Column.objects.of(found), showing.ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "scheme": found, "page": page, "rows": showing.column_rows(project, page), "may_report": request.user.can(Perm.SCHEME_REPORT, project),
        "may_keep": request.user.can(Perm.LIGHTING_KEEP, project),
    }  # fmt: skip
    return render(request, "lighting/scheme_columns.html", context)


@allow(Perm.LIGHTING_SEE)
def column_list(request, project):
    """The county's inventory as far as it was brought here: columns in schemes, and columns that no scheme touches."""
    free = request.GET.get("show") == "free"
    columns = Column.objects.visible_to(request.user, project).in_order()
    page = Paginator(columns.free() if free else columns, showing.ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "rows": showing.column_rows(project, page), "free": free, "keep": "show=free" if free else "",
        "may_import": request.user.can(Perm.ADDRESSES_IMPORT, project),
    }  # fmt: skip
    return render(request, "lighting/column_list.html", context)


@allow(Perm.SCHEME_SEE)
def column(request, project, pk):
    """One column: what it is, what was there before, what shows that it is lit."""
    found = column_of(request, project, pk)
    kept = showing.readable(
        request.user, project, NightEvidence.objects.filter(project=project, column=found)
    )
    context = {
        "column": found, "facts": showing.facts(found), "lanterns": showing.lanterns(found), "evidence": kept.for_list(),
        "may_report": request.user.can(Perm.SCHEME_REPORT, project) and found.scheme_id,
        "may_release": request.user.can(Perm.LIGHTING_KEEP, project) and found.scheme_id and not found.energised_on,
    }  # fmt: skip
    return render(request, "lighting/column.html", context)


@allow(Perm.SCHEME_REPORT)
def scheme_column_add(request, project, pk):
    """Enter one column by hand."""
    found = scheme_of(request, project, pk)
    form = forms.ColumnForm(posted(request))
    return ask_and_do(
        request, form, actions.add_column, title="Enter a column", caption=found.name, back=found, done="The column is entered.", scheme_id=found.pk,
        by=request.user,
    )  # fmt: skip


@allow(Perm.SCHEME_REPORT)
def column_change(request, project, pk):
    """Complete or correct a column."""
    found = column_of(request, project, pk)
    form = forms.ColumnForm(posted(request), initial={name: getattr(found, name) for name in CHANGEABLE})
    return ask_and_do(
        request, form, actions.change_column, title="Change this column", caption=found.words, back=found, done="Saved.", column_id=found.pk,
        by=request.user,
    )  # fmt: skip


@allow(Perm.LIGHTING_KEEP)
def column_release(request, project, pk):
    """Give a column back to the inventory."""
    found = column_of(request, project, pk)
    return ask_and_do(
        request, forms.EndForm(posted(request)), actions.release_column, title="Release this column?", lead="It stays in the inventory; no scheme touches it.",
        caption=found.words, back=found, done="The column is released.", column_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.LIGHTING_KEEP)
def scheme_take(request, project, pk):
    """Take the free columns of streets into a scheme, or say that there are none."""
    found = scheme_of(request, project, pk)
    streets = list(Column.objects.filter(project=project).free_by_street())
    if not streets:
        may_import = request.user.can(Perm.ADDRESSES_IMPORT, project)
        return render(request, "lighting/nothing_free.html", {"scheme": found, "may_import": may_import})
    form, lead = forms.TakeForm(posted(request), streets=streets), "Choose streets of the inventory."
    return ask_and_do(
        request, form, actions.take_columns, title="Take columns from the inventory", lead=lead, caption=found.name, back=found,
        done="The columns are in the scheme.", scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.ADDRESSES_IMPORT)
def column_import(request, project):
    """Bring a county's inventory. It is read and judged at once; nothing is changed before the merge."""
    form = (
        forms.InventoryForm(request.POST, request.FILES)
        if request.method == "POST"
        else forms.InventoryForm()
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = stage_batch(
                project=project, kind="columns", path=file.temporary_file_path(), file_name=file.name, by=request.user, ask=True
            )  # fmt: skip
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(
                batch if batch.mapping else reverse("imports:batch_map", args=[project.slug, batch.pk])
            )
    return render(request, "lighting/column_import.html", {"form": form})
