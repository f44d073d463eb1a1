"""Jobs for tests, taken down the road by the room's own verbs, so that only legal ones exist."""

import datetime
import io
import itertools
import uuid
from dataclasses import dataclass, field

from django.test import override_settings
from PIL import Image

from accounts.choices import Role
from accounts.models import User
from hardening import actions
from hardening.choices import ClearanceKind, JobStatus
from saferstreets.common import clock
from tests.factories.accounts import ProjectFactory, member
from tests.factories.grants import make_line
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.register import burglary_record, landlord

DAYS = datetime.timedelta
TODAY = datetime.date(2021, 11, 24)
_numbers = itertools.count(1)
# A home with nothing of WIDE, and one with all of it.
WEAK = {
    "front_lock": "latch", "front_material": "timber", "viewer": "no", "chain": "no", "letterbox": "yes", "back_door": "yes",
    "back_lock": "none", "back_material": "upvc", "yard": "open", "windows": "some", "interior_light": "no", "external_light": "no",
    "number": "yes", "shared": "no", "slow_out": "no",
}  # fmt: skip
STRONG = {
    **WEAK, "front_lock": "bs_8621", "back_lock": "pas_24", "windows": "all", "interior_light": "yes", "external_light": "yes",
}  # fmt: skip


@dataclass
class Office:
    """One project with people, a catalogue, a cleared firm with one fitter, and a budget line."""

    project: object
    coordinator: User
    officer: User
    finance: User
    firm: object
    fitter: object
    line: object
    measures: dict = field(default_factory=dict)


# short name -> (name, gap, pence, more)
CATALOGUE = {
    "deadlock": ("5-lever mortice deadlock", "door_lock", 80_00, {"standard": "BS 3621", "needs_drilling": True, "key_inside": True}),
    "thumb_turn": ("Mortice deadlock with thumb turn", "door_lock", 95_00, {"standard": "BS 8621", "needs_drilling": True}),
    "windows": ("Window locks, set", "window_lock", 30_00, {"needs_drilling": True}),
    "timer": ("Timer switch", "interior_light", 10_00, {}),
    "sensor": ("Sensor light, plug-in", "external_light", 25_00, {}),
    "jammer": ("Door chain, clip-on", "chain", 12_00, {}),
}  # fmt: skip


def office(project=None):
    """Everything a job needs."""
    project = project or ProjectFactory()
    coordinator = member(project)
    firm = make_firm(project, coordinator)
    fitter = make_fitter(firm, coordinator)
    made = Office(
        project=project, coordinator=coordinator, officer=member(project, Role.CRIME_PREVENTION_OFFICER),
        finance=member(project, Role.FINANCE), firm=firm, fitter=fitter,
        line=make_line(project, coordinator, title="Target hardening", category="works", allocated_pence=30_000_00),
    )  # fmt: skip
    for key, (name, closes, pence, more) in CATALOGUE.items():
        made.measures[key] = actions.add_measure(
            project=project,
            name=name,
            closes=closes,
            unit_cost_pence=pence,
            fit_minutes=30,
            by=coordinator,
            **more,
        )
    return made


def make_firm(project, by, *, until=None, name=None, **details):
    """A firm whose procurement and insurance hold for a year."""
    firm = actions.add_firm(
        project=project, name=name or f"Example Fitters {next(_numbers)}", by=by, **details
    )
    for kind in (ClearanceKind.PROCUREMENT, ClearanceKind.INSURANCE):
        actions.add_clearance(firm=firm, kind=kind, until_on=until or clock.today() + DAYS(days=365), by=by)
    return firm


def make_fitter(firm, by, *, until=None, **details):
    """A person with vetting and a DBS check for a year."""
    number = next(_numbers)
    fitter = actions.add_fitter(
        firm=firm, by=by, **{"name": f"Example Fitter {number}", "id_number": f"ID-{number}", **details}
    )
    for kind in (ClearanceKind.VETTING, ClearanceKind.DBS):
        actions.add_clearance(
            fitter=fitter, kind=kind, until_on=until or clock.today() + DAYS(days=365), by=by
        )
    return fitter


def home(project, **details):
    """A home in a street of its own, owner-occupied."""
    street = details.pop("street", None) or StreetFactory(project=project)
    return HouseholdFactory(street=street, **{"tenure": "owner_occupied", **details})


def victim(project, **details):
    """A home with a recorded burglary."""
    found = home(project, **details)
    burglary_record(found, reference=f"EX-{next(_numbers)}")
    return found


def survey(household, by, *, answers=None, on=None):
    """A survey of a home with nothing of WIDE."""
    return actions.record_survey(
        household=household,
        answers=answers or WEAK,
        happened_on=on or clock.today(),
        by=by,
        client_id=uuid.uuid4(),
    )[0]


def referred(office, household=None, **details):
    """A job at the beginning of its road."""
    details = {"referred_by": "constabulary", "agreed_on": clock.today(), "by": office.coordinator, **details}
    return actions.refer_home(
        project=office.project, household=household or victim(office.project), **details
    )


def specify(office, job, measures=("thumb_turn", "timer")):
    """Surveyed and specified with these measures."""
    for key in measures:
        place = "front_door" if key in ("deadlock", "thumb_turn", "jammer") else "elsewhere"
        actions.add_line(job_id=job.pk, measure=office.measures[key], place=place, by=office.coordinator)
    return actions.specify_job(job_id=job.pk, by=office.coordinator)


def job_in(office, status, household=None, **details):
    """A job taken by the room's verbs to this status, today."""
    job = referred(office, household, **details)
    for step in _WAY[JobStatus(status)]:
        step(office, job)
    job.refresh_from_db()
    return job


def _book(o, j):
    actions.book_job(job_id=j.pk, fitter=o.fitter, on_day=clock.today(), window="morning", by=o.coordinator)


def fit(office, job, **details):
    """Everything fitted, the resident content."""
    lines = list(job.lines.standing().values_list("pk", flat=True))
    said = {
        "on": clock.today(),
        "sign_off": "agreed",
        "fitted_line_ids": lines,
        "by": office.coordinator,
        **details,
    }
    return actions.record_fit(job_id=job.pk, **said)


def invoice(office, job, number=None):
    """The firm's invoice for exactly what was agreed."""
    net, vat = job.orders.get(cancelled_on=None).agreed()
    return actions.accept_invoice(
        job_id=job.pk, number=number or f"INV-{next(_numbers)}", net_pence=net, vat_pence=vat, received_on=clock.today(),
        by=office.coordinator,
    )  # fmt: skip


_SURVEY = [lambda o, j: survey(j.household, o.coordinator)]
_SPECIFY = [*_SURVEY, lambda o, j: specify(o, j)]
_APPROVE = [*_SPECIFY, lambda o, j: actions.approve_job(job_id=j.pk, by=o.officer)]
_ORDER = [*_APPROVE, lambda o, j: actions.order_job(job_id=j.pk, firm=o.firm, line=o.line, by=o.coordinator)]
_BOOK = [*_ORDER, _book]
_FIT = [*_BOOK, lambda o, j: fit(o, j)]
_INSPECT = [*_FIT, lambda o, j: actions.inspect_job(job_id=j.pk, inspected_on=clock.today(), by=o.officer)]
_SNAG = [
    *_FIT,
    lambda o, j: actions.inspect_job(
        job_id=j.pk, inspected_on=clock.today(), snags=["Screw loose"], by=o.officer
    ),
]
_CLOSE = [*_FIT, lambda o, j: actions.close_job(job_id=j.pk, by=o.coordinator)]
_PAY = [
    *_CLOSE,
    lambda o, j: actions.pay_invoice(invoice_id=invoice(o, j).pk, paid_on=clock.today(), by=o.finance),
]
_WAY = {
    JobStatus.REFERRED: [],
    JobStatus.SURVEYED: _SURVEY,
    JobStatus.SPECIFIED: _SPECIFY,
    JobStatus.APPROVED: _APPROVE,
    JobStatus.ORDERED: _ORDER,
    JobStatus.BOOKED: _BOOK,
    JobStatus.FITTED: _FIT,
    JobStatus.INSPECTED: _INSPECT,
    JobStatus.SNAGGED: _SNAG,
    JobStatus.CLOSED: _CLOSE,
    JobStatus.PAID: _PAY,
    JobStatus.NO_ACCESS: [
        *_BOOK,
        lambda o, j: actions.record_no_access(job_id=j.pk, reason="Nobody in", by=o.coordinator),
    ],
    JobStatus.DECLINED: [
        lambda o, j: actions.decline_job(job_id=j.pk, reason="Changed their mind", by=o.coordinator)
    ],
    JobStatus.CANCELLED: [
        lambda o, j: actions.cancel_job(job_id=j.pk, reason="Listed twice", by=o.coordinator)
    ],
}


def picture():
    """A small JPEG that carries a place and a camera."""
    image, file = Image.new("RGB", (40, 30), "grey"), io.BytesIO()
    exif = Image.Exif()
    exif[271], exif[0x8825] = "Canary Camera", {2: (54.0, 38.0, 0.0)}
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


@override_settings(DEMONSTRATION_TODAY=TODAY)
def one_of_everything(project):
    """A record of every kind, made in the middle of delivery, for the walk through every page of the room."""
    made = office(project)
    by = made.coordinator
    job = job_in(made, JobStatus.BOOKED)
    closed = job_in(made, JobStatus.CLOSED)
    who = landlord(project, by, name="Example Landlord of a job")
    let = victim(project, tenure="private_rented", landlord=who)
    job_in(made, JobStatus.APPROVED, let)
    letter = actions.write_letter(landlord=who, by=by)
    cocoon = actions.pull_burglaries(project=project, by=by)[0]
    return {
        "job": job, "security_survey": survey(home(project), by), "landlord_letter": letter, "job_line": letter.lines.get(),
        "appointment": job.appointments.get(), "day_link": actions.make_link(fitter=made.fitter, on_day=clock.today(), by=by),
        "job_photo": actions.add_photo(job_id=job.pk, stage="before", content=picture(), by=None), "firm": made.firm,
        "fitter": made.fitter, "measure": made.measures["timer"], "cocoon": cocoon, "cocoon_task": cocoon.tasks.first(),
        "fitting_invoice": invoice(made, closed),
    }  # fmt: skip
