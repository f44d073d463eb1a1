"""What everybody may read without signing in: issued updates of a project, their data, and a check of a copy."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import feedgenerator
from django.views.decorators.http import require_safe

from accounts.models import Project
from accounts.permissions import open_page
from reports import open_data, paper, rules, street_release
from reports.forms import CheckCopyForm
from reports.models import Update
from reports.pages import public_address
from reports.views.papers import as_page, as_pdf, name_of
from saferstreets.common.periods import long_date


def _issued(slug, pk):
    """One issued update with its paper. What is not issued does not exist here."""
    updates = Update.objects.issued().select_related("project__lead_body", "supersedes")
    return get_object_or_404(updates, project__slug=slug, pk=pk)


@require_safe
@open_page("the public reads issued updates; drafts, people and homes do not exist here")
def public_updates(request, slug):
    """The updates of a project: the one in force first, older ones and what was replaced beneath, and a check of a copy."""
    project = get_object_or_404(Project.objects.select_related("lead_body"), slug=slug)
    rows = list(Update.objects.filter(project=project).issued().for_list())
    form = CheckCopyForm(request.GET if "copy" in request.GET else None)
    found = (
        Update.objects.filter(project=project).of_copy(form.cleaned_data["copy"]) if form.is_valid() else None
    )
    context = {
        "public": project,
        "lead": project.lead_body.name if project.lead_body else "",
        "current": [row for row in rows if not row.issued_corrections],
        "replaced": [row for row in rows if row.issued_corrections],
        "form": form,
        "checked": form.is_bound and form.is_valid(),
        "match": found,
    }
    return render(request, "reports/public_updates.html", context)


@require_safe
@open_page("an issued update as a page")
def public_update(request, slug, pk):
    """The HTML twin, byte for byte as issued."""
    return as_page(_issued(slug, pk).html)


@require_safe
@open_page("an issued update as PDF")
def public_pdf(request, slug, pk):
    """The stored bytes."""
    update = _issued(slug, pk)
    return as_pdf(bytes(update.pdf), name_of(update))


@require_safe
@open_page("an issued update in large print")
def public_large(request, slug, pk):
    """The stored bytes of the large print; updates issued before there was one have none."""
    update = _issued(slug, pk)
    kept = update.large_prints.first()
    if kept is None:
        raise Http404
    return as_pdf(bytes(kept.pdf), f"{name_of(update)}-large-print")


@require_safe
@open_page("figures of an issued update as open data")
def public_json(request, slug, pk):
    """Figures and targets as frozen."""
    update = _issued(slug, pk)
    return JsonResponse(paper.as_data(update.frozen), json_dumps_params={"ensure_ascii": False, "indent": 2})


@require_safe
@open_page("figures of an issued update as open data")
def public_figures(request, slug, pk):
    """Figures as CSV."""
    update = _issued(slug, pk)
    return _as_csv(open_data.figures_csv(update.frozen), f"{name_of(update)}-figures")


@require_safe
@open_page("targets of an issued update as open data")
def public_targets(request, slug, pk):
    """Targets as CSV."""
    update = _issued(slug, pk)
    return _as_csv(open_data.targets_csv(update.frozen), f"{name_of(update)}-targets")


@require_safe
@open_page("what was told by street; nothing is counted anew")
def public_streets(request, slug):
    """The latest release by street."""
    project = get_object_or_404(Project, slug=slug)
    release = street_release.latest(project)
    rows = street_release.told(release) if release else []
    return render(
        request, "reports/public_streets.html", {"public": project, "release": release, "rows": rows}
    )


@require_safe
@open_page("what was told by street, as open data")
def public_streets_csv(request, slug):
    """The same as CSV."""
    release = street_release.latest(get_object_or_404(Project, slug=slug))
    if release is None:
        raise Http404
    return _as_csv(open_data.streets_csv(release), f"{slug}-streets-{release.as_at}")


def _as_csv(text, name):
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_safe
@open_page("a feed of issued updates, for readers of news")
def public_feed(request, slug):
    """RSS of the issued updates, newest first. It names the project and the days, and nobody."""
    project = get_object_or_404(Project, slug=slug)
    page = request.build_absolute_uri(public_address(project))
    feed = feedgenerator.Rss201rev2Feed(
        title=f"Progress updates of {project.name}", link=page, description="Issued partnership progress updates.",
        language="en-gb", feed_url=request.build_absolute_uri(),
    )  # fmt: skip
    for update in Update.objects.filter(project=project).issued().order_by("-issued_at", "-id").light():
        said = "Corrects an earlier update: " + update.correction_reason if update.supersedes_id else ""
        feed.add_item(
            title=f"Progress update, {update.period.label}", link=f"{page}{update.pk}/", pubdate=update.issued_at,
            description=said or f"Figures as at {long_date(update.as_at)}. Reference {rules.short(update.frozen_sha256)}.",
            unique_id=f"{page}{update.pk}/",
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
