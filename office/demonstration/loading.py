"""Loads the demonstration part by part; a part that is there is left alone, so the command may be repeated."""

import datetime
import io
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from accounts.actions import create_project
from accounts.models import Project
from households.actions import add_street
from office.demonstration import (
    at_the_door,
    buying,
    cctv,
    delivery,
    drawings,
    effects,
    facts,
    grant_money,
    hardening,
    households,
    lighting,
    people,
    register,
    second_list,
    setting_up,
    stock,
    visits,
)
from saferstreets.common.clock import local
from saferstreets.common.periods import DAY

MIDDLE_OF_DELIVERY = datetime.date(2021, 11, 24)  # where no other day is set
PRACTICE = "practice"
SEPTEMBER_WORDS = Path(__file__).parent / "data" / "update_2021-09-30.json"
SEPTEMBER_ENDS, OCTOBER_ENDS = datetime.date(2021, 9, 30), datetime.date(2021, 10, 31)
SEPTEMBER_ISSUED = "2021-10-05T10:00"
SMALL_PROJECT_HOMES = 200
SMALL_PROJECT_STREETS = ("Example Street", "Sample Road", "Invented Lane", "Practice Terrace")


def load(*, households, projects, seed, updates=True):
    """Load what is missing. Returns a line for each thing made; none when nothing was missing.

    updates: False leaves out the progress updates, whose PDF takes longer than all the rest.
    """
    users = setting_up.people()
    setting_up.bodies(users[people.COORDINATOR])
    there = set(Project.objects.values_list("slug", flat=True))
    lines = []
    if facts.PROJECT["slug"] not in there:
        lines.append(_workington(users, households, seed))
    lines += _register(users, seed)
    lines += _at_the_door(users, seed)
    lines += _hardening(users)
    lines += _grant_money(users)
    lines += _lighting(users)
    lines += _cctv(users)
    lines += _delivery(users)
    lines += _effects(users, seed)
    if projects >= 2 and PRACTICE not in there:
        lines.append(_practice(users))
    for number in range(3, projects + 1):
        if f"project-{number}" not in there:
            lines.append(_small_project(users, number, seed))
    return lines + _updates() + _by_street() if updates else lines


def _updates():
    """The update to the end of September in the words of the paper, issued, and a draft for October.

    By the command of the room next door: floor mates never import each other.
    """
    slug, by = facts.PROJECT["slug"], people.COORDINATOR
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        call_command(
            "demonstration_update", slug, by=by, start=facts.AWARDED, as_at=SEPTEMBER_ENDS, words=str(SEPTEMBER_WORDS),
            photographs=drawings.write(Path(folder), ("pack", "camera")), reviewed_by=people.FINANCE,
            review_note="Award, targets and bodies read against the agreements. Invented household figures are marked as such.",
            approved_by=people.CERTIFIER,
            issued_at=local(datetime.datetime.fromisoformat(SEPTEMBER_ISSUED)), stdout=said,
        )  # fmt: skip
        if said.getvalue():  # later on, a draft that somebody threw away stays away
            call_command(
                "demonstration_update", slug, by=by, start=SEPTEMBER_ENDS + DAY, as_at=OCTOBER_ENDS,
                photographs=drawings.write(Path(folder), ("dark",)), stdout=said,
            )  # fmt: skip
    return said.getvalue().splitlines()


def _by_street():
    """September and October of Workington told by street, by the command of the room next door."""
    said = io.StringIO()
    for day in (SEPTEMBER_ENDS, OCTOBER_ENDS):
        call_command(
            "demonstration_streets", facts.PROJECT["slug"], by=people.COORDINATOR, as_at=day, stdout=said
        )
    return said.getvalue().splitlines()


@transaction.atomic
def _workington(users, homes, seed):
    project = setting_up.workington(users)
    line = _with_homes(project, users, homes, seed)
    coordinator = users[people.COORDINATOR]
    buying.budget(project=project, by=coordinator)
    stock.torches(project=project, coordinator=coordinator, approver=users[people.CERTIFIER], day=_day())
    buying.packs(project=project, by=coordinator)
    return line


def _with_homes(project, users, homes, seed):
    by = users[people.COORDINATOR]
    households.fill(project=project, homes=homes, seed=seed, by=by)
    made = visits.invent(
        project=project, assistants=[users[email] for email in people.ASSISTANTS], officer=users[people.OFFICER],
        until=_day(), seed=seed, coordinator=by,
    )  # fmt: skip
    return f"{project.name} ({project.slug}): {homes:,} invented homes and {made:,} invented visits."


def _day():
    """The day up to which the demonstration is told."""
    return settings.DEMONSTRATION_TODAY or MIDDLE_OF_DELIVERY


def _register(users, seed):
    """What is known around the homes of Workington, where it is not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if register.there(project):
        return []
    assistants = [users[email] for email in people.ASSISTANTS]
    second_list.stage(project=project, by=users[people.COORDINATOR])
    return [
        register.fill(
            project=project,
            coordinator=users[people.COORDINATOR],
            assistants=assistants,
            officer=users[people.OFFICER],
            seed=seed,
            day=_day(),
        )
    ]


def _at_the_door(users, seed):
    """Surveys, caller codes and a timer of Workington, where they are not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if at_the_door.there(project):
        return []
    return [
        at_the_door.fill(
            project=project, coordinator=users[people.COORDINATOR], assistants=[users[email] for email in people.ASSISTANTS],
            officer=users[people.OFFICER], seed=seed, day=_day(),
        )
    ]  # fmt: skip


def _hardening(users):
    """Target hardening around the homes of Workington, where it is not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if hardening.there(project):
        return []
    return [
        hardening.fill(
            project=project, coordinator=users[people.COORDINATOR], prevention=users[people.PREVENTION], finance=users[people.FINANCE],
            day=_day(),
        )
    ]  # fmt: skip


def _grant_money(users):
    """The illustrative money of Workington, where it is not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if grant_money.there(project):
        return []
    return [
        grant_money.fill(
            project=project, coordinator=users[people.COORDINATOR], finance=users[people.FINANCE], certifier=users[people.CERTIFIER]
        )
    ]  # fmt: skip


def _lighting(users):
    """Both lighting schemes of Workington, where they are not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if lighting.there(project):
        return []
    by, partner = users[people.COORDINATOR], users[people.WORKS_PARTNER]
    return [lighting.fill(project=project, coordinator=by, partner=partner, day=_day())]


def _effects(users, seed):
    """Recorded crime, concerns and more answers of Workington, where they are not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if effects.there(project):
        return []
    return [effects.fill(project=project, coordinator=users[people.COORDINATOR], seed=seed, day=_day())]


def _cctv(users):
    """The cameras of Workington, where they are not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if cctv.there(project):
        return []
    by, school = users[people.COORDINATOR], users[people.SCHOOL]
    return [cctv.fill(project=project, coordinator=by, partner=school, day=_day())]


def _delivery(users):
    """Risks, partners, match, radar and a finance export of Workington, where they are not there yet. Returns the lines."""
    project = Project.objects.get(slug=facts.PROJECT["slug"])
    if delivery.there(project):
        return []
    return [
        delivery.fill(
            project=project,
            coordinator=users[people.COORDINATOR],
            finance_lead=users[people.FINANCE],
            day=_day(),
        )
    ]


@transaction.atomic
def _practice(users):
    """An empty project with the same people, to import a real address list into."""
    project = create_project(
        by=users[people.COORDINATOR], slug=PRACTICE, name="Practice project", starts_on=facts.AWARDED, ends_on=facts.GRANT_YEAR_ENDS,
        demonstration=True, note="Empty, to try things in: import an address list, add streets and promises.",
    )  # fmt: skip
    setting_up.join(project, users)
    return f"{project.name} ({project.slug}): empty, to import an address list into."


@transaction.atomic
def _small_project(users, number, seed):
    by = users[people.COORDINATOR]
    project = create_project(
        by=by, slug=f"project-{number}", name=f"Example project {number}", starts_on=facts.AWARDED, ends_on=facts.GRANT_YEAR_ENDS,
        demonstration=True,
    )  # fmt: skip
    setting_up.join(project, users)
    for name in SMALL_PROJECT_STREETS:
        add_street(project=project, name=name, by=by)
    return _with_homes(project, users, SMALL_PROJECT_HOMES, f"{seed} {project.slug}")
