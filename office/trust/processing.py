"""The record of processing (UK GDPR Article 30) and the annex for the impact assessment, as a paper, from the register in the code.

What the register cannot know (the controllers, their data protection officer, the sharing agreements) is a line to fill in.
"""

from django.template.loader import render_to_string

from office.trust import actions
from office.trust.register import name_of
from saferstreets.common import clock, pdf, personal_data
from saferstreets.common.periods import long_date
from saferstreets.common.personal_data import PUBLIC_TASK

STYLE = "packs/papers.css"
# How a time of the register ends, by how its words begin: (beginning, what ends it).
ENDS = (
    ("12 months", "“End of the time to keep people” overwrites it; two people"),
    ("with the register", "“End of the time to keep people” overwrites it; two people"),
    ("7 years", "“End of the time to keep counts and money” overwrites it; two people"),
    ("with the audit trail", "“End of the time to keep counts and money” overwrites it; two people"),
    ("with the update", "Stays: what was published is kept whole"),
    ("readable until", "The nightly renewal of the sealing keys destroys the key"),
    ("until the evaluation", "“End of the time to keep counts and money” removes it; two people"),
    ("", "“Shorter times that are over” overwrites or removes it; two people"),
)
MEASURES = (
    "Each role sees what its work needs and no more; a test drives every role through every page of its own and of another project.",
    "Notes on vulnerability and burglary records open only with a reason; each look is written down, listed for the coordinator, and counted in a weekly letter.",
    "Whoever lives in a street of the project, or has family there, is shown nothing about its people and is given no door there.",
    "A phone carries addresses and a neutral code, no names and no notes, for twelve hours at most; what it records is sealed for the office.",
    "A lost phone is reported and drops what it reads; its person is signed out everywhere; what it still hands in waits for a person.",
    "Counts about people leave in bands of five; nothing is told of fewer than eight homes; each release is checked together with those before it.",
    "No personal data stands in web addresses, logs or letters.",
    "The audit trail is append-only and sealed by the day; backups are encrypted to a key that is not on the server.",
    "Whoever asks gets everything about their home; an erasure takes two people, holds after a restore, and is certified.",
)


def activities():
    """Rows for each reason people are recorded: purpose, category, basis, how long, what ends it, who sees it, and in which tables; residents first."""
    found = {}
    for label, columns in personal_data.tables().items():
        for entry in filter(None, columns.values()):
            found.setdefault(entry, {}).setdefault(name_of(label))
    rows = [
        {
            "purpose": entry.purpose, "category": entry.category, "basis": entry.basis, "keep": entry.keep, "who": entry.who,
            "ends": next(words for start, words in ENDS if entry.keep.startswith(start)), "tables": ", ".join(tables),
            "special": entry.basis != PUBLIC_TASK or "victim" in entry.category,
        }
        for entry, tables in found.items()
    ]  # fmt: skip
    return sorted(
        rows, key=lambda row: (row["keep"].startswith("7 years"), not row["special"], row["category"])
    )


def context(project):
    """What the paper prints."""
    rows = activities()
    return {
        "created": clock.today().isoformat(),
        "day": clock.today(),
        "project": pdf.printable(project.name),
        "lead": pdf.printable(str(project.lead_body or "")),
        "people_until": long_date(actions.people_go_on(project)),
        "counts_until": long_date(actions.counts_go_on(project)),
        "rows": rows,
        "special": [row for row in rows if row["special"]],
        "measures": MEASURES,
        "times": sorted({(row["keep"], row["ends"]) for row in rows}),
    }


def paper(project):
    """The bytes of the PDF."""
    return pdf.render(render_to_string("office/pdf/processing.html", context(project)), STYLE)
