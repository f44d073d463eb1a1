"""An update of the demonstration: prepared by one person and, where others are named, reviewed and approved by them, and issued."""

import datetime
import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.management.doors import CommandRefused, day, person_named, plainly, project_named
from reports import actions
from reports.models import Update
from saferstreets.common.clock import local


class Command(BaseCommand):
    """Refused in a live office, where people approve for themselves. An update of that last day is left as it is."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("project", help="short name of the project")
        parser.add_argument(
            "--as-at", type=day, required=True, metavar="YYYY-MM-DD", help="last day of the period"
        )
        parser.add_argument(
            "--from",
            type=day,
            dest="start",
            required=True,
            metavar="YYYY-MM-DD",
            help="first day of the period",
        )
        parser.add_argument("--by", required=True, metavar="EMAIL", help="who prepares it")
        parser.add_argument(
            "--words", metavar="FILE.json", help="{section: text}; without it the words are carried forward"
        )
        parser.add_argument(
            "--photographs", metavar="FILE.json", help="[{section, file, alt, caption}] to be put into it"
        )
        parser.add_argument(
            "--reviewed-by",
            metavar="EMAIL",
            help="who reviews it before it is approved (whoever approves it)",
        )
        parser.add_argument("--review-note", default="Read.", help="what was checked in the review")
        parser.add_argument(
            "--approved-by", metavar="EMAIL", help="who approves and issues it; without it, it stays a draft"
        )
        parser.add_argument(
            "--issued-at", type=_moment, metavar="YYYY-MM-DDTHH:MM", help="when it was issued (now)"
        )

    def handle(self, *args, project, as_at, start, by, words, photographs, **options):
        with plainly(self):
            if not settings.DEMONSTRATION:
                raise CommandRefused(
                    "This is a live office: updates are written and approved by the people themselves."
                )
            project = project_named(project)
            if Update.objects.filter(project=project, as_at=as_at).exists():
                return
            update = _prepared(project, start, as_at, person_named(by), words)
            _with_photographs(update, photographs, person_named(by))
            if options["approved_by"]:
                update = _signed_off(update, person_named(by), **options)
            self.stdout.write(f"{update}: {update.get_status_display().lower()}.")


def _prepared(project, start, as_at, by, words):
    update = actions.draft_update(project=project, starts_on=start, as_at=as_at, by=by)
    if words:
        actions.write_sections(
            update_id=update.pk, texts=json.loads(Path(words).read_text(encoding="utf-8")), by=by
        )
    return update


def _signed_off(update, by, *, reviewed_by, review_note, approved_by, issued_at, **options):
    actions.submit_update(update_id=update.pk, by=by)
    reviewer = person_named(reviewed_by or approved_by)
    actions.review_update(update_id=update.pk, note=review_note, by=reviewer, reviewed_at=issued_at)
    return actions.issue_update(update_id=update.pk, by=person_named(approved_by), issued_at=issued_at)


def _with_photographs(update, listed, by):
    for row in json.loads(Path(listed).read_text(encoding="utf-8")) if listed else []:
        content = Path(row.pop("file")).read_bytes()
        actions.add_photograph(update_id=update.pk, content=content, by=by, **row)


def _moment(text):
    return local(datetime.datetime.fromisoformat(text))
