"""What is to be fitted: lines with their guard, the proposal of a survey, and a Crime Prevention Officer's approval."""

from django.db import transaction

from accounts.actions import record_event
from accounts.permissions import Perm
from hardening import rules, wide
from hardening.actions.moving import JobRefused, locked, move_job, must_get_out
from hardening.choices import JobStatus
from hardening.models import JobLine, Measure, SecuritySurvey
from households.choices import LandlordKind, Tenure
from saferstreets.common import clock
from saferstreets.common.workflow import MoveRefused, check_move

RENTED = (Tenure.PRIVATE_RENTED, Tenure.SOCIAL_RENTED)


class WouldTrap(JobRefused):
    """The egress guard: this lock needs a key from inside, where people must get out without one."""


@transaction.atomic
def add_line(*, job_id, measure, place, by, quantity=1, override_reason=""):
    """Specify one measure at one place. Returns the line.

    Raises WouldTrap where the guard stops it (a Crime Prevention Officer overrides with a sentence), and JobRefused for a measure of
    another project, one no longer used, and one that is ordered or fitted at this place already.
    """
    job = locked(job_id)
    _refuse_unless_open(job)
    if measure.project_id != job.project_id or measure.retired_on:
        raise JobRefused("This measure is not in the catalogue of this project.")
    if JobLine.objects.filter(
        project_id=job.project_id, household_id=job.household_id, measure=measure, place=place
    ).standing().exists():  # fmt: skip
        raise JobRefused("This measure is already specified, ordered or fitted at this place of the home.")
    guarded = must_get_out(job.household)
    refusal = rules.egress_refusal(measure.key_inside, guarded)
    if refusal:
        _check_override(refusal, override_reason, by, job.project)
    line = JobLine.objects.create(
        project_id=job.project_id, job=job, household_id=job.household_id, measure=measure, place=place, quantity=quantity,
        unit_cost_pence=measure.unit_cost_pence, fit_minutes=measure.fit_minutes, key_inside=measure.key_inside, guarded=guarded,
        override_reason=override_reason if refusal else "", overridden_by=by if refusal else None,
        consent=consent_at(job.household, measure),
    )  # fmt: skip
    record_event(
        by=by, verb="job_line.add", subject=line, fields=["measure", "place", "quantity", "override_reason"]
    )
    return line


def _check_override(refusal, override_reason, by, project):
    if not override_reason.strip():
        raise WouldTrap(refusal)
    if not by.can(Perm.JOB_APPROVE, project):
        raise WouldTrap("Only a Crime Prevention Officer may say that this lock is fitted all the same.")


def consent_at(household, measure):
    """The consent that a line for this measure starts with at this home."""
    landlord = household.landlord
    return rules.consent_needed(
        needs_drilling=measure.needs_drilling,
        rented=bool(landlord) or household.tenure in RENTED,
        social=household.tenure == Tenure.SOCIAL_RENTED
        or bool(landlord and landlord.kind == LandlordKind.SOCIAL),
    )


def _refuse_unless_open(job):
    if job.status not in (JobStatus.SURVEYED,):
        raise MoveRefused(
            f"The specification can be changed while the job is “surveyed”; it is “{job.get_status_display().lower()}”."
        )


@transaction.atomic
def drop_line(*, line_id, reason, by):
    """Take a line off the specification before it is approved."""
    line = JobLine.objects.select_related("measure").get(pk=line_id)
    job = locked(line.job_id)
    _refuse_unless_open(job)
    line.refresh_from_db()
    if line.dropped_on:
        raise JobRefused("This line has been taken off already.")
    line.dropped_on, line.dropped_reason = clock.today(), reason or "Taken off the specification"
    line.save(update_fields=["dropped_on", "dropped_reason"])
    record_event(by=by, verb="job_line.drop", subject=line, fields=["dropped_on", "dropped_reason"])
    return line


def proposed(job):
    """What the last survey proposes and is not specified yet: [(measure, place)]. Reads only."""
    survey = SecuritySurvey.objects.filter(project_id=job.project_id).latest_of(job.household_id)
    if survey is None:
        return []
    catalogue = list(Measure.objects.filter(project_id=job.project_id).in_use())
    chosen = wide.proposal(wide.gaps(survey.answered), catalogue, must_get_out(job.household))
    lines = JobLine.objects.filter(project_id=job.project_id, household_id=job.household_id).standing()
    there = {(line.measure.closes, line.place) for line in lines.select_related("measure")}
    return [(measure, place) for measure, place in chosen if (measure.closes, place.value) not in there]


@transaction.atomic
def take_proposal(*, job_id, by):
    """Specify everything that the survey proposes. Returns the lines added."""
    job = locked(job_id)
    _refuse_unless_open(job)
    return [add_line(job_id=job.pk, measure=measure, place=place, by=by) for measure, place in proposed(job)]


@transaction.atomic
def specify_job(*, job_id, by):
    """Send the specification to a Crime Prevention Officer. Raises JobRefused for an empty one."""
    job = locked(job_id)
    check_move(rules.SPECIFY, job.status)
    if not JobLine.objects.filter(project_id=job.project_id, job=job).standing().exists():
        raise JobRefused("There is nothing in the specification yet. Add a measure first.")
    return move_job(job, rules.SPECIFY, by=by, day=clock.today(), reason="")


@transaction.atomic
def approve_job(*, job_id, by):
    """A Crime Prevention Officer agrees. Two at once: the second reads that it is approved already.

    The guard is asked again, as a note may have been made since: a lock without an override stops the approval (WouldTrap).
    """
    job = locked(job_id)
    check_move(rules.APPROVE, job.status)
    lines = JobLine.objects.filter(project_id=job.project_id, job=job, key_inside=True).standing()
    if must_get_out(job.household):
        if lines.filter(override_reason="").exists():
            raise WouldTrap(rules.egress_refusal(True, True))
        lines.update(guarded=True)
    today = clock.today()
    return move_job(job, rules.APPROVE, by=by, day=today, approved_by=by, approved_on=today)


@transaction.atomic
def send_back(*, job_id, reason, by):
    """The specification is not right yet; the reason stands on the job until it is sent again."""
    if not reason.strip():
        raise JobRefused("Say what is to be changed.")
    return move_job(locked(job_id), rules.SEND_BACK, by=by, day=clock.today(), reason=reason)
