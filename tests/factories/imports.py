"""Files and imports for tests."""

import csv
import datetime
import io
import tempfile
from pathlib import Path

from imports.actions import decide_rows, merge_batch, stage_batch
from imports.models import KeptDecision, Row
from saferstreets.common import clock
from tests.factories.accounts import member

HEADINGS = ("Number", "Street", "Town", "Postcode", "UPRN")


def listing(*rows, headings=HEADINGS):
    """A CSV file's text."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue()


def stage(project, content, *, by=None, name="homes.csv", **how):
    """Stage a file with this content (text or bytes) by a coordinator of the project."""
    data = content.encode() if isinstance(content, str) else content
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(data)
        return stage_batch(
            project=project,
            kind=how.pop("kind", "addresses"),
            path=path,
            file_name=name,
            by=by or member(project),
            **how,
        )


def stage_victims(
    project, content, *, by=None, expires_on="", source="Constabulary", purpose="Security first"
):
    """Stage a list of burglaries with its agreement."""
    last = expires_on or (clock.today() + datetime.timedelta(days=60)).isoformat()
    details = {"source": source, "purpose": purpose, "expires_on": last}
    return stage(project, content, by=by, name="victims.csv", kind="victims", details=details)


def verdicts(batch):
    """{row number: verdict} of a batch."""
    return dict(batch.rows.order_by("number").values_list("number", "verdict"))


def keep_decision(project, *, by=None, choice="leave"):
    """A decision about a look-alike, kept by a merge."""
    batch = stage(
        project, listing(["14B", "Doubt Lane", "", "", ""], ["Flat B, 14", "Doubt Lane", "", "", ""]), by=by
    )
    row = Row.objects.of(batch).waiting().get()
    thing = row.candidate_ids[0] if choice == "same" else None
    decide_rows(batch_id=batch.pk, decisions={row.pk: (choice, thing)}, by=batch.staged_by)
    merge_batch(batch_id=batch.pk, by=batch.staged_by)
    return KeptDecision.objects.get(batch=batch)
