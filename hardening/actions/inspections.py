"""Looking at finished work: the sample, the findings, snags back to the fitter, and closing."""

import random

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from hardening import rules
from hardening.actions.moving import JobRefused, locked, move_job
from hardening.choices import InspectionResult
from hardening.models import Inspection, Job, Snag
from saferstreets.common import clock
from saferstreets.common.workflow import check_move


@transaction.atomic
def draw_sample(*, project, by, per_fitter=None, seed=None):
    """Choose fitted jobs for inspection: all of them, or `per_fitter` of each fitter at random. Returns how many were added.

    seed: makes the draw repeatable. Jobs chosen before stay chosen and count towards a fitter's number.
    """
    fitted = Job.objects.filter(project=project)
    chosen = list(fitted.not_drawn().select_for_update(of=("self",)).order_by("id"))
    if per_fitter is not None:
        chosen = _some_of_each(chosen, fitted, per_fitter, random.Random(seed))
    Job.objects.filter(pk__in=[job.pk for job in chosen]).update(inspect=True)
    if chosen:
        record_event(by=by, verb="inspection.draw", subject=project, project=project, fields=["inspect"])
    return len(chosen)


def _some_of_each(jobs, fitted, number, dice):
    drawn = list(fitted.to_inspect().values_list("fitter_id", flat=True))
    found = []
    for fitter_id in sorted({job.fitter_id for job in jobs}):
        own = [job for job in jobs if job.fitter_id == fitter_id]
        found += dice.sample(own, min(len(own), max(0, number - drawn.count(fitter_id))))
    return found


@transaction.atomic
def inspect_job(*, job_id, inspected_on, by, findings="", snags=(), survey=None):
    """Record an inspection. Without snags the job is inspected; with any it goes back to the fitter, each with its last day.

    snags: sentences. survey: the survey after the work that belongs to it, if one was made. Returns the inspection.
    """
    job = locked(job_id)
    check_move(rules.SNAG if any(what.strip() for what in snags) else rules.INSPECT, job.status)
    snags = [what.strip() for what in snags if what.strip()]
    if not job.fitted_on <= inspected_on <= clock.today():
        raise JobRefused("The inspection was between the day of the fitting and today.")
    move_job(job, rules.SNAG if snags else rules.INSPECT, by=by, day=inspected_on, inspect=True)
    inspection = Inspection.objects.create(
        project_id=job.project_id, job=job, inspected_on=inspected_on, findings=findings, survey=survey, inspected_by=by,
        result=InspectionResult.SNAGS if snags else InspectionResult.PASSED, recorded_at=timezone.now(),
    )  # fmt: skip
    Snag.objects.bulk_create(
        Snag(project_id=job.project_id, job=job, inspection=inspection, what=what, found_on=inspected_on, due_on=job.due_on)
        for what in snags
    )  # fmt: skip
    return inspection


@transaction.atomic
def mend_snags(*, job_id, mended_on, by):
    """The fitter has put everything right; the work is looked at once more. by: None through the fitter's link."""
    job = locked(job_id)
    move_job(job, rules.MEND, by=by, day=mended_on, inspect=True)
    Snag.objects.filter(project_id=job.project_id, job=job).open().update(mended_on=mended_on)
    return job


@transaction.atomic
def close_job(*, job_id, by):
    """The work stands. A job drawn for inspection has to be inspected first; one that nobody drew may be closed as it is."""
    job = locked(job_id)
    if job.inspect and job.status in rules.INSPECT.sources:
        raise JobRefused("This job was drawn for inspection. Record the inspection first.")
    return move_job(job, rules.CLOSE, by=by, day=clock.today(), closed_on=clock.today())
