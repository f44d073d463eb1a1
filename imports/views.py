"""Doors of the imports: bring a file, say which column is which, look, decide, merge, undo."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from imports import actions, careful, rules, showing
from imports import importer as importers
from imports.choices import Verdict
from imports.forms import ColumnsForm, KitsForm, ManyForm, ReviewForm, UploadForm, VictimsForm
from imports.models import Batch, KeptDecision, Row
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused, open_moves

KIND = "addresses"


def _batch(request, project, pk):
    return get_object_or_404(
        Batch.objects.visible_to(request.user, project).select_related("project", "staged_by"), pk=pk
    )


def _looked_at(request, project, pk):
    """The same for a page that shows rows: of a list that needs care, the look is written down."""
    found = _batch(request, project, pk)
    careful.note_look(found, importers.find(found.kind), request.user)
    return found


@allow(Perm.ADDRESSES_IMPORT)
def batch_list(request, project):
    """Every file brought so far, newest first."""
    page = Paginator(Batch.objects.visible_to(request.user, project).for_list(), 25).get_page(
        request.GET.get("page")
    )
    return render(request, "imports/batch_list.html", {"page": page})


def _brought(request, project, kind, form, page, *, ask=False):
    """The shape of every page that takes a file: it is read and judged at once; the register is not touched."""
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.stage_batch(
                project=project, kind=kind, path=file.temporary_file_path(), file_name=file.name, by=request.user, ask=ask,
                details=form.details,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(
                batch if batch.mapping else reverse("imports:batch_map", args=[project.slug, batch.pk])
            )
    return render(request, f"imports/{page}.html", {"form": form})


def _sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


@allow(Perm.ADDRESSES_IMPORT)
def batch_new(request, project):
    """Bring a list of addresses; whoever brought it says which column is which where that is unclear."""
    return _brought(request, project, KIND, UploadForm(*_sent(request)), "batch_new", ask=True)


@allow(Perm.VICTIMS_IMPORT)
def victims_new(request, project):
    """Bring the Constabulary's list. Nothing is matched without a person; a list whose columns are unclear is not kept at all."""
    return _brought(request, project, "victims", VictimsForm(*_sent(request)), "victims_new")


@allow(Perm.ADDRESSES_IMPORT)
def kits_new(request, project):
    """Bring a list of kits: the register's, or codes that came in. Whose a kit is and its PIN are never kept."""
    return _brought(request, project, "kits", KitsForm(*_sent(request)), "kits_new")


@allow(Perm.ADDRESSES_IMPORT)
def batch(request, project, pk):
    """One file: what becomes of its rows, and the rows of one verdict."""
    found = _looked_at(request, project, pk)
    importer, shown = importers.find(found.kind), showing.first_shown(found, request.GET.get("show"))
    page = showing.page_of(found, shown, request.GET.get("page"))
    context = {
        "batch": found, "page": page, "rows": showing.table(found, importer, page.object_list, shown), "shown": shown,
        "tiles": showing.tiles(found, request.path, shown), "facts": showing.facts(found, importer), "head": importer.shows,
        "moves": [(move, reverse(f"imports:batch_{move.name}", args=[project.slug, pk])) for move in _moves(request, found)],
        "may_correct": found.status in rules.CORRECT.sources, "undecided": _undecided(found),
    }  # fmt: skip
    return render(request, "imports/batch.html", context)


def _moves(request, found):
    return open_moves(rules.MOVES, found.status, lambda right: request.user.can(right, found.project))


def _undecided(found):
    """How many doubtful rows nobody has decided about; none once the batch is closed to decisions."""
    if found.status not in rules.CORRECT.sources or not found.review:
        return 0
    return Row.objects.of(found).undecided().count()


@allow(Perm.ADDRESSES_IMPORT)
def batch_map(request, project, pk):
    """Say which column is which; the rows are read again from their kept cells."""
    found = _looked_at(request, project, pk)
    importer = importers.find(found.kind)
    form = ColumnsForm(
        posted(request),
        fields=importer.fields, columns=found.columns, samples=showing.samples(found), mapping=found.mapping,
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.correct_columns(batch_id=found.pk, mapping=form.mapping, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    return render(
        request, "imports/batch_map.html", {"form": form, "batch": found, "read": bool(found.mapping)}
    )


@allow(Perm.ADDRESSES_IMPORT)
def batch_review(request, project, pk):
    """Decide about doubtful rows, a page at a time."""
    found = _looked_at(request, project, pk)
    importer = importers.find(found.kind)
    page = showing.page_of(found, Verdict.REVIEW, request.GET.get("page"), per_page=10)
    rows = showing.doubtful(found, importer, page.object_list)
    form = ReviewForm(
        posted(request),
        rows=rows,
        nouns=importer.nouns,
        may_be_new=careful.may_be_new(importer),
    )
    if form.is_valid():
        try:
            actions.decide_rows(batch_id=found.pk, decisions=form.decisions, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"{request.path}?page={page.next_page_number()}" if page.has_next() else found)
    many = careful.may_be_new(importer) and _undecided(found) > 1
    return render(
        request, "imports/batch_review.html", {"form": form, "batch": found, "page": page, "many": many}
    )


@allow(Perm.ADDRESSES_IMPORT)
def batch_decide_many(request, project, pk):
    """Decide alike about all rows that wait for the same reason."""
    found = _looked_at(request, project, pk)
    form = ManyForm(
        posted(request),
        reasons=showing.open_reasons(found), nouns=importers.find(found.kind).nouns,
    )  # fmt: skip
    if form.is_valid():
        try:
            decided, left = actions.decide_many(batch_id=found.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, showing.decided_words(decided, left))
            return redirect("imports:batch_review" if left else "imports:batch", project.slug, pk)
    return render(request, "imports/batch_decide_many.html", {"form": form, "batch": found})


@allow(Perm.ADDRESSES_IMPORT)
def decision_list(request, project):
    """What has been decided about doubtful rows, newest first: the next file is not asked about again."""
    kept = KeptDecision.objects.visible_to(request.user, project).for_list()
    page = Paginator(kept, showing.PER_PAGE).get_page(request.GET.get("page"))
    rows = showing.kept_decisions(project, page.object_list)
    return render(request, "imports/decision_list.html", {"page": page, "rows": rows})


@allow(Perm.ADDRESSES_IMPORT)
def decision_forget(request, project, pk):
    """Ask about rows like this one again."""
    kept = get_object_or_404(KeptDecision.objects.visible_to(request.user, project), pk=pk)
    if request.method == "POST":
        actions.forget_decision(decision_id=kept.pk, by=request.user)
        messages.success(request, "Forgotten. The next file with this address is asked about again.")
        return redirect("imports:decision_list", project.slug)
    return render(request, "imports/decision_forget.html", {"kept": kept})


def _confirmed(request, found, action, done, page, words=""):
    """The shape of the three moves: ask, do, say what happened."""
    if request.method == "POST":
        try:
            action(batch_id=found.pk, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(found)
    return render(request, f"imports/{page}.html", {"batch": found, "words": words})


@allow(rules.MERGE.needs)
def batch_merge(request, project, pk):
    """Put the file into the register."""
    found = _batch(request, project, pk)
    words = showing.merge_words(found, importers.find(found.kind), _undecided(found))
    return _confirmed(
        request, found, actions.merge_batch, f"“{found}” is in the register.", "batch_merge", words
    )


@allow(rules.DISCARD.needs)
def batch_discard(request, project, pk):
    """Close the file without touching the register."""
    found = _batch(request, project, pk)
    return _confirmed(
        request,
        found,
        actions.discard_batch,
        f"“{found}” is discarded. The register is as it was.",
        "batch_discard",
    )


@allow(rules.UNDO.needs)
def batch_undo(request, project, pk):
    """Take the merge back, while nothing hangs on it."""
    found = _batch(request, project, pk)
    return _confirmed(request, found, actions.undo_batch, f"The merge of “{found}” is undone.", "batch_undo")
