"""One line of JSON for each thing logged, with ids and places in the code only: no address of a request's query, no value of a row.

A log travels further than the database it speaks of, so what a message or a fault carries is not written: its template is, and the
numbers and short words that were put into it.
"""

import json
import logging
import re
import traceback

# What may stand in a log by value: numbers, ids, names of code. A word with a blank in it may be anybody's.
PLAIN = re.compile(r"[A-Za-z0-9_./:-]{1,80}")
# Django logs the path of what it refuses; a path of this office holds ids only, whatever follows ? may be typed by anybody.
QUERY = re.compile(r"\?.*", re.S)


class IdsOnly(logging.Formatter):
    """Writes {"at", "level", "logger", "event", "with"} and, for a fault, {"fault": its class, "where": [file:line function]}."""

    def format(self, record):
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "event": str(record.msg) if record.args or _is_ours(record) else _plain(record.msg),
            "with": [_plain(value) for value in _values(record.args)],
        }
        if record.exc_info and record.exc_info[0]:
            line["fault"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-8:]
            line["where"] = [
                f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno} {frame.name}" for frame in frames
            ]
        return json.dumps(line)


def _is_ours(record):
    """Is the message a sentence of this house's own code, which never puts a value into one?"""
    return record.pathname.find("site-packages") < 0


def _values(args):
    return args.values() if isinstance(args, dict) else args if isinstance(args, tuple) else ()


def _plain(value):
    """The value where it can be nobody's, else how long it was."""
    text = QUERY.sub("", str(value))
    return text if PLAIN.fullmatch(text) and "@" not in text else f"({len(text)} characters)"
