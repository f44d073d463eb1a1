"""Doors to home security surveys."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from hardening import actions, forms, wide
from hardening.models import Job, SecuritySurvey
from hardening.showing import gaps_shown
from households.views.answers import carried_out
from households.views.residents import home_of
from saferstreets.common import clock, questions
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.forms import HouseForm


@allow(Perm.JOB_REFER)
def survey_record(request, project, pk):
    """The survey at the desk, from notes or on the telephone; at the door the form runner asks the same questions."""
    home = home_of(request, project, pk)
    form = forms.SurveyForm(posted(request), initial={"happened_on": clock.today()})
    made = []

    def keep(**said):
        made.append(actions.record_survey(household=home, by=request.user, **said)[0])

    if carried_out(form, keep):
        return redirect(made[0])
    context = {
        "form": form, "title": "Home security survey", "caption": home.address, "back": home.get_absolute_url(), "back_label": "The home",
        "lead": "Ask, look and say what is there. Nothing here says who lives in the home.",
    }  # fmt: skip
    return render(request, "act.html", context)


@allow(Perm.HARDENING_SEE)
def survey(request, project, pk):
    """One survey: the WIDE score, what is wanting, every answer that is not about a person."""
    surveys = SecuritySurvey.objects.visible_to(request.user, project)
    found = get_object_or_404(
        surveys.select_related("household__street", "household__project", "recorded_by"), pk=pk
    )
    answers = found.answered
    context = {
        "survey": found, "household": found.household, "gaps": gaps_shown(found), "answers": _answers(answers),
        "must_get_out": wide.guarded(answers), "may_withdraw": request.user.can(Perm.JOB_SPECIFY, project) and not found.withdrawn_at,
        "points": [(name, getattr(found, column)) for name, column in POINTS],
        "jobs": Job.objects.visible_to(request.user, project).filter(household=found.household).order_by("-id"),
    }  # fmt: skip
    return render(request, "hardening/survey.html", context)


POINTS = (
    ("Windows locked", "windows"),
    ("Indoor light on a timer", "interior"),
    ("Doors deadlocked", "doors"),
    ("Outdoor light on a sensor", "external"),
)


def _answers(answers):
    """(question, answer in words) of what was asked, sensitive questions left out."""
    shown = [question for question in questions.shown(wide.SCHEMA, answers) if not question.get("sensitive")]
    words = {
        question["key"]: {one["key"]: one["words"] for one in questions.choices_of(question)}
        for question in shown
    }
    return [
        (question["words"], words[question["key"]].get(answers.get(question["key"]), ""))
        for question in shown
    ]


@allow(Perm.JOB_SPECIFY)
def survey_withdraw(request, project, pk):
    """It was recorded in error."""
    surveys = SecuritySurvey.objects.visible_to(request.user, project).select_related("household__street")
    found = get_object_or_404(surveys, pk=pk)
    return ask_and_do(
        request, form=HouseForm(posted(request)), action=actions.withdraw_survey, title="Withdraw this survey?", warning=True,
        lead="It stays readable and no longer counts.", caption=found.household.address, done="The survey is withdrawn.",
        back=reverse("hardening:survey", args=[project.slug, found.pk]), label="The survey", survey_id=found.pk, by=request.user,
    )  # fmt: skip
