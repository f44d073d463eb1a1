"""What is different from the paper before, and why: drafted from the figures, the plan and the audit trail."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Count
from django.utils import timezone

from accounts.models import AuditEvent
from grants.models import Milestone
from reports import rules
from saferstreets.common import disclosure, figures
from saferstreets.common.periods import DAY, Period, long_date

# What the audit trail may tell a reader: acts that change what was said before, never who did them or to which record.
TOLD = {
    "visit.withdraw": ("visit was withdrawn", "visits were withdrawn"),
    "pack.withdraw": ("delivered pack was withdrawn", "delivered packs were withdrawn"),
    "survey.withdraw": ("security survey was withdrawn", "security surveys were withdrawn"),
    "response.withdraw": ("answer to a survey was withdrawn", "answers to surveys were withdrawn"),
    "target.state": ("target was stated", "targets were stated"),
    "milestone.forecast": ("step was given another expected day", "steps were given other expected days"),
    "work.forecast": ("stage of works was given another expected day", "stages of works were given other expected days"),
    "pack_specification.add": ("decision on the content of the packs was recorded", "decisions on the content of the packs were recorded"),
}  # fmt: skip
RECORDED = ("recorded_at", "visit__recorded_at")


def changes_of(project, period, rows, before, reasons):
    """Everything that differs from `before`, the issued Update that came before (or that is corrected); None without one.

    rows: of numbers.figures_of. reasons: {figure id: why a restated number differs}, where the coordinator gave one.
    moved: figures since the start, then and now. restated: figures for the same days that count differently today.
    """
    if before is None:
        return None
    earlier = {row["id"]: row for row in before.frozen["figures"]}
    same = before.as_at == period.end
    return {
        "to": long_date(before.as_at),
        "issued": long_date(timezone.localdate(before.issued_at)),
        "reference": rules.short(before.frozen_sha256),
        "same": same,
        "moved": [] if same else [_moved(row, earlier[row["id"]]) for row in rows if _differs(row, earlier)],
        "restated": restated(project, rows, before, reasons),
        "steps": [] if same else _steps(project, Period(before.as_at + DAY, period.end)),
        "trail": _trail(project, before),
    }


def _differs(row, earlier):
    return row["id"] in earlier and row["since_start"] != earlier[row["id"]]["since_start"]


def _moved(row, old):
    then, now = old["since_start"], row["since_start"]
    known = None not in (then, now) and not row["rounded"]  # between two bands lies no one number
    return {
        "note": row["note"],
        "id": row["id"],
        "label": row["label"],
        "unit": row["unit"],
        "then": old["since_words"],
        "now": row["since_words"],
        "by": _by(figures.get(row["id"]), now - then) if known else "not given",
    }


def _by(counted, difference):
    """+423, −£5: with a sign that is as wide as the plus."""
    return ("+" if difference >= 0 else "−") + counted.words(abs(difference))


def restated(project, rows, before, reasons):
    """Numbers of the paper before that count differently today, for the same days: old, new and why."""
    days, found = Period(project.starts_on, before.as_at), []
    moment = _issue_of(before).recorded_at
    notes = {row["id"]: row["note"] for row in rows}
    for old in before.frozen["figures"]:
        if old["id"] not in notes:
            continue
        counted = figures.get(old["id"])
        value = disclosure.published(counted, counted.value(project, days))
        if value != old["since_start"]:
            found.append(
                {
                    "note": notes[old["id"]],
                    "id": old["id"],
                    "label": counted.label,
                    "printed": old["since_words"],
                    "now": disclosure.words(value) if value is None else counted.words(value),
                    "why": reasons.get(old["id"]) or _drafted(counted, old, project, days, moment),
                }
            )
    return found


def _drafted(counted, old, project, days, moment):
    """The reason as far as the records tell it."""
    said = []
    if counted.definition != old["definition"]:
        said.append("What it counts is defined anew.")
    late = _recorded_since(counted.rows(project, days), moment)
    if late:
        said.append(
            f"{late:,} of what it counts {'was' if late == 1 else 'were'} recorded after that paper was issued."
        )
    return " ".join(said) or "Records of those days were changed or withdrawn after that paper was issued."


def _recorded_since(rows, moment):
    for path in RECORDED:
        if _leads(rows.model, path):
            return rows.filter(**{f"{path}__gt": moment}).values("pk").distinct().count()
    return 0


def _leads(model, path):
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        model = field.related_model
    return True


def _steps(project, days):
    """Steps of the plan that were done in these days."""
    done = Milestone.objects.filter(
        project=project, done_on__range=(days.start, days.end), stated_on__lte=days.end
    )
    return [
        {
            "title": one.title,
            "strand": one.get_section_display(),
            "when": one.done_words or long_date(one.done_on),
        }
        for one in done.order_by("done_on", "id")
    ]


def _issue_of(before):
    """The event of the trail by which the paper before was issued: what has a higher number came later."""
    return AuditEvent.objects.about(before).filter(verb="update.issue").latest("id")


def _trail(project, before):
    """What the audit trail says has been put right or decided since the paper before, as sentences."""
    told = (
        AuditEvent.objects.filter(project=project, pk__gt=_issue_of(before).pk, verb__in=TOLD)
        .order_by("verb")
        .values_list("verb")
        .annotate(n=Count("pk"))
    )
    return [f"{n:,} {TOLD[verb][n != 1]}." for verb, n in told]
