"""Doors to questionnaires and answers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from outcomes import actions
from outcomes.forms import WithdrawForm
from outcomes.models import Questionnaire, QuestionnaireDraft, Response
from outcomes.views.parts import parts
from saferstreets.common import clock, questions
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused

ON_A_PAGE = 50


@allow(Perm.SURVEY_SEE)
def survey_list(request, project):
    """What residents are asked, version by version, and how often they have answered."""
    seen = Questionnaire.objects.visible_to(request.user, project)
    in_use = set(seen.in_use_on(clock.today()).values_list("pk", flat=True))
    may_set = request.user.can(Perm.SURVEY_SET, project)
    context = {
        "parts": parts(request, project, "outcomes:survey_list"),
        "drafts": QuestionnaireDraft.objects.visible_to(request.user, project) if may_set else [],
        "may_set": may_set,
        "surveys": [(one, one.pk in in_use) for one in seen.for_list()],
        "may_draft": may_set and not seen.filter(key=actions.DRAFT_KEY).exists(),
    }
    return render(request, "outcomes/survey_list.html", context)


@allow(Perm.SURVEY_SET)
def survey_draft(request, project):
    """Put the office's own draft of the survey of concerns in use from today."""
    if request.method == "POST":
        actions.add_draft_survey(project=project, from_on=clock.today(), by=request.user)
        messages.success(request, "The draft survey of concerns is in use from today.")
        return redirect("outcomes:survey_list", project.slug)
    return render(request, "outcomes/survey_draft.html")


@allow(Perm.SURVEY_SEE)
def survey(request, project, pk):
    """One version: its questions, and who answered when."""
    found = get_object_or_404(Questionnaire.objects.visible_to(request.user, project), pk=pk)
    answered = Response.objects.visible_to(request.user, project).filter(questionnaire=found)
    context = {
        "survey": found,
        "questions": [as_asked(one) for one in found.questions["questions"]],
        "page": Paginator(answered.for_list(), ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "outcomes/survey.html", context)


def as_asked(question):
    """A question with its choices in words, and whether it is asked of everybody."""
    choices = [one["words"] for one in questions.choices_of(question)]
    if question["kind"] == "scale":
        steps = range(question["least"], question["most"] + 1)
        choices = [f"{step} {questions.step_words(question, step)}".strip() for step in steps]
    kind = {"text": "Words", "number": "A number", "date": "A day"}.get(question["kind"], "")
    return {
        "question": question,
        "choices": choices,
        "kind": kind,
        "sometimes": bool(question.get("shown_if")),
    }


def _response(request, project, pk):
    responses = Response.objects.visible_to(request.user, project).for_list().select_related("withdrawn_by")
    return get_object_or_404(responses, pk=pk)


@allow(Perm.SURVEY_SEE)
def response(request, project, pk):
    """What was answered once."""
    found = _response(request, project, pk)
    answers = found.answered
    rows = [
        {"label": one["words"], "value": questions.in_words(one, answers.get(one["key"])) or "Not answered"}
        for one in questions.shown(found.questionnaire.questions, answers)
    ]
    may = request.user.can(Perm.VISIT_WITHDRAW, project) and not found.withdrawn_at
    return render(request, "outcomes/response.html", {"response": found, "rows": rows, "may_withdraw": may})


@allow(Perm.SURVEY_SEE)
def response_withdraw(request, project, pk):
    """Take back answers recorded in error, with the reason."""
    found = _response(request, project, pk)
    form = WithdrawForm(posted(request))
    if form.is_valid():
        try:
            actions.withdraw_response(response_id=found.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The answers are withdrawn. They no longer count.")
            return redirect(found)
    return render(request, "outcomes/response_withdraw.html", {"response": found, "form": form})
