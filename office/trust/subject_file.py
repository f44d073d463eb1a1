"""The answer to a request for access: one ZIP with what is kept about a home, and beside it what a person must look at first."""

import io
import json
import zipfile

from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import AuditEvent, ViewEvent
from doorstep.models import Chunk, Envelope
from evidence.models import Document
from households.choices import SupportKind
from households.models import SupportReferral
from office.trust.about import rows_about
from saferstreets.common import clock, pdf, personal_data
from saferstreets.common.periods import long_date

STYLE = "packs/papers.css"
SEALED = (Envelope, Chunk)  # unreadable bytes: that they are here is said by their letters
LOGS = (ViewEvent, AuditEvent)
TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf"}


def answer(request):
    """Bytes of the ZIP. request: of kind access, with its home and project.

    answer.pdf and answer.json say the same; pictures/ holds the files; to-review.txt is for the office and is taken out before the
    answer is given.
    """
    found = rows_about(request.household)
    kept_back = _kept_back(found)
    tables = [
        _table(model, found[model], kept_back) for model in sorted(found, key=_order) if model not in SEALED
    ]
    tables = [table for table in tables if table["rows"]]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("answer.json", json.dumps(_data(request, tables), ensure_ascii=False, indent=1))
        file.writestr("answer.pdf", _paper(request, tables))
        for number, document in enumerate(Document.objects.filter(pk__in=found.get(Document, ())), 1):
            with document.file.open() as picture:
                file.writestr(f"pictures/{number:03}.{TYPES.get(document.type, 'bin')}", picture.read())
        file.writestr("to-review.txt", _to_review(tables, kept_back))
    return held.getvalue()


def _order(model):
    return (model in LOGS, model._meta.label)


def _kept_back(found):
    """Keys of domestic-abuse referrals: whoever asks may be the one they are about. A person decides."""
    keys = found.get(SupportReferral, ())
    return set(
        SupportReferral.objects.filter(pk__in=keys, kind=SupportKind.DOMESTIC_ABUSE).values_list(
            "pk", flat=True
        )
    )


def _table(model, keys, kept_back):
    hidden = {str(key) for key in kept_back}
    label = SupportReferral._meta.label
    rows = []
    for row in model._base_manager.filter(pk__in=keys).order_by("pk"):
        is_hidden = (model is SupportReferral and row.pk in kept_back) or (
            model in LOGS and row.subject_type == label and row.subject_id in hidden
        )
        if not is_hidden:
            rows.append(_row(row))
    return {"name": model._meta.label, "title": _title(model), "rows": rows}


def _title(model):
    words = str(model._meta.verbose_name_plural)
    return words[:1].upper() + words[1:]


def _row(row):
    """{column: words}. Staff are numbers: who they are is somebody else's data."""
    said = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name == "project" or value in (None, "") or isinstance(value, bytes | memoryview):
            continue
        if field.is_relation and field.related_model is get_user_model():
            said[field.name] = f"member of staff {value}"
        else:
            choice = getattr(row, f"get_{field.name}_display", None)
            said[field.name] = str(choice() if choice else value)
    return said


def _clock(request):
    identity = f", identity known {long_date(request.identity_on)}" if request.identity_on else ""
    longer = f". Extended: {request.extended_reason}" if request.extended_reason else ""
    return f"Received {long_date(request.received_on)}{identity}, due {long_date(request.due_on)}{longer}"


def _data(request, tables):
    return {
        "request": request.pk,
        "project": request.project.slug,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "clock": _clock(request),
        "tables": {table["name"]: table["rows"] for table in tables},
    }


def _paper(request, tables):
    purposes = personal_data.tables()
    context = {
        "created": clock.today().isoformat(),
        "project": pdf.printable(request.project.name),
        "number": request.pk,
        "clock": pdf.printable(_clock(request)),
        "tables": [
            {
                "title": table["title"],
                "why": sorted({entry.purpose for entry in purposes.get(table["name"], {}).values() if entry}),
                "rows": [
                    [(name, pdf.printable(said)) for name, said in row.items()] for row in table["rows"]
                ],
            }
            for table in tables
        ],
    }
    return pdf.render(render_to_string("office/pdf/access.html", context), STYLE)


def _to_review(tables, kept_back):
    """What may be about somebody else: names, and free text. One line each, by table, row and column."""
    lines = ["For the office only. Take this file out before the answer is given.", ""]
    if kept_back:
        lines += [
            f"KEPT BACK: {len(kept_back)} referral(s) about domestic abuse are not in the answer. Ask the data protection officer first.",
            "",
        ]
    purposes = personal_data.tables()
    for table in tables:
        for row in table["rows"]:
            for column, words in row.items():
                if _may_name_another(purposes.get(table["name"], {}).get(column), column):
                    lines.append(f"{table['title']}, no. {row.get('id', '')}, {column}: {words}")
    return "\n".join(lines) + "\n"


WORDS = (
    "note",
    "reason",
    "name",
    "message",
    "answers",
    "cells",
    "basis",
    "outcome",
    "findings",
    "what",
    "title",
    "contact",
)


def _may_name_another(entry, column):
    return bool(entry) and (entry.category == "free text" or any(word in column for word in WORDS))
