"""The partnership progress update of a project as PDF, HTML and JSON."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand

from accounts.management.doors import CommandRefused, day, plainly, project_named
from reports import actions, material, paper, rules
from reports.models import Update


class Command(BaseCommand):
    help = (
        "Writes the progress update as at a day: a working copy of the figures as known now, with the words of the update for that day, "
        "else of the last one issued before it. With --issued: the issued paper itself, byte for byte."
    )

    def add_arguments(self, parser):
        parser.add_argument("project", help="short name of the project")
        parser.add_argument(
            "--as-at", type=day, required=True, metavar="YYYY-MM-DD", help="last day of the period"
        )
        parser.add_argument(
            "--from",
            type=day,
            dest="start",
            metavar="YYYY-MM-DD",
            help="first day (after the last issued update, else with the project)",
        )
        parser.add_argument("--output", required=True, metavar="FILE.pdf")
        parser.add_argument("--html", metavar="FILE.html")
        parser.add_argument("--json", metavar="FILE.json")
        parser.add_argument("--large-print", metavar="FILE.pdf", help="the same in letters of 18 points")
        parser.add_argument(
            "--issued", action="store_true", help="the issued paper of that last day, as it was frozen"
        )

    def handle(self, *args, project, as_at, start, output, html, **options):
        with plainly(self):
            project = project_named(project)
            page, pdf, composition = (
                _issued(project, as_at) if options["issued"] else _working_copy(project, start, as_at)
            )
            _write(output, pdf)
            if options["large_print"]:
                _write(options["large_print"], paper.as_large_print(page))
            if html:
                _write(html, page.encode())
            if options["json"]:
                _write(options["json"], _as_json(composition).encode())


def _working_copy(project, start, as_at):
    updates = Update.objects.filter(project=project)
    last = updates.last_before(as_at)
    period = rules.period_of(
        start or rules.first_day(project.starts_on, last.as_at if last else None), as_at, project.starts_on
    )
    with actions.one_moment():
        composition = material.for_day(project, as_at).composition(project, period)
    page = paper.document(composition, paper.working_copy(composition))
    return page, paper.as_pdf(page), composition


def _issued(project, as_at):
    update = Update.objects.filter(project=project, as_at=as_at).current().first()
    if update is None:
        raise CommandRefused(f"No update of {project.name} to {as_at:%-d %B %Y} is issued.")
    return update.html, bytes(update.pdf), update.frozen


def _as_json(composition):
    return json.dumps(paper.as_data(composition), ensure_ascii=False, indent=2) + "\n"


def _write(path, content):
    try:
        Path(path).write_bytes(content)
    except OSError as error:
        raise CommandRefused(f"Cannot write {path}: {error.strerror or error}.") from None
