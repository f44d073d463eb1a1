"""A file as rows: where the headings are, and every row below them, a few at a time."""

import csv
from dataclasses import dataclass, field

from imports import mapping, rules, sheets
from imports.rules import FileRefused
from imports.sniffing import NAMES, SAMPLE_BYTES, delimiter_of, open_text, sniff

END = "\x00end of file\x00"
HEADER_WITHIN = 30


@dataclass
class Table:
    """A list of rows found in a file. header: the number of the line of headings, 0 when there is none.

    rows() gives (number, [cell, ...]) for every row that is not blank; numbers count as a spreadsheet program does.
    """

    path: object
    name: str
    encoding: str
    delimiter: str
    sheet: str = ""
    header: int = 0
    columns: list = field(default_factory=list)

    def records(self):
        """(number, cells) of every record, blank and heading lines included. Raises FileRefused where the text breaks."""
        csv.field_size_limit(rules.MAX_CELL)
        with open_text(self.path, self.encoding) as file:
            if self.delimiter:
                reader = csv.reader(self._lines(file), delimiter=self.delimiter, strict=True)
            else:
                reader = ([_unquoted(line.rstrip("\r\n"))] for line in self._lines(file))
            number, cells = 0, []
            try:
                for number, cells in enumerate(reader, 1):  # noqa: B007 - the number is told when the reader fails
                    if cells and cells[0] == END:
                        return
                    yield number, cells
            except csv.Error as broken:
                raise FileRefused(self._broken(number + 1, broken)) from broken
            except UnicodeDecodeError as broken:
                raise FileRefused(
                    f"“{self.name}” stops being {self.encoding.upper()} text after row {number}. Save it again as UTF-8 and import that."
                ) from broken
            raise FileRefused(self._unclosed(number))

    def _lines(self, file):
        """The lines of the file and one of our own behind them: if a quotation mark is still open, that one is swallowed."""
        while line := file.readline(rules.MAX_LINE):
            if len(line) >= rules.MAX_LINE:
                raise csv.Error("field larger")
            last = line
            yield line
        if not last.endswith(("\n", "\r")):
            yield "\r\n"
        yield END + "\r\n"

    def _broken(self, number, broken):
        if "end of data" in str(broken):
            return self._unclosed(number)
        if "larger" in str(broken):
            return f"“{self.name}”, row {number}: a cell is longer than {rules.MAX_CELL:,} characters. A quotation mark is probably not closed. Nothing was imported."
        return f"“{self.name}”, row {number}: a quotation mark is not closed, or stands inside a cell without being doubled. Nothing was imported. Correct the row and import the file again."

    def _unclosed(self, number):
        return f"“{self.name}” is cut short: a quotation mark opened at row {number} is never closed. Nothing was imported. Get the whole file and import that."

    def rows(self):
        """(number, cells) of every row of data. Raises FileRefused for a row wider than a list can be."""
        for number, cells in self.records():
            if number > self.header and not _blank(cells):
                if len(cells) > rules.MAX_COLUMNS:
                    raise FileRefused(
                        f"“{self.name}”, row {number}, has {len(cells):,} columns; a list may have {rules.MAX_COLUMNS:,}. Delete the columns that are not needed."
                    )
                yield number, cells

    @property
    def layout(self):
        """How the file was read, in words."""
        return (
            f"sheet “{self.sheet}”"
            if self.sheet
            else f"{self.encoding}, cells parted by {NAMES[self.delimiter]}"
        )


def _unquoted(line):
    """The only cell of a line, without the marks that some lines of such a file have around them."""
    whole = len(line) > 2 and line[0] == line[-1] == '"'
    return line[1:-1].replace('""', '"') if whole else line


def _blank(cells):
    return not cells or not (cells[0].strip() or "".join(cells).strip())


def open_tables(path, name, importer, folder):
    """Find the list in a file. Returns (Sniffed, Table). Raises FileRefused.

    Of several sheets the one whose headings the importer knows best is taken, of equals the longest.
    """
    sniffed = sniff(path, name)
    if sniffed.kind == "text":
        found = [_headed(_text_table(path, name, sniffed.encoding, importer), importer)]
    else:
        parts = sheets.unpack(path, sniffed, name, folder)
        found = [_headed(Table(part, name, "utf-8", ",", sheet), importer) for sheet, part in parts]
    (_, rows), table = max(found, key=lambda one: one[0])
    if not rows:
        raise FileRefused(
            f"“{name}” has headings but no rows below them. Nothing was imported. Check that the right file was chosen."
        )
    return sniffed, table


def _text_table(path, name, encoding, importer):
    with open_text(path, encoding) as file:
        try:
            text = file.read(SAMPLE_BYTES)
        except UnicodeDecodeError as broken:
            raise FileRefused(
                f"“{name}” is not {encoding.upper()} text throughout. Save it again as UTF-8 and import that."
            ) from broken
    cut = max(text.rfind("\n"), text.rfind("\r"))
    whole = text[: cut + 1] if len(text) == SAMPLE_BYTES and cut > 0 else text
    return Table(
        path, name, encoding, delimiter_of(whole, is_heading=lambda line: importer.recognised([line]) > 0)
    )


def _headed(table, importer):
    """((headings known, rows seen), table) with the line of headings found among the first rows and the columns named."""
    first, seen = [], 0
    for number, cells in table.records():
        if not _blank(cells):
            seen += 1
            if len(first) < HEADER_WITHIN:
                first.append((number, cells))
        if seen > rules.SAMPLE_ROWS:
            break
    known = [importer.recognised(cells[: rules.MAX_COLUMNS]) for _, cells in first]
    best = max(range(len(first)), key=lambda place: (known[place], -place), default=None)
    if best is None:
        return (0, 0), table
    if known[best] or not importer.looks_like_data(first[0][1]):
        best = best if known[best] else 0
        table.header = first[best][0]
        headings = first[best][1]
        seen -= best + 1
    else:
        headings, best = [], -1
    width = max([len(headings), *(len(cells) for _, cells in first[best + 1 :])])
    table.columns = mapping.distinct([*headings, *[""] * width][:width][: rules.MAX_COLUMNS])
    return (known[best] if best >= 0 else 0, seen), table


def sample_of(table, size):
    """The first rows of a table, for learning and for showing."""
    rows, length = [], 0
    for number, cells in table.rows():
        rows.append((number, cells))
        length += sum(map(len, cells))
        if len(rows) >= size or length > rules.CHUNK_CHARACTERS:
            break
    return rows
