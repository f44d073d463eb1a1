"""Doors through which finance brings its list: the file, what would become of its rows, and the merge."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from grants.finance_forms import SpendFileForm
from grants.importing import SPEND
from imports import actions as imports
from imports import showing
from imports.choices import BatchStatus
from imports.forms import ColumnsForm
from imports.models import Batch
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused


@allow(Perm.BUDGET_EDIT)
def spend_new(request, project):
    """Bring a file. It is read and judged at once; nothing is kept in the register of payments yet."""
    form = SpendFileForm(request.POST, request.FILES) if request.method == "POST" else SpendFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = imports.stage_batch(
                project=project,
                kind=SPEND.kind,
                path=file.temporary_file_path(),
                file_name=file.name,
                by=request.user,
                ask=True,
            )
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(
                "grants:spend_batch" if batch.mapping else "grants:spend_map", project.slug, batch.pk
            )
    return render(request, "grants/spend_new.html", {"form": form})


def _batch(project, pk):
    """A finance export of this project: finance may open these and no other kind of file."""
    return get_object_or_404(
        Batch.objects.filter(project=project, kind=SPEND.kind).select_related("project", "staged_by"), pk=pk
    )


@allow(Perm.BUDGET_EDIT)
def spend_batch(request, project, pk):
    """One export: what becomes of its rows, and the rows of one verdict."""
    found = _batch(project, pk)
    shown = showing.first_shown(found, request.GET.get("show"))
    page = showing.page_of(found, shown, request.GET.get("page"))
    context = {
        "batch": found, "page": page, "rows": showing.table(found, SPEND, page.object_list, shown), "shown": shown,
        "tiles": showing.tiles(found, request.path, shown), "facts": showing.facts(found, SPEND),
        "waits": found.status == BatchStatus.STAGED,
        "may_decide": found.status == BatchStatus.STAGED and found.review and request.user.can(Perm.ADDRESSES_IMPORT, project),
    }  # fmt: skip
    return render(request, "grants/spend_batch.html", context)


@allow(Perm.BUDGET_EDIT)
def spend_map(request, project, pk):
    """Say which column is which; the rows are read again from their kept cells."""
    found = _batch(project, pk)
    form = ColumnsForm(
        posted(request),
        fields=SPEND.fields,
        columns=found.columns,
        samples=showing.samples(found),
        mapping=found.mapping,
    )
    if form.is_valid():
        try:
            imports.correct_columns(batch_id=found.pk, mapping=form.mapping, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("grants:spend_batch", project.slug, found.pk)
    return render(request, "grants/spend_map.html", {"form": form, "batch": found})


@allow(Perm.BUDGET_EDIT)
def spend_merge(request, project, pk):
    """Keep the rows as lines of the finance system."""
    found = _batch(project, pk)
    if request.method == "POST":
        try:
            imports.merge_batch(batch_id=found.pk, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"“{found}” is kept. Look at what pairs with our ledger.")
            return redirect("grants:reconciliation", project.slug)
        return redirect("grants:spend_batch", project.slug, found.pk)
    words = showing.merge_words(found, SPEND, found.review)
    return render(request, "grants/spend_merge.html", {"batch": found, "words": words})
