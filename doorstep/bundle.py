"""The phone's modules as one file: on a bad line thirty requests cost more than what is in them (docs/decisions/0110).

No tool and no build step: each module becomes a function that returns what it exports, in the order in which they need each other, and
comments stay at home. It asks of the modules what they keep anyway: imports on one line at the top, and no cycle.
"""

import posixpath
import re

from django.contrib.staticfiles import finders

IMPORT = re.compile(r'^import (\{[^}\n]*\}) from "([^"\n]+)";\n', re.MULTILINE)
EXPORTED = re.compile(r"^export (?=(?:const|class|function|async function) (\w+))", re.MULTILINE)
LISTED = re.compile(r"^export \{([^}]*)\};\n?", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


class Unbundled(Exception):
    """A module is written in a way that cannot be put into the one file."""


def bundled(entry):
    """The text of `entry` (a path under static/) with everything it imports."""
    order, texts = [], {}
    _collect(entry, order, texts, ())
    numbers = {name: number for number, name in enumerate(order)}
    return "\n".join(_wrapped(name, texts[name], numbers) for name in order)


def _collect(name, order, texts, above):
    if name in above:
        raise Unbundled(f"{name} imports itself by way of {above[-1]}")
    if name in texts:
        return
    with open(finders.find(name), encoding="utf-8") as file:
        texts[name] = file.read()
    for _names, source in IMPORT.findall(texts[name]):
        _collect(_path(name, source), order, texts, (*above, name))
    order.append(name)


def _path(name, source):
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), source))


def _wrapped(name, text, numbers):
    """One module as `const mN = (() => { ... })();`."""

    def taken(match):
        names, source = match.groups()
        return f"const {names.replace(' as ', ': ')} = m{numbers[_path(name, source)]};\n"

    exports = EXPORTED.findall(text)
    for listed in LISTED.findall(text):
        exports += [one.strip() for one in listed.split(",") if one.strip()]
    body = EXPORTED.sub("", LISTED.sub("", COMMENT.sub("", IMPORT.sub(taken, text))))
    if left := re.search(r"^\s*(import|export)\b[^\n]*", body, re.MULTILINE):
        raise Unbundled(f"{name}: {left.group().strip()}")
    return f"const m{numbers[name]} = (() => {{\n{body.strip()}\nreturn {{ {', '.join(exports)} }};\n}})();"
