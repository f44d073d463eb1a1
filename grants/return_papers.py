"""A submission as it leaves the office: the workbook in the funder's shape, and one ZIP with everything that proves it.

Both are made from what is frozen, so that the same submission gives the same bytes.
"""

import io
import tempfile
import zipfile
from decimal import Decimal

import xlsxwriter

from evidence.choices import DocumentType
from evidence.models import Document
from saferstreets.common.digests import canonical, digest
from saferstreets.common.money import pounds
from saferstreets.common.workflow import Refused

ILLUSTRATIVE = "Illustrative: no paper gives this split of the award"
# The funder's sheet of spend, column by column: heading, key of a line of the return, kind of cell. A fund with another shape is another tuple.
SPEND = (
    ("Budget line", "title", "text"), ("For", "promise", "text"), ("Spent on", "category", "text"),
    ("Capital or revenue", "nature", "text"), ("May be claimed", "eligible", "yes"), ("VAT recovered", "vat_recoverable", "yes"),
    ("Allocated", "allocated", "money"), ("Actual in the period", "received", "money"), ("Actual to date", "received_to_date", "money"),
    ("Paid to date", "paid_to_date", "money"), ("Ordered, not here yet", "committed", "money"),
    ("Claimed in this return", "claimed", "money"), ("Claimed before", "claimed_before", "money"),
    ("Claimed to date", "cumulative", "money"), ("Forecast to the end of the grant", "forecast", "money"),
    ("Explanation", "words", "text"),
)  # fmt: skip
ENTRIES = (
    ("Entry", "entry", "number"), ("Day", "day", "text"), ("Budget line", "title", "text"), ("From", "from", "text"),
    ("What", "reason", "text"), ("Takes back entry", "takes_back", "number"), ("Net", "net", "money"), ("VAT", "vat", "money"),
    ("Claimed", "cost", "money"), ("Papers", "papers", "papers"),
)  # fmt: skip
PROMISES = (
    ("Promise", "title", "text"), ("First target", "baseline", "number"), ("Target now", "current", "number"),
    ("Change approved", "approved", "yes"), ("Reached", "actual", "number"), ("Unit", "unit", "text"), ("Figure", "figure", "text"),
)  # fmt: skip
PROGRESS = (
    ("Promise", "title", "text"), ("Delivery", "delivery", "text"), ("Why", "delivery_why", "text"), ("Spend", "spend", "text"),
    ("Why", "spend_why", "text"), ("Risk", "risk", "text"), ("Why", "risk_why", "text"), ("Steps delayed, and the leading factor", "delays", "text"),
)  # fmt: skip
RISKS = (
    ("Risk", "title", "text"), ("Threatens", "threatens", "text"), ("Category", "category", "text"),
    ("What may happen, and what then", "description", "text"), ("Impact before", "pre_impact", "text"),
    ("Likelihood before", "pre_likelihood", "text"), ("What is done about it", "mitigations", "text"), ("Impact after", "post_impact", "text"),
    ("Likelihood after", "post_likelihood", "text"), ("Proximity", "proximity", "text"), ("Owner (a post)", "owner", "text"),
)  # fmt: skip
MOVES = (
    ("Moved from", "from", "text"), ("Moved to", "to", "text"), ("Amount", "amount", "money"), ("Why", "reason", "text"),
    ("Approved on", "on", "text"), ("With the funder’s letter", "letter", "yes"),
)  # fmt: skip
# The sheets after the first: name, key of what is frozen, columns. A return submitted before a sheet was thought of has none.
SHEETS = (
    ("Spend", "lines", SPEND), ("Outputs", "promises", PROMISES), ("Progress", "progress", PROGRESS), ("Risks", "risks", RISKS),
    ("Moves", "moves", MOVES),
)  # fmt: skip
WIDE = {
    "delivery_why",
    "spend_why",
    "risk_why",
    "delays",
    "description",
    "mitigations",
    "reason",
    "words",
    "title",
}
FIXED = (1980, 1, 1, 0, 0, 0)  # the day of every file in the ZIP, so that the same bundle has the same bytes
ENDINGS = {DocumentType.PDF: "pdf", DocumentType.JPEG: "jpg"}
LARGEST_IN_MEMORY = 8 * 1024 * 1024


class BundleRefused(Refused):
    """A paper is not the one that was submitted."""


def workbook(submission, signatures):
    """The bytes of the XLSX. signatures: of the submission, in order."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties(
            {"title": str(submission), "created": submission.submitted_at.replace(tzinfo=None, microsecond=0)}
        )
        styles = {"head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}), "money": book.add_format({"num_format": "#,##0.00", "valign": "top"}), "text": book.add_format({"text_wrap": True, "valign": "top"})}  # fmt: skip
        frozen = submission.frozen
        _pairs(book.add_worksheet("Return"), _cover(submission, signatures), styles)
        for name, key, columns in SHEETS:
            if key in frozen:
                total = frozen["totals"] if key == "lines" else None
                _table(book.add_worksheet(name), columns, frozen[key], styles, total=total)
        _table(book.add_worksheet("Entries"), ENTRIES, submission.ledger, styles)
        _table(book.add_worksheet("Notes"), (("What a reader should know", "words", "text"),), [{"words": words} for words in frozen["warnings"]], styles)  # fmt: skip
    return made.getvalue()


def _cover(submission, signatures):
    """(label, value) pairs of the first sheet."""
    frozen = submission.frozen
    project, claim, sums = frozen["project"], frozen["return"], frozen["totals"]
    award = pounds(project["award"]) if project["award"] is not None else "Not entered"
    rows = [
        ("Project", project["name"]), ("Fund and round", project["round"]), ("Return", f"{claim['number']}, version {claim['version']}"),
        ("Period it tells of", claim["period"]), ("Window for handing in", claim["window"]), ("Basis", claim["basis"]),
        ("Award", award), ("Claimed in this return", pounds(sums["claimed"])), ("Claimed to date", pounds(sums["cumulative"])),
        ("Entries", f"{sums['entries']:,}"), *((one.get_capacity_display(), f"{one.name}, {one.post}, {one.signed_on:%-d %B %Y}") for one in signatures),
        ("Digest of the figures (SHA-256)", submission.sha256),
    ]  # fmt: skip
    if frozen["illustrative"]:
        rows.insert(0, ("Please note", ILLUSTRATIVE))
    if project["demonstration"]:
        rows.insert(0, ("Please note", "A demonstration: what it counts is invented"))
    return rows


def _pairs(sheet, rows, styles):
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    for number, (label, value) in enumerate(rows):
        sheet.write_string(number, 0, label, styles["head"])
        sheet.write_string(number, 1, value, styles["text"])


def _table(sheet, columns, rows, styles, total=None):
    """One row of headings, one for each row, and the totals where there are any. Text is always written as text."""
    sheet.freeze_panes(1, 1)
    for place, (heading, key, _) in enumerate(columns):
        sheet.set_column(place, place, 40 if key in WIDE else 18)
        sheet.write_string(0, place, heading, styles["head"])
    for number, row in enumerate(rows, 1):
        for place, (_, key, kind) in enumerate(columns):
            _cell(sheet, number, place, kind, row[key], styles)
    if total:
        sheet.write_string(len(rows) + 1, 0, "All lines", styles["head"])
        for place, (_, key, kind) in enumerate(columns):
            if kind == "money" and key in total:
                _cell(sheet, len(rows) + 1, place, kind, total[key], styles)


def _cell(sheet, row, column, kind, value, styles):
    if value is None or value == "":
        return
    if kind == "money":
        sheet.write_number(row, column, Decimal(value) / 100, styles["money"])
    elif kind == "number":
        sheet.write_number(row, column, value, styles["text"])
    else:
        sheet.write_string(row, column, _text(kind, value), styles["text"])


def _text(kind, value):
    if kind == "papers":
        return "; ".join(f"{paper['title']} ({paper['sha256'][:16]})" for paper in value)
    return ("Yes" if value else "No") if kind == "yes" else value


def bundle(submission, signatures):
    """An open temporary file with the ZIP: the figures, the workbook, every paper, and a list of digests to check them by.

    Raises BundleRefused where a kept paper is not the one that was submitted. Whoever asks closes the file.
    """
    file = tempfile.SpooledTemporaryFile(max_size=LARGEST_IN_MEMORY)  # noqa: SIM115 - closed by whoever asked
    try:
        with zipfile.ZipFile(file, "w") as archive:
            _fill(archive, submission, signatures)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _fill(archive, submission, signatures):
    sums = []

    def put(name, content):
        one = zipfile.ZipInfo(name, FIXED)
        one.compress_type, one.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        archive.writestr(one, content)
        sums.append(f"{digest(content)}  {name}")

    put("READ-ME.txt", _read_me(submission, signatures))
    put("return.json", canonical(submission.frozen))
    put("entries.json", canonical(submission.ledger))
    put("return.xlsx", workbook(submission, signatures))
    for name, content in _papers(submission):
        put(name, content)
    put("SHA256SUMS", "\n".join(sums) + "\n")


def _papers(submission):
    """(name in the ZIP, bytes) of every paper behind the entries, each once."""
    wanted = {paper["id"]: paper for row in submission.ledger for paper in row["papers"]}
    for document in Document.objects.filter(project_id=submission.project_id, pk__in=wanted).order_by("pk"):
        with document.file.open() as kept:
            content = kept.read()
        paper = wanted.pop(document.pk)
        if digest(content) != paper["sha256"]:
            raise BundleRefused(
                f"“{document.title}” is not the paper that was submitted. Ask whoever keeps the server."
            )
        yield f"papers/{paper['sha256'][:16]}.{ENDINGS[paper['type']]}", content
    if wanted:
        raise BundleRefused(
            f"{len(wanted)} papers that were submitted are gone. Ask whoever keeps the server."
        )


def _read_me(submission, signatures):
    frozen = submission.frozen
    lines = [
        str(submission), frozen["project"]["name"], "", f"Claimed: {pounds(submission.claimed_pence)}",
        f"Claimed to date: {pounds(submission.cumulative_pence)}", *([ILLUSTRATIVE] if frozen["illustrative"] else []), "",
        *(str(one) for one in signatures), "", f"SHA-256 of return.json, which both signed: {submission.sha256}", "",
        "return.xlsx  the workbook", "entries.json  every entry claimed, with the digests of its papers", "papers/  the papers, named by the start of their digest",
        "SHA256SUMS  check with: sha256sum -c SHA256SUMS", "",
    ]  # fmt: skip
    return "\n".join(lines)
