"""The page a phone keeps: its words, its files, and the version that changes with any of them. Nothing in it is about anybody."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

from doorstep.bundle import bundled
from doorstep.forms import OTHER_OUTCOMES, TIMES_OF_DAY, AnsweredForm, NotedVisitForm, OtherOutcomeForm
from households import outings, rules
from households.choices import OfferKind, PartOfDay, VisitOutcome

HERE = Path(__file__).parent / "static"
WORKER = HERE / "doorstep" / "worker.js"
PAGE = settings.BASE_DIR / "templates" / "doorstep" / "phone.html"
ICONS = {"192x192": "any", "512x512": "any", "maskable": "maskable"}
# Where a door of the round stands (docs/deposit.md, 3), as the list says it.
STATES = {
    "to_visit": "To visit",
    "tried": "Tried before",
    "call_back": "Call back promised",
    "done": "Visited today",
    "stopped": "Do not call",
    "no_home": "Not a home",
}


def files():
    """What the page needs besides its program: paths under static/."""
    return ["doorstep/door.css", "saferstreets/favicon.svg"]


def words():
    """What the screens say, taken from the forms of the desk, so that the two never differ."""
    answered, hints = AnsweredForm.base_fields, OtherOutcomeForm.choice_hints["outcome"]
    offers = [kind for kind in OfferKind if kind != OfferKind.PACK]
    return {
        "outcomes": dict(VisitOutcome.choices),
        "quick": [[outcome.value, outcome.label] for outcome in rules.QUICK],
        "others": [[outcome.value, outcome.label, str(hints.get(outcome, ""))] for outcome in OTHER_OUTCOMES],
        "times": [[value, label] for value, label in TIMES_OF_DAY],
        "pack": _offer(answered, OfferKind.PACK),
        "offers": [_offer(answered, kind) for kind in offers],
        "noteHint": str(NotedVisitForm.base_fields["note"].help_text),
        "parts": {part.value: part.label.removeprefix("Weekday ").lower() for part in PartOfDay},
        "states": STATES,
        "timer": {"out": outings.LENGTHS, "longer": outings.LONGER, "dark": outings.AFTER_DARK_RULE},
    }


def _offer(fields, kind):
    field = fields[kind.value]
    return {
        "kind": kind.value,
        "label": str(field.label),
        "hint": str(field.help_text),
        "choices": [[value, str(label)] for value, label in field.choices],
    }


@lru_cache
def program():
    """The page's program, all of it."""
    return bundled("doorstep/app.js")


def version():
    """Sixteen letters that change when the program, the style, the page or a word on it does."""
    return _version()


@lru_cache
def _version():
    digest = hashlib.sha256(json.dumps([words(), program()], sort_keys=True).encode())
    for path in [*(Path(finders.find(name)) for name in files()), WORKER, PAGE]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def worker():
    """The service worker's text: its version and its files, then the worker itself."""
    program_url = reverse("phone_program", args=[version()])
    shell = {"version": version(), "files": [program_url, *(static(name) for name in files())]}
    return f"const SHELL = {json.dumps(shell)};\n{WORKER.read_text()}"


def manifest(project, start):
    """What a phone needs to put the page on its home screen."""
    icons = [
        {
            "src": static(f"doorstep/icons/{size}.png"),
            "sizes": "512x512" if size == "maskable" else size,
            "type": "image/png",
            "purpose": purpose,
        }
        for size, purpose in ICONS.items()
    ]
    return {
        "id": start,
        "name": f"{project.name}: doorstep",
        "short_name": "Doorstep",
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "orientation": "portrait",
        "background_color": "#ffffff",
        "theme_color": "#16324f",
        "icons": icons,
    }
