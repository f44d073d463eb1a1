"""Tables that leave the office as files: CSV and workbooks in which no cell of text can run as a formula."""

import csv
import io
import re

# What a spreadsheet program may take for a formula, full-width signs and blanks before it included.
RUNS = re.compile(r"['\s]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"-?\d[\d.,]*")
CELL_AT_MOST = 32_767  # characters, in a workbook


def harmless(cell):
    """A cell as text that no spreadsheet program runs: an apostrophe before what could run; numbers stay numbers."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if RUNS.match(text) and not NUMBER.fullmatch(text) else text


def as_it_was(cell):
    """What `harmless` was given."""
    return cell[1:] if cell.startswith("'") and RUNS.match(cell) else cell


def write_csv(file, headings, rows):
    """Write a table to an open text file. Returns how many rows."""
    out, n = csv.writer(file), 0
    out.writerow([harmless(heading) for heading in headings])
    for row in rows:
        out.writerow([harmless(cell) for cell in row])
        n += 1
    return n


def csv_text(headings, rows):
    """A table as CSV text, a byte order mark first so that a spreadsheet program reads it as UTF-8."""
    file = io.StringIO()
    write_csv(file, headings, rows)
    return "\ufeff" + file.getvalue()


class Workbook:
    """A workbook written row by row, holding one row in memory; text is always text. Used as a context."""

    def __init__(self, path):
        import xlsxwriter

        texts = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.book = xlsxwriter.Workbook(str(path), {"constant_memory": True, **texts})
        self.bold, self.names = self.book.add_format({"bold": True}), set()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.book.close()

    def sheet(self, name, headings):
        """Begin a sheet; returns the function that adds a row to it. Names are cut to 31 characters and stay apart."""
        cut, n = name[:31], 1
        while cut in self.names:
            n += 1
            cut = f"{name[: 29 - len(str(n))]} {n}"
        self.names.add(cut)
        sheet = self.book.add_worksheet(cut)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self.bold)
        place = iter(range(1, 1_048_576))

        def add(row):
            line = next(place)
            for column, cell in enumerate(row):
                if isinstance(cell, int) and not isinstance(cell, bool):
                    sheet.write_number(line, column, cell)
                elif cell is not None and cell != "":
                    sheet.write_string(line, column, str(cell)[:CELL_AT_MOST])

        return add
