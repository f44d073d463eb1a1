"""The page a phone keeps, as the server gives it out."""

import json

import pytest
from django.urls import reverse

from doorstep import shell
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(slug="own")


@pytest.fixture
def page(project):
    return reverse("doorstep:phone", args=[project.slug])


def test_the_page_is_the_same_for_everybody(client, project, page):
    answers = []
    for _ in range(2):
        client.force_login(member(project, "assistant"))
        answer = client.get(page)
        answers.append(answer.content)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "csrftoken" in answer.cookies
    assert answers[0] == answers[1]
    assert f'data-app="{shell.version()}"' in answers[0].decode()


def test_who_walks_no_rounds_has_no_page(client, project, page):
    client.force_login(member(project, "finance"))
    assert client.get(page).status_code == 403


def test_the_worker_is_looked_at_afresh_and_names_what_there_is(client):
    answer = client.get("/sw.js")
    assert (answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (
        "no-cache",
        "text/javascript; charset=utf-8",
    )
    named = json.loads(
        answer.content.decode().split("\n")[0].removeprefix("const SHELL = ").removesuffix(";")
    )
    assert named["version"] == shell.version()
    program, *others = named["files"]
    answer = client.get(program)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert all(name.startswith("/static/") for name in others)


def test_only_todays_program_is_here(client):
    assert client.get(reverse("phone_program", args=["0123456789abcdef"])).status_code == 404


def test_a_home_screen_can_hold_it(client, project, page):
    client.force_login(member(project, "assistant"))
    answer = client.get(reverse("doorstep:phone_manifest", args=[project.slug]))
    said = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (said["start_url"], said["scope"], said["display"]) == (page, page, "standalone")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
