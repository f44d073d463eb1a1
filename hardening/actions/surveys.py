"""Home security surveys, from the door or the desk, by one verb."""

import json

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from hardening import rules, wide
from hardening.actions.moving import JobRefused, locked, locked_home, move_job, need_of
from hardening.choices import JobStatus, Stage
from hardening.models import Job, SecuritySurvey
from saferstreets.common import clock, questions


class SurveyRefused(JobRefused):
    """The answers cannot be kept like this. `errors`: {key of the question: what is wrong}, where it is a question's."""

    def __init__(self, words, errors=None):
        super().__init__(words)
        self.errors = errors or {}


@transaction.atomic
def record_survey(*, household, answers, happened_on, by, client_id, visit=None):
    """Keep one survey and its WIDE points. Returns (survey, created); the same client_id again writes nothing.

    A home with fitted work is scored again: then it is a survey after the work, and the job takes its first such score. A referred
    job becomes surveyed. Raises SurveyRefused, question by question.
    """
    home = locked_home(household.pk)
    clean, errors = questions.validate(wide.SCHEMA, answers, today=happened_on)
    if errors:
        raise SurveyRefused("Some answers cannot be kept: " + "; ".join(errors.values()), errors)
    stored = SecuritySurvey.objects.filter(project_id=home.project_id, client_id=client_id).first()
    if stored:
        if (stored.household_id, stored.answered) != (home.pk, clean):
            raise SurveyRefused(
                "Another survey has been saved under this form already. Start again from the home."
            )
        return stored, False
    if happened_on > clock.today():
        raise SurveyRefused("A survey cannot have been made on a day that is still to come.")
    if visit and (visit.household_id != home.pk or visit.withdrawn_at):
        raise SurveyRefused("The visit is at another home or was withdrawn. Leave the visit out.")
    points = wide.score(clean)
    fitted = _fitted_before(home, happened_on)
    survey = SecuritySurvey.objects.create(
        project_id=home.project_id, household=home, visit=visit, client_id=client_id, stage=Stage.AFTER if fitted else Stage.BEFORE,
        answers=json.dumps(clean, ensure_ascii=False), windows=points.windows, interior=points.interior, doors=points.doors,
        external=points.external, wide=points.score, happened_on=happened_on, recorded_at=timezone.now(), recorded_by=by,
    )  # fmt: skip
    record_event(by=by, verb="survey.record", subject=survey, fields=["answers", "wide", "stage"])
    _score_again(fitted, survey) if fitted else _surveyed(home, survey, by)
    return survey, True


def _fitted_before(home, day):
    """The last job at this home whose work was fitted by `day`, or None."""
    jobs = Job.objects.filter(project_id=home.project_id, household=home, fitted_on__lte=day)
    return jobs.order_by("-fitted_on", "-id").first()


def _score_again(job, survey):
    if job.wide_after is None:
        job.wide_after = survey.wide
        job.save(update_fields=["wide_after"])


def _surveyed(home, survey, by):
    """The open job of the home takes the score, moves on when it waited for it, and is ranked afresh."""
    job = (
        Job.objects.filter(project_id=home.project_id, household=home)
        .in_status(*rules.IN_SPECIFICATION)
        .first()
    )
    if job is None:
        return
    today, job = clock.today(), locked(job.pk)
    job.wide_before, job.priority = survey.wide, rules.priority(need_of(home, today), today)[0]
    job.save(update_fields=["wide_before", "priority"])
    if job.status == JobStatus.REFERRED:
        move_job(job, rules.SURVEY, by=by, day=today)


@transaction.atomic
def withdraw_survey(*, survey_id, by):
    """Take back a survey recorded in error: it stays readable and no longer counts. The job keeps its place on the road."""
    survey = SecuritySurvey.objects.select_for_update().get(pk=survey_id)
    if survey.withdrawn_at:
        raise SurveyRefused("This survey has been withdrawn already.")
    survey.withdrawn_at = timezone.now()
    survey.save(update_fields=["withdrawn_at"])
    record_event(by=by, verb="survey.withdraw", subject=survey, fields=["withdrawn_at"])
    column = "wide_before" if survey.stage == Stage.BEFORE else "wide_after"
    standing = SecuritySurvey.objects.filter(
        project_id=survey.project_id, household_id=survey.household_id, stage=survey.stage
    ).standing()
    left = standing.order_by("-happened_on", "-id").first()
    Job.objects.filter(project_id=survey.project_id, household_id=survey.household_id).update(
        **{column: left.wide if left else None}
    )
    return survey


def withdraw_surveys_of(*, visit, by):
    """Take back what was surveyed at a visit that is withdrawn. Called by doorstep.actions.withdraw_visit, in its transaction."""
    surveys = SecuritySurvey.objects.filter(project_id=visit.project_id, visit=visit).standing()
    for survey in surveys:
        withdraw_survey(survey_id=survey.pk, by=by)
