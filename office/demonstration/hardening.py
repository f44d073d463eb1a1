"""Target hardening as an office would have it in the middle of delivery, invented: firms, people, prices, jobs at every stage.

What the paper says stands: the fitters were found, vetted, DBS checked and on the procurement system before September 2021. Who they
are, what a lock costs and which home got one is invented and looks it. Every job goes down its road by the verbs of the pages, each on
the day it is told for.
"""

import uuid
from contextlib import contextmanager

from django.conf import settings
from django.db import transaction

from grants.actions import add_budget_line
from grants.choices import CostCategory, Nature
from grants.models import BudgetLine, Deliverable
from hardening import actions
from hardening.choices import ClearanceKind as Check
from hardening.choices import CocoonOutcome, ReferredBy, SignOff, Window
from hardening.models import Cocoon, FittingFirm, JobLine
from households.actions import set_landlord
from households.choices import Tenure
from households.models import BurglaryRecord, Household, Landlord, Vulnerability
from office.demonstration.locks import (
    A_DAY,
    AFTER,
    ALLOCATED,
    CATALOGUE,
    DAYS_AGO,
    FIRMS,
    FOUND,
    ROAD,
    STAGES,
    STATED_IN,
)


def there(project):
    """Has this been loaded into `project`?"""
    return FittingFirm.objects.filter(project=project).exists()


@contextmanager
def told_on(day):
    """Let the verbs run on another day of the story."""
    today, settings.DEMONSTRATION_TODAY = settings.DEMONSTRATION_TODAY, day
    try:
        yield
    finally:
        settings.DEMONSTRATION_TODAY = today


class Teller:
    """The people, firms and money of one telling, and the steps of a job."""

    def __init__(self, *, project, coordinator, prevention, finance, day):
        self.project, self.by, self.cpo, self.finance, self.day = (
            project,
            coordinator,
            prevention,
            finance,
            day,
        )
        self.number = 0
        with told_on(day - 80 * A_DAY):
            self.line = _budget_line(project, coordinator)
            _catalogue(project, coordinator)
            self.fitters = _firms(project, coordinator, day)

    def job(self, home, stage):
        """One home, as far as `stage`; the later on its road, the longer ago it began."""
        self.number += 1
        last = (
            ROAD[min(ROAD.index(stage), 9)]
            if stage in ROAD
            else {"snagged": "fitted", "no_access": "booked", "declined": "referred"}[stage]
        )
        steps = ROAD[: ROAD.index(last) + 1]
        shift = DAYS_AGO[last] - (1 + self.number * 5 % 14)
        fitter = self.fitters[self.number % len(self.fitters)]
        job = None
        for step in steps:
            ahead = step == "booked" and last == "booked" and stage != "no_access"
            with told_on(self.day - max(1, DAYS_AGO[step] - shift) * A_DAY):
                job = getattr(self, step)(home, job, fitter, ahead)
        if stage not in ROAD:
            with told_on(self.day - A_DAY):
                self.leave(job, stage)
        return job

    def referred(self, home, _job, _fitter, _ahead):
        victim = BurglaryRecord.objects.filter(project=self.project, household=home).exists()
        return actions.refer_home(
            project=self.project, household=home, referred_by=ReferredBy.CONSTABULARY if victim else ReferredBy.ASSISTANT, by=self.by,
            agreed_on=settings.DEMONSTRATION_TODAY, access_note="Invented: use the back gate" if self.number % 3 == 0 else "",
        )  # fmt: skip

    def surveyed(self, home, job, _fitter, _ahead):
        self.survey(home, {**FOUND, **({"interior_light": "yes"} if self.number % 2 else {})})
        return job

    def survey(self, home, answers):
        actions.record_survey(
            household=home, answers=answers, happened_on=settings.DEMONSTRATION_TODAY, by=self.cpo, client_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{home.pk} {answers['windows']}")
        )  # fmt: skip

    def specified(self, _home, job, _fitter, _ahead):
        actions.take_proposal(job_id=job.pk, by=self.cpo)
        return actions.specify_job(job_id=job.pk, by=self.cpo)

    def approved(self, _home, job, _fitter, _ahead):
        return actions.approve_job(job_id=job.pk, by=self.cpo)

    def ordered(self, _home, job, fitter, _ahead):
        actions.order_job(job_id=job.pk, firm=fitter.firm, line=self.line, by=self.by)
        return job

    def booked(self, _home, job, fitter, ahead):
        on_day = self.day + (self.number % 3) * A_DAY if ahead else settings.DEMONSTRATION_TODAY
        window = (Window.MORNING, Window.AFTERNOON)[self.number % 2]
        actions.book_job(job_id=job.pk, fitter=fitter, on_day=on_day, window=window, by=self.by)
        return job

    def fitted(self, _home, job, _fitter, _ahead):
        lines = list(job.lines.ready().values_list("pk", flat=True))
        return actions.record_fit(
            job_id=job.pk,
            on=settings.DEMONSTRATION_TODAY,
            fitted_line_ids=lines,
            sign_off=SignOff.AGREED,
            by=self.by,
        )

    def inspected(self, home, job, _fitter, _ahead):
        self.survey(home, AFTER)
        actions.inspect_job(
            job_id=job.pk, inspected_on=settings.DEMONSTRATION_TODAY, findings="As specified", by=self.cpo
        )
        return job

    def closed(self, _home, job, _fitter, _ahead):
        return actions.close_job(job_id=job.pk, by=self.by)

    def paid(self, _home, job, _fitter, _ahead):
        net, vat = job.orders.get(cancelled_on=None).agreed()
        invoice = actions.accept_invoice(
            job_id=job.pk,
            number=f"EXAMPLE-{job.pk}",
            net_pence=net,
            vat_pence=vat,
            received_on=settings.DEMONSTRATION_TODAY,
            by=self.by,
        )
        actions.pay_invoice(invoice_id=invoice.pk, paid_on=settings.DEMONSTRATION_TODAY, by=self.finance)
        return job

    def leave(self, job, stage):
        """Off the road, or back to the fitter."""
        today = settings.DEMONSTRATION_TODAY
        if stage == "snagged":
            actions.inspect_job(
                job_id=job.pk,
                inspected_on=today,
                snags=["Invented: the bolt does not reach its plate"],
                by=self.cpo,
            )
        elif stage == "no_access":
            actions.record_no_access(job_id=job.pk, reason="Invented: nobody in", by=self.by)
        else:
            actions.decline_job(job_id=job.pk, reason="Invented: moving house soon", by=self.by)


def _budget_line(project, by):
    """The line that target hardening is paid from: one of the budget's own, else an illustrative one."""
    deliverable = Deliverable.objects.filter(project=project, title="Target hardening").first()
    lines = BudgetLine.objects.filter(project=project)
    own = lines.filter(deliverable=deliverable).first() if deliverable else None
    return own or add_budget_line(
        project=project, title="Target hardening", category=CostCategory.WORKS, nature=Nature.CAPITAL, allocated_pence=ALLOCATED,
        stated_on=project.starts_on, stated_in=STATED_IN, by=by, deliverable=deliverable, illustrative=True,
    )  # fmt: skip


def _catalogue(project, by):
    for name, standard, closes, pence, minutes, marked, drilling, key in CATALOGUE:
        actions.add_measure(
            project=project, name=name, standard=standard, closes=closes, unit_cost_pence=pence, fit_minutes=minutes,
            secured_by_design=marked, needs_drilling=drilling, key_inside=key, by=by,
        )  # fmt: skip


def _firms(project, by, day):
    """Two firms and three people, every check in hand; the insurance of the second ends in three weeks. Returns the people."""
    people = []
    for place, (name, percent, fitters) in enumerate(FIRMS):
        firm = actions.add_firm(
            project=project, name=name, contact=f"07700 9007{place}0", vat_percent=percent, by=by
        )
        for kind in (Check.PROCUREMENT, Check.INSURANCE):
            until = day + (20 if place and kind == Check.INSURANCE else 200) * A_DAY
            actions.add_clearance(
                firm=firm, kind=kind, reference=f"EXAMPLE-{place}{kind[:1].upper()}", until_on=until, by=by
            )
        for number, person in enumerate(fitters):
            fitter = actions.add_fitter(firm=firm, name=person, id_number=f"EX-{place}{number}", by=by)
            for kind in (Check.VETTING, Check.DBS):
                actions.add_clearance(fitter=fitter, kind=kind, until_on=day + 300 * A_DAY, by=by)
            people.append(fitter)
    return people


@transaction.atomic
def fill(*, project, coordinator, prevention, finance, day):
    """Load it around the burglary records and notes that are there. Returns a line about it."""
    teller = Teller(project=project, coordinator=coordinator, prevention=prevention, finance=finance, day=day)
    homes = _homes(project)[: len(STAGES)]
    _whose(homes, coordinator)
    jobs = [teller.job(home, stage) for home, stage in zip(homes, STAGES, strict=False)]
    waiting = [job for job, stage in zip(jobs, STAGES, strict=False) if stage == "approved"]
    for job in waiting[-1:]:
        actions.set_reserve(job_id=job.pk, reserve=True, by=coordinator)
    _letters(project, coordinator, day)
    _cocoons(project, coordinator, day)
    return f"{project.name} ({project.slug}): {len(jobs)} invented jobs of target hardening and {Cocoon.objects.filter(project=project).count()} cocoons."


def _homes(project):
    """Homes with a burglary on record, then those with a note: owner-occupied ones first, so that most can go all the way."""
    known = set(BurglaryRecord.objects.filter(project=project).values_list("household", flat=True))
    known |= set(
        Vulnerability.objects.filter(project=project, ended_on=None).values_list("household", flat=True)
    )
    homes = (
        Household.objects.filter(project=project, pk__in=known)
        .open_to_visits()
        .select_related("project", "street", "landlord")
    )
    return sorted(homes, key=lambda home: (home.tenure != Tenure.OWNER_OCCUPIED, home.pk))


def _whose(homes, by):
    """Rented homes of the list belong to one of the invented landlords."""
    names = {
        Tenure.PRIVATE_RENTED: "Example Landlord",
        Tenure.SOCIAL_RENTED: "Example Homes Housing Association",
    }
    for home in homes:
        if home.tenure in names and home.landlord_id is None:
            landlord = Landlord.objects.filter(project_id=home.project_id, name=names[home.tenure]).first()
            set_landlord(household=home, landlord=landlord, by=by)


def _letters(project, by, day):
    """Landlords of homes that wait are written to; nobody has answered yet."""
    waiting = JobLine.objects.filter(project=project).to_ask().values("household__landlord")
    with told_on(day - 18 * A_DAY):
        for landlord in Landlord.objects.filter(project=project, pk__in=waiting):
            actions.write_letter(landlord=landlord, by=by)


def _cocoons(project, by, day):
    """Picked up five days ago; some doors done."""
    with told_on(day - 5 * A_DAY):
        made = actions.pull_burglaries(project=project, by=by)
    said = (CocoonOutcome.SPOKE, CocoonOutcome.CARD, CocoonOutcome.SPOKE, CocoonOutcome.REFUSED)
    for number, cocoon in enumerate(made):
        for task, outcome in zip(cocoon.tasks.all()[: 3 + number % 5], said * 3, strict=False):
            with told_on(day - 2 * A_DAY):
                actions.record_cocoon_task(task_id=task.pk, outcome=outcome, done_on=day - 2 * A_DAY, by=by)
