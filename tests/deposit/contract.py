"""The description of the protocol, held against what is really said: as much of JSON Schema as the description uses."""

import datetime
import json
import re
import uuid

from doorstep.sync import OPENAPI

DESCRIPTION = json.loads(OPENAPI.read_text())
SCHEMAS = DESCRIPTION["components"]["schemas"]
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
FORMATS = {
    "uuid": uuid.UUID, "date": datetime.date.fromisoformat, "date-time": datetime.datetime.fromisoformat,
}  # fmt: skip


def faults(value, schema, at="answer"):
    """Where `value` is not as `schema` says, in words; an empty list when it is."""
    if ref := schema.get("$ref"):
        return faults(value, SCHEMAS[ref.rsplit("/", 1)[1]], at)
    if choices := schema.get("anyOf"):
        return [] if any(not faults(value, one, at) for one in choices) else [f"{at}: none of its choices"]
    if ("const" in schema and value != schema["const"]) or value not in schema.get("enum", [value]):
        return [f"{at}: {value!r}"]
    wanted = schema.get("type", [])
    kinds = [TYPES[name] for name in ([wanted] if isinstance(wanted, str) else wanted)]
    if kinds and type(value) not in kinds:
        return [f"{at}: a {type(value).__name__}"]
    return _inside(value, schema, at)


def _inside(value, schema, at):
    if isinstance(value, dict):
        return _of_object(value, schema, at)
    if isinstance(value, list):
        found = [f"{at}: too many"] if len(value) > schema.get("maxItems", len(value)) else []
        return found + [
            fault for number, one in enumerate(value) for fault in faults(one, schema.get("items", {}), f"{at}[{number}]")
        ]  # fmt: skip
    if isinstance(value, str):
        return _of_text(value, schema, at)
    if isinstance(value, int) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return [f"{at}: {value}"]
    return []


def _of_object(value, schema, at):
    known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{at}: {name} is missing" for name in schema.get("required", ()) if name not in value]
    for name, inner in value.items():
        if name in known:
            found += faults(inner, known[name], f"{at}.{name}")
        elif more is False:
            found.append(f"{at}: {name} is not described")
        elif isinstance(more, dict):
            found += faults(inner, more, f"{at}.{name}")
    return found


def _of_text(value, schema, at):
    try:
        FORMATS.get(schema.get("format"), str)(value)
    except ValueError:
        return [f"{at}: {value!r} is no {schema['format']}"]
    fits = re.search(schema.get("pattern", ""), value) and schema.get("minLength", 0) <= len(value)
    return [] if fits and len(value) <= schema.get("maxLength", len(value)) else [f"{at}: {value!r}"]
