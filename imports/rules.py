"""Pure decisions about imports: the moves of a batch, and how much the office takes in at once."""

import re

from accounts.permissions import Perm
from imports.choices import BatchStatus as S
from saferstreets.common.workflow import Move, Refused

MERGE = Move("merge", "Merge", frozenset({S.STAGED}), S.MERGED, Perm.ADDRESSES_IMPORT)
DISCARD = Move("discard", "Discard", frozenset({S.STAGED}), S.DISCARDED, Perm.ADDRESSES_IMPORT)
UNDO = Move("undo", "Undo the merge", frozenset({S.MERGED}), S.UNDONE, Perm.ADDRESSES_IMPORT)
# A correction of the columns, or a decision about a row, leaves the batch where it is.
CORRECT = Move("correct", "Correct", frozenset({S.STAGED}), S.STAGED, Perm.ADDRESSES_IMPORT)
MOVES = (MERGE, DISCARD, UNDO)

MAX_FILE_BYTES = 100_000_000
MAX_COLUMNS = 1_000
# One cell, and one line, in characters: beyond this a quotation mark was never closed.
MAX_CELL = 2_000_000
MAX_LINE = 8_000_000
# Spreadsheets are read whole, so they are held to less than text (which streams without a limit of rows).
MAX_SHEET_BYTES = 20_000_000
MAX_SHEET_UNPACKED = 50_000_000
MAX_SHEET_MEMBERS = 200
MAX_SHEET_ROWS = 20_000
MAX_SHEET_COLUMNS = 60
SHEET_SECONDS = 10
SHEET_MEMORY = 512 * 1024 * 1024

# Rows held in memory or put into a table at once; characters of a sample held in memory, if that is reached first.
CHUNK_ROWS = 2_000
CHUNK_CHARACTERS = 4_000_000
SAMPLE_ROWS = 5_000


class FileRefused(Refused):
    """The file cannot be read; the sentence says what it is, where it stops, and what to do."""


class MappingRefused(Refused):
    """The columns chosen cannot give what the import needs."""


class BatchRefused(Refused):
    """The batch cannot be merged, corrected or undone as it is."""


def reason_of(reason):
    """A reason without the numbers of rows in it, so that rows waiting for one reason are found together."""
    return re.sub(r"\d+", "…", reason)


def counts(batch):
    """The seven numbers of a batch as commands print them: read, then the six verdicts that add up to it."""
    names = ("read", "new", "unchanged", "changed", "duplicate", "review", "refused")
    return {name: getattr(batch, name) for name in names}
