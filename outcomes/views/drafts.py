"""Doors to a questionnaire in the making."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from outcomes import actions
from outcomes.forms import BeginForm, QuestionForm, UseForm
from outcomes.models import QuestionnaireDraft
from outcomes.views.surveys import as_asked
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.workflow import Refused


def _draft(request, project, pk):
    drafts = QuestionnaireDraft.objects.visible_to(request.user, project).select_related("project")
    return get_object_or_404(drafts, pk=pk)


@allow(Perm.SURVEY_SET)
def draft_begin(request, project):
    """Begin a questionnaire, or the next version of one."""
    form = BeginForm(posted(request), project=project)
    if form.is_valid():
        made, new = actions.begin_draft(project=project, by=request.user, **form.named)
        if not new:
            messages.success(request, "Somebody has begun this one. Go on where they stopped.")
        return redirect(made)
    return render(
        request,
        "act.html",
        {
            "form": form,
            "title": "Make a questionnaire",
            "back": reverse("outcomes:survey_list", args=[project.slug]),
        },
    )


@allow(Perm.SURVEY_SET)
def draft(request, project, pk):
    """The questions so far, and what can be done with each."""
    found = _draft(request, project, pk)
    asked = [as_asked(one) for one in found.questions]
    return render(request, "outcomes/draft.html", {"draft": found, "questions": asked})


def _question(request, project, pk, title, done, number=None):
    found = _draft(request, project, pk)
    asked = found.questions
    if number is not None and not 1 <= number <= len(asked):
        return redirect(found)
    before = asked if number is None else asked[: number - 1]
    form = QuestionForm(
        posted(request), before=before, taken=asked, question=asked[number - 1] if number else None
    )
    return ask_and_do(
        request, form=form, action=actions.set_question, title=title, caption=found.title, back=found, done=done, draft_id=found.pk,
        number=number, by=request.user,
    )  # fmt: skip


@allow(Perm.SURVEY_SET)
def draft_question_add(request, project, pk):
    """One more question."""
    return _question(request, project, pk, "Add a question", "The question is added.")


@allow(Perm.SURVEY_SET)
def draft_question(request, project, pk, number):
    """Change one question."""
    return _question(request, project, pk, f"Question {number}", "The question is changed.", number)


def _step(request, project, pk, action, done, **details):
    """A button of the draft's page; looked at by its address alone, it leads there."""
    found = _draft(request, project, pk)
    if request.method == "POST":
        try:
            action(draft_id=found.pk, by=request.user, **details)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
    return redirect(found)


@allow(Perm.SURVEY_SET)
def draft_move(request, project, pk, number):
    """One place up."""
    return _step(
        request, project, pk, actions.move_question, "The question stands one place higher.", number=number
    )


@allow(Perm.SURVEY_SET)
def draft_remove(request, project, pk, number):
    """Take one question out."""
    return _step(request, project, pk, actions.remove_question, "The question is taken out.", number=number)


@allow(Perm.SURVEY_SET)
def draft_use(request, project, pk):
    """Ask it from a day on."""
    found = _draft(request, project, pk)
    return ask_and_do(
        request, form=UseForm(posted(request)), action=actions.put_in_use, title="Put it in use", caption=found.title, back=found,
        lead="From then on it is asked as it is now. A change is a new version; answers stay with the questions they were given to.",
        done="The questionnaire is in use.", leads_to=reverse("outcomes:survey_list", args=[project.slug]), draft_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.SURVEY_SET)
def draft_discard(request, project, pk):
    """Throw the draft away."""
    found = _draft(request, project, pk)
    if request.method == "POST":
        actions.throw_away_draft(draft_id=found.pk, by=request.user)
        messages.success(request, "The draft is gone.")
        return redirect("outcomes:survey_list", project.slug)
    return render(request, "outcomes/draft_discard.html", {"draft": found})
