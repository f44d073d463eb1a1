"""The update from the first draft to the issued paper."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from reports import actions, rules
from reports.choices import SectionKey
from reports.forms import CorrectionForm, NarrativeForm, ReasonForm, ReviewForm, UpdateForm
from reports.models import Update
from reports.queries import others_with
from saferstreets.common import clock, figures
from saferstreets.common.answers import carried_out, posted
from saferstreets.common.periods import Period
from saferstreets.common.workflow import Refused, open_moves

MOVE_PAGES = {
    rules.SUBMIT: "reports:update_submit",
    rules.REVIEW: "reports:update_review",
    rules.RETURN: "reports:update_return",
    rules.ISSUE: "reports:update_issue",
}


def found(request, project, pk):
    """The update with its people, without the paper itself; 404 where it does not exist for this person."""
    updates = Update.objects.visible_to(request.user, project).light()
    return get_object_or_404(
        updates.select_related(
            "project__lead_body", "prepared_by", "reviewed_by", "approved_by", "supersedes"
        ),
        pk=pk,
    )


@allow(Perm.UPDATE_READ)
def update_list(request, project):
    """Issued updates for every reader; drafts for those who may see them."""
    seen = list(Update.objects.visible_to(request.user, project).for_list())
    context = {
        "issued": [update for update in seen if update.is_issued],
        "drafts": [update for update in seen if not update.is_issued],
        "may_write": request.user.can(Perm.UPDATE_WRITE, project),
        "sees_drafts": request.user.can(Perm.UPDATE_DRAFT_SEE, project),
    }
    return render(request, "reports/update_list.html", context)


@allow(Perm.UPDATE_WRITE)
def update_new(request, project):
    """Choose the period and begin."""
    last = Update.objects.filter(project=project).current().order_by("as_at").light().last()
    start = rules.first_day(project.starts_on, last.as_at if last else None)
    initial = {"start": start, "end": rules.last_day(start, clock.today())}
    form = UpdateForm(posted(request), project=project, initial=initial)
    if form.is_valid():
        try:
            begun = actions.draft_update(
                project=project,
                starts_on=form.cleaned_data["start"],
                as_at=form.cleaned_data["end"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("reports:update_edit", project.slug, begun.pk)
    return render(request, "reports/update_new.html", {"form": form})


@allow(Perm.UPDATE_READ)
def update(request, project, pk):
    """One update: what it is, its papers, and what may be done with it now."""
    shown = found(request, project, pk)
    moves = open_moves(rules.MOVES, shown.status, lambda right: request.user.can(right, project))
    waits_for, others = _waits_for(shown, request.user, moves)
    context = {
        "update": shown,
        "waits_for": waits_for,
        "correction": shown.corrections.issued().light().select_related("project").first(),
        "moves": [(move.label, MOVE_PAGES[move]) for move in moves if move != others],
        "writable": shown.status in rules.WRITABLE and request.user.can(Perm.UPDATE_WRITE, project),
        "correctable": request.user.can(Perm.UPDATE_WRITE, project)
        and Update.objects.filter(pk=pk).current().exists(),
        "reference": rules.short(shown.frozen_sha256),
        "sees_draft": request.user.can(Perm.UPDATE_DRAFT_SEE, project),
        "has_before": bool(
            shown.supersedes or Update.objects.filter(project=project).last_before(shown.as_at)
        ),
    }
    return render(request, "reports/update.html", context)


def _waits_for(shown, user, moves):
    """In place of a button: (that this person may not review or approve, and who may; which move it is); ("", None) for a second person."""
    for move in rules.SECOND_PERSON:
        if move in moves and (refusal := actions.why_not(move, shown, user)):
            return f"{refusal} {rules.who_may(others_with(move.needs, shown))}", move
    return "", None


@allow(Perm.UPDATE_WRITE)
def update_edit(request, project, pk):
    """The words, one box a heading, beside the figures that fill themselves."""
    shown = found(request, project, pk)
    if shown.status not in rules.WRITABLE:
        return redirect(shown)
    form = NarrativeForm(
        posted(request),
        sections=shown.sections.select_related("edited_by"),
    )
    theirs = {}
    if form.is_valid():
        try:
            actions.write_sections(update_id=pk, texts=form.texts(), seen=form.seen(), by=request.user)
        except actions.TextsDiffer as differ:
            form, theirs = form.showing(differ.theirs), differ.theirs
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The words are saved.")
            return redirect(shown)
    both = [(SectionKey(key).label, text, who) for key, (text, who) in theirs.items()]
    numbers = _numbers(project, shown.period)
    return render(
        request,
        "reports/update_edit.html",
        {"form": form, "update": shown, "theirs": both, "numbers": numbers},
    )


def _numbers(project, period):
    whole = Period(project.starts_on, period.end)
    return [
        (found.label, found.value(project, period), found.value(project, whole))
        for found in figures.printed_figures()
    ]


@allow(rules.SUBMIT.needs)
def update_submit(request, project, pk):
    """Ask, then send for review."""
    return _confirmed(
        request,
        found(request, project, pk),
        actions.submit_update,
        "reports/update_submit.html",
        "The update waits for its review.",
    )


@allow(rules.REVIEW.needs)
def update_review(request, project, pk):
    """A second person has read it, and says what was checked."""
    shown = found(request, project, pk)
    form = ReviewForm(posted(request))
    if carried_out(form, actions.review_update, update_id=pk, by=request.user):
        messages.success(request, "The review is recorded. The update waits for approval.")
        return redirect(shown)
    return render(request, "reports/update_review.html", {"form": form, "update": shown})


@allow(rules.RETURN.needs)
def update_return(request, project, pk):
    """Send it back with the reason."""
    shown = found(request, project, pk)
    form = ReasonForm(posted(request))
    if carried_out(form, actions.return_update, update_id=pk, by=request.user):
        messages.success(request, "The update is back with its writer.")
        return redirect(shown)
    return render(request, "reports/update_return.html", {"form": form, "update": shown})


@allow(rules.ISSUE.needs)
def update_issue(request, project, pk):
    """A second person sees what will be frozen, and issues it."""
    return _confirmed(
        request,
        found(request, project, pk),
        actions.issue_update,
        "reports/update_issue.html",
        "The update is issued.",
    )


@allow(Perm.UPDATE_WRITE)
def update_discard(request, project, pk):
    """Ask, then throw a draft away."""
    return _confirmed(
        request,
        found(request, project, pk),
        actions.discard_update,
        "reports/update_discard.html",
        "The draft is thrown away.",
        "reports:update_list",
    )


@allow(Perm.UPDATE_WRITE)
def update_correct(request, project, pk):
    """Begin the correction of an issued update."""
    shown = found(request, project, pk)
    form = CorrectionForm(posted(request))
    if form.is_valid():
        try:
            begun = actions.correct_update(update_id=pk, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("reports:update_edit", project.slug, begun.pk)
    return render(request, "reports/update_correct.html", {"form": form, "update": shown})


def _confirmed(request, shown, action, template, done, afterwards=None):
    """The page that asks before a move; a refusal is printed on it."""
    refusal = ""
    if request.method == "POST":
        try:
            action(update_id=shown.pk, by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, done)
            return redirect(afterwards, shown.project.slug) if afterwards else redirect(shown)
    return render(request, template, {"update": shown, "refusal": refusal})
