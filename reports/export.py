"""Everything of one project as files: a CSV for each table, one workbook, and the dictionary of every column.

Personal columns are left out unless a coordinator asks by name and says why. What only its author may read, what needs a look
of its own each time, and what opens doors (keys, links, codes) leaves in no export at all.
"""

from pathlib import Path

from django.apps import apps

from accounts.choices import Role
from accounts.models import Membership
from reports.street_actions import note_export
from saferstreets.common import personal_data
from saferstreets.common.sheets import CELL_AT_MOST, Workbook, write_csv
from saferstreets.common.workflow import Refused

# Tables of keys, links, codes and sealed letters, and what people typed into files as it was.
NEVER = {
    "accounts.CallerCode", "doorstep.Chunk", "doorstep.Device", "doorstep.Envelope", "doorstep.InboxState", "doorstep.Letter",
    "doorstep.SealingKey", "doorstep.DoorPhoto", "hardening.DayLink", "imports.Row", "outcomes.ExtractKey",
}  # fmt: skip
NEVER_COLUMNS = {"evidence.Document": {"public_id", "file"}, "reports.Update": {"frozen", "html", "pdf"}}
# Words of the register of personal data by which a column stays where it is, whoever asks.
STAYS = ("nobody reads it", "every look is written down", "domestic abuse")
DICTIONARY = (
    "Table", "Column", "What it is", "Type", "Points at", "May be", "Personal data", "Purpose", "Basis", "Kept", "Who sees it", "In this export"
)  # fmt: skip


class ExportRefused(Refused):
    """This person may not take this export."""


def tables(with_personal):
    """[(model, fields that leave, {field: Personal or None})], by name; tables above the projects are left out."""
    found = []
    for label, columns in personal_data.tables().items():
        model = apps.get_model(label)
        fields = {field.name: field for field in model._meta.concrete_fields}
        if "project" in fields:
            leave = [
                fields[name]
                for name, entry in columns.items()
                if _leaves(label, fields[name], entry, with_personal)
            ]
            found.append((model, [] if label in NEVER else leave, columns))
    return found  # fmt: skip


def _leaves(label, field, entry, with_personal):
    if field.get_internal_type() == "BinaryField" or field.name in NEVER_COLUMNS.get(label, ()):
        return False
    return entry is None or (with_personal and not any(words in entry.who for words in STAYS))


def write(project, folder, *, by=None, reason=""):
    """Write all of it into `folder`. Returns {table: rows}. by, reason: who asks for personal columns, and why; both or neither.

    Raises ExportRefused for anybody but a coordinator of this project, and without a reason.
    """
    chosen = tables(_may_have_personal(project, by, reason))
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    note_export(project=project, by=by, reason=reason, tables=[model._meta.label for model, _, _ in chosen])
    counted = {}
    with Workbook(folder / f"{project.slug}.xlsx") as book:
        entries = dictionary(chosen)
        _dictionary_files(folder, book, entries)
        for model, fields, _columns in chosen:
            if fields:
                counted[model._meta.label] = _table(project, folder, book, model, fields)
    return counted


def _may_have_personal(project, by, reason):
    if by is None:
        return False
    if not Membership.objects.current().filter(project=project, user=by, role=Role.COORDINATOR).exists():
        raise ExportRefused(
            "Only a coordinator of the project may take personal data out. Without --by none leaves."
        )
    if not reason.strip():
        raise ExportRefused("Say with --reason why personal data leaves the office. It is written down.")
    return True


def _table(project, folder, book, model, fields):
    names = [field.attname for field in fields]
    rows = model._default_manager.filter(project=project).order_by("pk").values_list(*names)
    add = book.sheet(model._meta.label, names)
    with (folder / f"{model._meta.label}.csv").open("w", encoding="utf-8", newline="") as file:
        return write_csv(file, names, _each(rows.iterator(2_000), add))


def _each(rows, add):
    for row in rows:
        cells = [_cell(value) for value in row]
        add(cells)
        yield cells


def _cell(value):
    """A value as both files hold it: days and times as ISO 8601, yes and no as words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if hasattr(value, "isoformat") else value


def _dictionary_files(folder, book, entries):
    add = book.sheet("Dictionary", DICTIONARY)
    with (folder / "dictionary.csv").open("w", encoding="utf-8", newline="") as file:
        write_csv(file, DICTIONARY, _each(iter(entries), add))


def dictionary(chosen):
    """Rows of DICTIONARY, one for every column of every table, those that stay included."""
    return [
        _entry(model, model._meta.get_field(name), entry, leave)
        for model, leave, columns in chosen
        for name, entry in columns.items()
    ]


def _entry(model, field, entry, leave):
    told = (entry.category, entry.purpose, entry.basis, entry.keep, entry.who) if entry else ("no", "", "", "", "")  # fmt: skip
    target = field.related_model._meta.label if field.related_model else ""
    choices = "; ".join(f"{value}: {label}" for value, label in field.flatchoices)[:CELL_AT_MOST]
    what = str(field.verbose_name)
    return (model._meta.label, field.attname, what, field.get_internal_type(), target, choices, *told, "yes" if field in leave else "no")  # fmt: skip
