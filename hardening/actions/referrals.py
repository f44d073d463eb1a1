"""Putting a home on the list, keeping it in reserve, and taking it off."""

from django.db import transaction

from accounts.actions import record_event
from hardening import rules
from hardening.actions.money import release_order
from hardening.actions.moving import JobRefused, locked, locked_home, move_job, need_of
from hardening.choices import AppointmentOutcome, JobStatus
from hardening.models import Appointment, Job, JobLine, SecuritySurvey
from saferstreets.common import clock


@transaction.atomic
def refer_home(
    *, project, household, referred_by, agreed_on, by, other_reason="", access_note="", domestic_abuse=False, reserve=False
):  # fmt: skip
    """Put a home on the list. A home surveyed before begins as surveyed. Returns the job.

    Raises JobRefused for a home of another project, one that qualifies on no reading, one that is on the list already, one closed
    to visits, and where domestic abuse is behind it: then nothing is written, so that no list can say so.
    """
    if domestic_abuse:
        raise JobRefused(rules.REFER_NOT_FIT)
    home = locked_home(household.pk)
    if home.project_id != project.pk:
        raise JobRefused("This home belongs to another project.")
    if home.closed_on:
        raise JobRefused("This home asked not to be visited again. Record a new occupier first.")
    if Job.objects.filter(project=project, household=home).in_status(*rules.IN_SPECIFICATION).exists():
        raise JobRefused("This home is on the list already: open its job.")
    today = clock.today()
    need = need_of(home, today)
    qualifies, words = rules.eligibility(need, other_reason)
    if not qualifies:
        raise JobRefused(words)
    job = Job.objects.create(
        project=project, household=home, street=home.street, referred_on=today, referred_by=referred_by, victim=need.victim,
        vulnerable=need.vulnerable, other_reason=other_reason, priority=rules.priority(need, today)[0], agreed_on=agreed_on,
        access_note=access_note, reserve=reserve, recorded_by=by, due_on=rules.due_on(JobStatus.REFERRED, today),
    )  # fmt: skip
    record_event(by=by, verb="job.refer", subject=job, fields=["household", "referred_by", "agreed_on"])
    survey = SecuritySurvey.objects.filter(project=project).latest_of(home.pk)
    if survey:
        move_job(job, rules.SURVEY, by=by, day=today, wide_before=survey.wide)
    return job


@transaction.atomic
def set_reserve(*, job_id, reserve, by):
    """Keep a job back until money is found, or bring it forward. Only before it is ordered."""
    job = locked(job_id)
    if job.status not in rules.WAITING:
        raise JobRefused("It is ordered already, so it cannot be kept in reserve.")
    if job.reserve != reserve:
        job.reserve = reserve
        job.save(update_fields=["reserve"])
        record_event(by=by, verb="job.reserve", subject=job, fields=["reserve"])
    return job


@transaction.atomic
def agree_again(*, job_id, agreed_on, by):
    """Whoever lives there now has agreed to the work; it may go on."""
    job = locked(job_id)
    if job.status not in rules.CANCEL.sources:
        raise JobRefused("The work is done or called off, so there is nothing to agree to.")
    if agreed_on > clock.today():
        raise JobRefused("They cannot have agreed on a day that is still to come.")
    job.agreed_on = agreed_on
    job.save(update_fields=["agreed_on"])
    record_event(by=by, verb="job.agree", subject=job, fields=["agreed_on"])
    return job


def decline_job(*, job_id, reason, by):
    """The resident no longer wants it. Raises MoveRefused once it is fitted."""
    return _leave(job_id, rules.DECLINE, reason, by)


def cancel_job(*, job_id, reason, by):
    """The office calls it off. An order is cancelled with it and its commitment given back."""
    return _leave(job_id, rules.CANCEL, reason, by)


@transaction.atomic
def _leave(job_id, move, reason, by):
    if not reason.strip():
        raise JobRefused("Say why.")
    job, today = locked(job_id), clock.today()
    move_job(job, move, by=by, day=today, reason=reason, ended_on=today, reserve=False)
    JobLine.objects.filter(project_id=job.project_id, job=job).standing().update(
        dropped_on=today, dropped_reason=move.target.label
    )
    Appointment.objects.filter(project_id=job.project_id, job=job).standing().update(
        outcome=AppointmentOutcome.CALLED_OFF, reason=reason
    )
    release_order(job=job, reason=reason, by=by)
    return job
