"""The paper itself: issued ones from their stored bytes, drafts as working copies."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from reports import actions, paper, queries
from reports.composition import EDITION
from reports.models import Update


def stored(request, project, pk):
    """The update with its paper; 404 where it does not exist for this person."""
    updates = Update.objects.visible_to(request.user, project).select_related(
        "project__lead_body", "supersedes"
    )
    return get_object_or_404(updates, pk=pk)


def as_pdf(content, name):
    """A PDF that opens in the browser under its own name."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def as_page(html):
    """The HTML twin as a document of its own, allowed its own style sheet and the pictures inside it, and nothing else."""
    answer = HttpResponse(html)
    answer["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {paper.style_source(html)}; font-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return answer


@allow(Perm.UPDATE_READ)
def update_pdf(request, project, pk):
    """The PDF: the stored bytes of an issued update, a working copy of a draft."""
    update = stored(request, project, pk)
    content = bytes(update.pdf) if update.is_issued else paper.as_pdf(_working_copy(update))
    return as_pdf(content, name_of(update))


@allow(Perm.UPDATE_READ)
def update_large(request, project, pk):
    """The same in large print."""
    update = stored(request, project, pk)
    kept = update.large_prints.first() if update.is_issued else None
    content = bytes(kept.pdf) if kept else paper.as_large_print(update.html or _working_copy(update))
    return as_pdf(content, f"{name_of(update)}-large-print")


@allow(Perm.UPDATE_READ)
def update_html(request, project, pk):
    """The HTML twin."""
    update = stored(request, project, pk)
    return as_page(update.html if update.is_issued else _working_copy(update))


@allow(Perm.UPDATE_READ)
def update_json(request, project, pk):
    """Figures and targets of an issued update, as frozen."""
    update = stored(request, project, pk)
    if not update.is_issued:
        raise Http404
    return JsonResponse(paper.as_data(update.frozen), json_dumps_params={"ensure_ascii": False, "indent": 2})


@allow(Perm.UPDATE_DRAFT_SEE)
def update_preview(request, project, pk):
    """An update as it reads, inside the office: each figure leads to its rows as they are today."""
    update = stored(request, project, pk)
    if update.is_issued and update.frozen["edition"] != EDITION:
        return redirect(update)
    composition = update.frozen if update.is_issued else actions.composed(update)
    stamp = (
        paper.issued(composition, update.issued_at, actions.correction_words(update))
        if update.is_issued
        else paper.working_copy(composition)
    )
    context = paper.context(composition, stamp) | _behind(request.user, project, update)
    return render(request, "reports/update_preview.html", {"update": update, **context})


def _behind(user, project, update):
    """Addresses of what stands behind the numbers, for those who may see it."""
    found = {}
    if user.can(Perm.FIGURE_SEE, project):
        found["drill"] = reverse("reports:figure_list", args=[project.slug])
        found["span"] = queries.span(update.period)
    if user.can(Perm.CRIME_SEE, project):
        found["crime_page"] = reverse("outcomes:crime", args=[project.slug])
    return found


def _working_copy(update):
    composition = actions.composed(update)
    return paper.document(composition, paper.working_copy(composition))


def name_of(update):
    """What a file of this update is called."""
    return f"{update.project.slug}-progress-update-{update.as_at:%Y-%m-%d}"
