"""Appointments, and what the fitter, by the phone or through the desk, says of the day."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from evidence.actions import keep_document
from hardening import rules
from hardening.actions.money import change_order, held_by, receive_work
from hardening.actions.moving import JobRefused, locked, move_job, nobody_left
from hardening.choices import AppointmentOutcome, JobStatus, OrderChangeKind, SignOff
from hardening.models import Appointment, JobLine, JobPhoto
from saferstreets.common import clock
from saferstreets.common.workflow import check_move

MOST_PHOTOS = 12


@transaction.atomic
def book_job(*, job_id, fitter, on_day, window, by):
    """Promise a fitter to the door on a day; a standing appointment moves. Returns the appointment.

    Raises JobRefused where any check of the firm or the fitter ends before that day, for a fitter of another firm or project, a day
    gone by, and a home whose people have moved out.
    """
    job = locked(job_id)
    check_move(rules.BOOK, job.status)
    if on_day < clock.today():
        raise JobRefused("An appointment cannot be made for a day gone by.")
    if (
        fitter.project_id != job.project_id
        or (job.firm_id and fitter.firm_id != job.firm_id)
        or fitter.left_on
    ):
        raise JobRefused("This fitter does not work for the firm that has the order.")
    problems = rules.clearance_problems(rules.FIRM_KINDS, held_by(fitter.firm.clearances), on_day)
    problems += rules.clearance_problems(rules.FITTER_KINDS, held_by(fitter.clearances), on_day)
    refusal = " ".join(problems) or nobody_left(job)
    if refusal:
        raise JobRefused(f"Not on {on_day:%-d %B %Y}. {refusal}" if problems else refusal)
    standing = Appointment.objects.filter(project_id=job.project_id, job=job).standing()
    standing.update(outcome=AppointmentOutcome.MOVED)
    move_job(job, rules.BOOK, by=by, day=on_day, reason="")
    appointment = Appointment.objects.create(
        project_id=job.project_id,
        job=job,
        fitter=fitter,
        on_day=on_day,
        window=window,
        made_by=by,
        made_at=timezone.now(),
    )
    record_event(by=by, verb="appointment.make", subject=appointment, fields=["fitter", "on_day", "window"])
    return appointment


@transaction.atomic
def remind_resident(*, appointment_id, by):
    """Write down that the resident was reminded today."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment_id)
    if appointment.outcome:
        raise JobRefused("This appointment no longer stands.")
    appointment.reminded_on = clock.today()
    appointment.save(update_fields=["reminded_on"])
    record_event(by=by, verb="appointment.remind", subject=appointment, fields=["reminded_on"])
    return appointment


def _standing(job):
    return (
        Appointment.objects.filter(project_id=job.project_id, job=job)
        .standing()
        .select_related("fitter")
        .first()
    )


@transaction.atomic
def record_no_access(*, job_id, reason, by):
    """Nobody opened, or the work could not begin. by: None through the fitter's link. The office books again or cancels."""
    if not reason.strip():
        raise JobRefused("Say why it could not be done.")
    job = locked(job_id)
    check_move(rules.NO_ACCESS, job.status)
    appointment = _standing(job)
    move_job(job, rules.NO_ACCESS, by=by, day=clock.today(), reason=reason)
    appointment.outcome, appointment.reason = AppointmentOutcome.NO_ACCESS, reason
    appointment.save(update_fields=["outcome", "reason"])
    return job


@transaction.atomic
def record_fit(*, job_id, on, fitted_line_ids, sign_off, by, note=""):
    """The work is done. fitted_line_ids: the lines that were fitted; the others are varied off the order, and the note says why.

    on: local date of the fitting. by: None through the fitter's link. A fixed line whose landlord has not agreed, or agrees no longer,
    cannot be fitted. Raises JobRefused for nothing fitted: that is no access.
    """
    job = locked(job_id)
    check_move(rules.FIT, job.status)
    if not job.ordered_on <= on <= clock.today():
        raise JobRefused("The fitting was between the day of the order and today.")
    lines = list(JobLine.objects.filter(project_id=job.project_id, job=job).ready())
    fitted = [line for line in lines if line.pk in set(fitted_line_ids)]
    left = [line for line in lines if line not in fitted]
    if not fitted:
        raise JobRefused("Tick what was fitted. If nothing could be fitted, record that instead and say why.")
    if (left or sign_off == SignOff.NOT_CONTENT) and not note.strip():
        raise JobRefused("Say why something was not fitted, or why the resident is not content.")
    appointment = _standing(job)
    move_job(
        job, rules.FIT, by=by, day=on, fitted_on=on, fitter=appointment.fitter, sign_off=sign_off,
        fit_note=note, days_to_fit=max(0, (on - job.referred_on).days), fitted_pence=sum(line.cost_pence for line in fitted),
    )  # fmt: skip
    appointment.outcome = AppointmentOutcome.KEPT
    appointment.save(update_fields=["outcome"])
    _close_lines(fitted, left, note)
    receive_work(job=job, unfitted_pence=sum(line.cost_pence for line in left), day=on, by=by)
    return job


def _close_lines(fitted, left, note):
    JobLine.objects.filter(pk__in=[line.pk for line in fitted]).update(fitted=True)
    JobLine.objects.filter(pk__in=[line.pk for line in left]).update(
        dropped_on=clock.today(), dropped_reason=f"Could not be fitted: {note}"[:200]
    )


@transaction.atomic
def add_photo(*, job_id, stage, content, by):
    """Keep a photograph of the work, made anew so that nothing but the picture survives. by: None through the fitter's link.

    Raises JobRefused past 12 photographs, DocumentRefused for what is no picture.
    """
    job = locked(job_id)
    if job.photos.count() >= MOST_PHOTOS:
        raise JobRefused(f"There are {MOST_PHOTOS} photographs of this job already.")
    if content.startswith(b"%PDF-"):
        raise JobRefused("Choose a photograph, not a PDF.")
    document = keep_document(project=job.project, title=f"Job {job.pk}, {stage}", content=content, by=by)
    photo = JobPhoto.objects.create(project=job.project, job=job, stage=stage, document=document)
    record_event(by=by, verb="job_photo.add", subject=photo, fields=["stage", "document"])
    return photo


def drop_ordered(*, line, reason, by):
    """Take a line that may no longer be fitted off a job, off its order too. Called with the job held."""
    job = line.job
    line.dropped_on, line.dropped_reason = clock.today(), reason
    line.save(update_fields=["dropped_on", "dropped_reason", "consent", "consent_on", "consent_document"])
    if job.status in (JobStatus.ORDERED, JobStatus.BOOKED, JobStatus.NO_ACCESS):
        change_order(
            job_id=job.pk, kind=OrderChangeKind.VARIATION, net_pence=-line.cost_pence, reason=reason, by=by
        )
    record_event(by=by, verb="job_line.drop", subject=line, fields=["dropped_on", "dropped_reason"])
