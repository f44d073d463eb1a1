"""The floors hold: imports and relations run only downwards, and the house rules that a machine can check."""

import ast
import re

import pytest
from django.apps import apps

from tests.house import ROOMS, ROOT, house_models, room_files

SOURCES = [path for room in ROOMS for path in room_files(room)] + sorted(
    (ROOT / "saferstreets").rglob("*.py")
)
BANNED_FILES = {"utils.py", "helpers.py", "services.py", "signals.py", "managers.py", "constants.py"}
SIGN_IN_TABLES = {
    "accounts.User",
    "accounts.Organisation",
    "accounts.OrganisationName",
    "accounts.Project",
    "accounts.AuditSeal",
}
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def imported_rooms(path):
    """The rooms that a file imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names & set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_run_only_downwards(room):
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in room_files(room)
        for other in imported_rooms(path)
        if other != room and ROOMS[other] >= ROOMS[room]
    ]
    assert not wrong


def test_the_ground_floor_imports_no_room():
    common = sorted((ROOT / "saferstreets" / "common").rglob("*.py"))
    assert not [f"{path.name} imports {rooms}" for path in common if (rooms := imported_rooms(path))]


def test_relations_run_only_downwards():
    wrong = []
    for model in house_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None) if field.concrete and field.is_relation else None
            room = target._meta.app_label if target else None
            if (
                room in ROOMS
                and room != model._meta.app_label
                and ROOMS[room] >= ROOMS[model._meta.app_label]
            ):
                wrong.append(f"{model._meta.label}.{field.name} points at {target._meta.label}")
    assert not wrong


def test_every_row_belongs_to_a_project_and_every_key_begins_with_it():
    wrong = []
    for model in house_models():
        if model._meta.label in SIGN_IN_TABLES:
            continue
        if not any(field.name == "project" for field in model._meta.fields):
            wrong.append(f"{model._meta.label} has no project")
        keys = [constraint for constraint in model._meta.constraints if hasattr(constraint, "fields")]
        for key in [*keys, *model._meta.indexes]:
            if key.fields and key.fields[0].lstrip("-") != "project" and key.name not in ABOVE_PROJECTS:
                wrong.append(f"{key.name} of {model._meta.label} does not begin with the project")
    assert not wrong


# The audit trail is sealed day by day over all projects; who asks about a caller does not know the project.
ABOVE_PROJECTS = {"audit_recorded", "caller_code_once"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small_and_named(path):
    assert path.name not in BANNED_FILES
    lines = path.read_text().splitlines()
    assert len(lines) <= 300, f"{path} has {len(lines)} lines: make it a folder, one file per noun"
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= 40, f"{path}: {node.name} has {length} lines"


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if "views" in path.name], ids=lambda path: str(path.relative_to(ROOT))
)
def test_views_never_write(path):
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert not [call.func.attr for call in calls if call.func.attr in WRITES]


def test_no_signals_in_the_rooms():
    assert not [
        path
        for path in SOURCES
        if re.search(r"^\s*@receiver|\.connect\(", path.read_text(), re.M) and "tests" not in path.parts
    ]


def test_templates_neither_compare_a_status_nor_trust_html():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    assert templates
    wrong = [
        path.relative_to(ROOT)
        for path in templates
        if re.search(
            r"(?:status|state|outcome)\s*[=!]=|\|\s*safe\b|autoescape off|<script(?![^>]*src=)|<style|\sstyle=",
            path.read_text(),
        )
    ]
    assert not wrong


def test_money_is_never_a_float():
    floats = [
        f"{model._meta.label}.{field.name}"
        for model in house_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() in {"FloatField", "DecimalField"}
    ]
    assert not floats


def test_every_room_says_what_it_is_for():
    for room in ROOMS:
        assert (apps.get_app_config(room).module.__doc__ or "").strip()
