"""The paper itself: issued ones from their stored bytes, drafts as working copies."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from reports import actions, paper, queries
from reports.models import Update


def stored(request, project, pk):
    """The update with its paper; 404 where it does not exist for this person."""
    updates = Update.objects.visible_to(request.user, project).select_related(
        "project__lead_body", "supersedes"
    )
    return get_object_or_404(updates, pk=pk)


@allow(Perm.UPDATE_READ)
def update_pdf(request, project, pk):
    """The PDF: the stored bytes of an issued update, a working copy of a draft."""
    update = stored(request, project, pk)
    content = bytes(update.pdf) if update.is_issued else paper.as_pdf(_working_copy(update))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{_name(update)}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@allow(Perm.UPDATE_READ)
def update_html(request, project, pk):
    """The HTML twin as a document of its own, allowed its own style sheet and nothing else."""
    update = stored(request, project, pk)
    html = update.html if update.is_issued else _working_copy(update)
    answer = HttpResponse(html)
    answer["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {paper.style_source(html)}; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return answer


@allow(Perm.UPDATE_READ)
def update_json(request, project, pk):
    """Figures and targets of an issued update, as frozen."""
    update = stored(request, project, pk)
    if not update.is_issued:
        raise Http404
    return JsonResponse(paper.as_data(update.frozen), json_dumps_params={"ensure_ascii": False, "indent": 2})


@allow(Perm.UPDATE_DRAFT_SEE)
def update_preview(request, project, pk):
    """A draft as it would read, inside the office: each figure leads to its rows."""
    update = stored(request, project, pk)
    if update.is_issued:
        return redirect(update)
    composition = actions.composed(update)
    context = paper.context(composition, paper.working_copy(composition))
    if request.user.can(Perm.FIGURE_SEE, project):
        context |= {
            "drill": reverse("reports:figure_list", args=[project.slug]),
            "span": queries.span(update.period),
        }
    return render(request, "reports/update_preview.html", {"update": update, **context})


def _working_copy(update):
    composition = actions.composed(update)
    return paper.document(composition, paper.working_copy(composition))


def _name(update):
    return f"{update.project.slug}-progress-update-{update.as_at:%Y-%m-%d}"
