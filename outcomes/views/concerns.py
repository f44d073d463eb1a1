"""Doors to what residents said: raised, passed on, answered, told."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from outcomes import actions, rules
from outcomes.forms import AnswerForm, PassForm, RaiseForm, SayAgainForm, TakeBackForm, TellForm
from outcomes.models import Concern
from outcomes.views.parts import parts
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.workflow import open_moves

ON_A_PAGE = 50


def concern_of(request, project, pk):
    """The concern, if this person may see it."""
    return get_object_or_404(Concern.objects.visible_to(request.user, project).for_list(), pk=pk)


@allow(Perm.CONCERN_SEE)
def concern_list(request, project):
    """What residents said, who waits first; for those who answer, what was passed to them."""
    concerns = Concern.objects.visible_to(request.user, project).for_list()
    page, today = Paginator(concerns, ON_A_PAGE).get_page(request.GET.get("page")), clock.today()
    context = {
        "parts": parts(request, project, "outcomes:concern_list"),
        "page": page,
        "rows": [(one, one.is_late_on(today)) for one in page],
        "may_keep": request.user.can(Perm.CONCERN_KEEP, project),
    }
    return render(request, "outcomes/concern_list.html", context)


@allow(Perm.CONCERN_SEE)
def concern(request, project, pk):
    """One concern: what was said, who has it, what was done, whether the street knows."""
    found = concern_of(request, project, pk)
    moves = {
        move.name
        for move in open_moves(rules.MOVES, found.status, lambda right: request.user.can(right, project))
    }
    keeps = request.user.can(Perm.CONCERN_KEEP, project)
    context = {
        "concern": found,
        "late": found.is_late_on(clock.today()),
        "may_pass": "pass" in moves,
        "may_answer": "done" in moves,
        "may_return": "return" in moves,
        "may_tell": keeps and found.answered_on and found.is_open,
        "may_add": keeps and found.is_open,
    }
    return render(request, "outcomes/concern.html", context)


@allow(Perm.CONCERN_KEEP)
def concern_add(request, project):
    """Write down what residents said."""
    back = reverse("outcomes:concern_list", args=[project.slug])
    return ask_and_do(
        request, form=RaiseForm(posted(request), project=project), action=actions.raise_concern, title="What did residents say?", back=back,
        done="It is written down. Pass it on to whoever can see to it.", project=project, by=request.user,
    )  # fmt: skip


def _about(request, project, pk, form, action, title, done, **details):
    """One step of one concern."""
    found = concern_of(request, project, pk)
    return ask_and_do(
        request, form=form(posted(request)), action=action, title=title, caption=str(found), back=found, done=done, concern_id=found.pk,
        by=request.user, **details,
    )  # fmt: skip


@allow(Perm.CONCERN_KEEP)
def concern_again(request, project, pk):
    """More homes said the same."""
    return _about(
        request, project, pk, SayAgainForm, actions.say_again, "More homes said so", "The homes are added."
    )


@allow(Perm.CONCERN_KEEP)
def concern_pass(request, project, pk):
    """Ask somebody to see to it."""
    return _about(
        request, project, pk, PassForm, actions.pass_concern, "Who can see to it?", "It is passed on."
    )


@allow(Perm.CONCERN_KEEP)
def concern_return(request, project, pk):
    """Take it back from whom it was passed to."""
    return _about(
        request, project, pk, TakeBackForm, actions.return_concern, "Take this back?", "It is taken back.",
        lead="It can then be passed on to somebody else.",
    )  # fmt: skip


@allow(Perm.CONCERN_ANSWER)
def concern_answer(request, project, pk):
    """Say what was done, or why it cannot be."""
    return _about(
        request, project, pk, AnswerForm, actions.answer_concern, "What was done?", "The answer is saved.",
        lead="Write it for the street: everybody may read it.",
    )  # fmt: skip


@allow(Perm.CONCERN_KEEP)
def concern_tell(request, project, pk):
    """Say that the street was told."""
    return _about(
        request, project, pk, TellForm, actions.tell_street, "Was the street told?", "It is told and closed."
    )
