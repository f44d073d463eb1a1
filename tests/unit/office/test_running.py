"""Health, readiness, and logs that say what and where but never who."""

import json
import logging
import sys

import pytest

from office import health
from saferstreets.logs import IdsOnly

CANARY = "Zanzibar Quokka"


def logged(msg, *args, fault=None, pathname="office/views.py"):
    record = logging.LogRecord("django.request", logging.WARNING, pathname, 1, msg, args, fault)
    return json.loads(IdsOnly().format(record)), IdsOnly().format(record)


def test_a_log_holds_ids_and_no_words_of_anybody():
    line, text = logged("letter %s of %s could not be applied", 17, CANARY)
    assert line["event"] == "letter %s of %s could not be applied"
    assert line["with"] == ["17", "(15 characters)"]
    assert CANARY not in text
    line, text = logged("%s: %s", "Not Found", "/own/households/?q=quokka")
    assert line["with"][1] == "/own/households/"
    assert "quokka" not in text
    assert "quokka" not in logged("Mail to %s", "quokka@demo.example")[1]
    assert "Quokka" not in logged(f"{CANARY} went wrong", pathname="/x/site-packages/y.py")[1]


def test_a_fault_is_told_by_class_and_place_without_its_words():
    try:
        raise ValueError(f"Key (name)=({CANARY}) is there already")
    except ValueError:
        line, text = logged("It failed", fault=sys.exc_info())
    assert line["fault"] == "ValueError"
    assert "test_running.py" in line["where"][0]
    assert CANARY not in text


@pytest.mark.django_db
def test_ready_says_part_by_part_and_503_when_one_is_missing(client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert "tables: ok" in answer.text
    monkeypatch.setattr(health, "LEAST_FREE", 2**70)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "room: NOT READY" in answer.text
    assert client.get("/healthz").text == "ok"
