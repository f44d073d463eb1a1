"""The page a phone keeps: its words are the desk's, its program is one file, and it is about nobody."""

import json
import re
from pathlib import Path

import pytest

from doorstep import bundle, shell
from doorstep.forms import AnsweredForm, OtherOutcomeForm
from households.choices import VisitOutcome
from tests.house import ROOT

MODULES = sorted((ROOT / "doorstep" / "static" / "doorstep").rglob("*.js"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_modules_are_small_and_say_what_they_are_for(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= 300
    assert lines[0].startswith("// ")


def test_the_words_are_those_of_the_desks_forms():
    words = json.loads(json.dumps(shell.words()))
    assert words["outcomes"] == dict(VisitOutcome.choices)
    assert [one[0] for one in words["others"]] == [
        key for key, _ in OtherOutcomeForm.base_fields["outcome"].choices
    ]
    assert words["pack"]["choices"] == [list(one) for one in AnsweredForm.base_fields["pack"].choices]
    assert [one["kind"] for one in words["offers"]] == [
        "security_survey",
        "concern_survey",
        "support_referral",
    ]


def test_the_program_holds_every_module_once_and_no_import():
    program = shell.program()
    assert not re.search(r"^\s*(import|export)\b", program, re.MULTILINE)
    assert len(re.findall(r"^const m\d+ = ", program, re.MULTILINE)) == len(_needed("doorstep/app.js", set()))


def _needed(name, seen):
    """Every module `name` needs, itself included, found in a second way: by walking the files."""
    seen.add(name)
    folder = ROOT / "static" if name.startswith("vendor/") else ROOT / "doorstep" / "static"
    for source in re.findall(r'from "(\.[^"]+)"', (folder / name).read_text()):
        target = str((Path("/") / name).parent.joinpath(source).resolve().relative_to("/"))
        if target not in seen:
            _needed(target, seen)
    return seen


def test_every_module_of_the_page_is_in_the_program():
    needed = _needed("doorstep/app.js", set())
    apart = {"doorstep/worker.js", "doorstep/signed-out.js"}
    own = {path.relative_to(ROOT / "doorstep" / "static").as_posix() for path in MODULES}
    assert own - apart == {name for name in needed if name.startswith("doorstep/")}


@pytest.fixture
def modules(tmp_path, monkeypatch):
    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.js").write_text(text)
        monkeypatch.setattr(bundle.finders, "find", lambda name: str(tmp_path / name))

    return write


def test_a_bundle_keeps_names_apart(modules):
    modules(
        a='import { b as other } from "./b.js";\nconst x = 1;\nglobalThis.sum = x + other();\n',
        b="// words that stay at home\nconst x = 2;\nexport const b = () => x;\n",
    )
    assert bundle.bundled("a.js") == (
        "const m0 = (() => {\nconst x = 2;\nconst b = () => x;\nreturn { b };\n})();\n"
        "const m1 = (() => {\nconst { b: other } = m0;\nconst x = 1;\nglobalThis.sum = x + other();\nreturn {  };\n})();"
    )


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (
            {"a": 'import { b } from "./b.js";\n', "b": 'import { a } from "./a.js";\nexport const b = 1;\n'},
            "imports itself",
        ),
        ({"a": "export default 1;\n"}, "export default"),
        ({"a": 'import b from "./b.js";\n', "b": ""}, "import b"),
    ],
)
def test_what_cannot_be_bundled_is_said(modules, texts, words):
    modules(**texts)
    with pytest.raises(bundle.Unbundled, match=words):
        bundle.bundled("a.js")
