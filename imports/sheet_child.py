"""Run alone by sheets.py: opens one spreadsheet under limits and writes its sheets as CSV files. No Django, no database.

Arguments: the file, the folder to write to, the limits as JSON. Prints {"sheets": [[name, file], ...]} or {"refused": code}.
"""

import csv
import datetime
import json
import resource
import sys
from pathlib import Path


def main(path, folder, limits):
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        visible = [sheet.name for sheet in workbook.sheets_metadata if str(sheet.visible).endswith("Visible")]
        sheets = []
        for number, name in enumerate(visible or workbook.sheet_names):
            sheet = workbook.get_sheet_by_name(name)
            if sheet.total_height > limits["rows"] + 100:
                return {"refused": "rows"}
            rows = [[text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
            rows = trimmed(rows)
            if len(rows) > limits["rows"]:
                return {"refused": "rows"}
            if max(map(len, rows), default=0) > limits["columns"]:
                return {"refused": "columns"}
            if rows:
                write(Path(folder) / f"{number}.csv", rows)
                sheets.append([name, f"{number}.csv"])
    except python_calamine.PasswordError:
        return {"refused": "locked"}
    except (python_calamine.CalamineError, OSError, ValueError, MemoryError):
        return {"refused": "broken"}
    return {"sheets": sheets}


def trimmed(rows):
    """Rows without the empty cells and empty rows at the end."""
    for row in rows:
        while row and not row[-1].strip():
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def text(cell):
    """A cell as a person reads it: 7.0 is 7, a day is 2021-11-24."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return str(cell)


def write(path, rows):
    """A blank row stays a blank line, so that rows keep their numbers."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        for row in rows:
            writer.writerow(row) if row else file.write("\r\n")


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))))
