"""The one form runner: any questionnaire a room registers, in big plain steps, with or without scripts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from doorstep import survey_drafts as drafts
from doorstep.survey_forms import StartForm, page_form
from households.models import Household, Visit
from saferstreets.common import questions
from saferstreets.common.answers import posted
from saferstreets.common.forms import HouseForm
from saferstreets.common.questions import kinds
from saferstreets.common.workflow import Refused

GONE = "What you had answered here was not saved and is gone: you were signed out, or began several others. Start again."


def _home(request, project, pk):
    homes = Household.objects.visible_to(request.user, project).select_related("street", "project")
    return get_object_or_404(homes, pk=pk)


def _offered(request, project, key):
    """The questionnaire of this name as it is asked today. 404 where none is."""
    for sheet in drafts.offered(request.user, project):
        if sheet.key == key:
            return sheet
    raise Http404


def _visit(request, project, household):
    """The visit from ?visit=, as far as it was at this home and stands; None without one."""
    key = request.GET.get("visit", "")
    if not key.isdecimal() or len(key) > 18:
        return None
    visits = Visit.objects.visible_to(request.user, project).standing()
    return visits.filter(pk=key, household=household).first()


@allow(Perm.VISIT_RECORD)
def survey_start(request, project, pk, key):
    """What will be asked, how it is answered, and for which wave; then the first question."""
    household = _home(request, project, pk)
    sheet, visit = _offered(request, project, key), _visit(request, project, household)
    form = StartForm(posted(request), sheet=sheet, starts_on=project.starts_on)
    if not household.closed_on and form.is_valid():
        draft = drafts.begin(request, household, sheet, visit=visit, **form.cleaned_data)
        return redirect("doorstep:survey_page", project.slug, pk, key, draft, 1)
    context = {"household": household, "sheet": sheet, "form": form, "visit": visit}
    return render(request, "doorstep/survey_start.html", context)


def _running(request, project, pk, key, draft):
    """(home, sheet, kind, draft) of a questionnaire under way; draft is None when it is gone or saved."""
    household = _home(request, project, pk)
    running = drafts.find(request, household, key, draft)
    found = running and kinds.find(project, key, running["version"])
    if not found or not request.user.can(found[0].needs, project):
        return household, None, None, None
    return household, found[1], found[0], running


def _again(request, project, pk, key):
    messages.error(request, GONE)
    return redirect("doorstep:survey_start", project.slug, pk, key)


@allow(Perm.VISIT_RECORD)
def survey_page(request, project, pk, key, draft, number):
    """The questions of one page. What is typed is kept when one goes on, and stands there again when one comes back."""
    household, sheet, _kind, running = _running(request, project, pk, key, draft)
    if running is None or running["saved"]:
        return _again(request, project, pk, key)
    pages = dict(drafts.pages(sheet, running["answers"]))
    if number not in pages:
        return redirect("doorstep:survey_check", project.slug, pk, key, draft)
    form = page_form(
        posted(request),
        schema=sheet.schema, asked=pages[number], answers=running["answers"], today=drafts.answered_on(running),
    )  # fmt: skip
    if form.is_valid():
        drafts.keep(request, draft, answers=form.answers_after)
        return redirect(_after(request, project, (pk, key, draft), sheet, form.answers_after, number))
    context = {"household": household, "sheet": sheet, "form": form, "place": list(pages).index(number) + 1}
    context |= {"count": len(pages), "back": _before(request, project, (pk, key, draft), list(pages), number)}
    return render(request, "doorstep/survey_page.html", context)


def _after(request, project, where, sheet, answers, number):
    """The next page; the answers, after the last one or when somebody came from there to change one."""
    ahead = [page for page, _asked in drafts.pages(sheet, answers) if page > number]
    if "check" in request.GET or not ahead:
        return reverse("doorstep:survey_check", args=[project.slug, *where])
    return reverse("doorstep:survey_page", args=[project.slug, *where, ahead[0]])


def _before(request, project, where, pages, number):
    if "check" in request.GET:
        return reverse("doorstep:survey_check", args=[project.slug, *where])
    earlier = [page for page in pages if page < number]
    if earlier:
        return reverse("doorstep:survey_page", args=[project.slug, *where, earlier[-1]])
    return reverse("doorstep:survey_start", args=[project.slug, *where[:2]])


@allow(Perm.VISIT_RECORD)
def survey_check(request, project, pk, key, draft):
    """Everything that was answered, to look over and to save."""
    household, sheet, kind, running = _running(request, project, pk, key, draft)
    if running and running["saved"]:
        return redirect(_saved(project, household, running))
    if running is None:
        return _again(request, project, pk, key)
    form = HouseForm(posted(request))
    if form.is_valid():
        try:
            _record(request, project, household, kind, draft, running)
        except Refused as refused:
            for words in getattr(refused, "errors", {}).values() or [str(refused)]:
                form.add_error(None, words)
        else:
            drafts.keep(request, draft, saved=True, answers={})
            messages.success(request, f"Saved: {sheet.title}.")
            return redirect(_saved(project, household, running))
    rows = _rows(project, (pk, key, draft), sheet, running["answers"])
    context = {"household": household, "sheet": sheet, "form": form, "rows": rows, "draft": running}
    context["back"] = rows[-1]["url"] if rows else ""
    return render(request, "doorstep/survey_check.html", context)


def _record(request, project, household, kind, draft, running):
    visits = Visit.objects.visible_to(request.user, project).standing()
    visit = visits.filter(pk=running["visit"], household=household).first() if running["visit"] else None
    answers = questions.only_asked(
        kind.sheet(project, running["key"], running["version"]).schema, running["answers"]
    )
    kind.record(
        project=project, key=running["key"], version=running["version"], household=household, answers=answers, visit=visit,
        happened_at=drafts.happened_at(running), by=request.user, client_id=draft, how=running["how"],
        **({"wave": running["wave"]} if running["wave"] else {}),
    )  # fmt: skip


def _rows(project, where, sheet, answers):
    """One row of a summary list for each question that is asked, with the way to change it."""
    rows = []
    for number, page in enumerate(questions.pages(sheet.schema), 1):
        url = reverse("doorstep:survey_page", args=[project.slug, *where, number]) + "?check"
        for one in page:
            if one in questions.shown(sheet.schema, answers):
                said = questions.in_words(one, answers.get(one["key"])) or "Not answered"
                rows.append({"label": one["words"], "value": said, "url": url})
    return rows


def _saved(project, household, running):
    if running["visit"]:
        return reverse("doorstep:visit_saved", args=[project.slug, running["visit"]])
    return household.get_absolute_url()
