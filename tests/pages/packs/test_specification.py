"""What goes in the pack: every version, what changed, and the next one."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from packs import actions
from packs.models import PackContent, PackSpecification
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 11, 24)
NOTE = "The proposals also named information about support services; the final list does not name it."


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def coordinator(project):
    return member(project)


def first(project, by, from_on=datetime.date(2021, 9, 6)):
    """Two things, no quantities."""
    return actions.add_specification(
        project=project, from_on=from_on, contents=[("Pens", None), ("Tote bags", None)], note=NOTE, by=by
    )  # fmt: skip


def page(client, project, name="specification"):
    return client.get(reverse(f"packs:{name}", args=[project.slug]))


def boxes(project):
    return {content.name: f"quantity_{content.pk}" for content in PackContent.objects.filter(project=project)}


def change(client, project, **answers):
    return client.post(
        reverse("packs:specification_new", args=[project.slug]),
        {
            "after": len(PackSpecification.objects.all()),
            "from_on_day": 1,
            "from_on_month": 11,
            "from_on_year": 2021,
            "note": NOTE,
        }
        | answers,
    )


def test_the_page_says_what_is_not_entered_and_what_the_list_leaves_out(client, project, coordinator):
    first(project, coordinator)
    client.force_login(coordinator)
    text = page(client, project).text
    assert "2 quantities are not entered" in text
    assert "information about support services" in text


def test_a_change_is_a_new_version_and_the_old_one_stays(client, project, coordinator):
    old = first(project, coordinator)
    actions.stock_contents(specification=old, by=coordinator)
    client.force_login(coordinator)
    names = boxes(project)
    bags = PackContent.objects.get(name="Tote bags")
    answers = {names["Pens"]: "2", "left_out": [bags.pk], "added": "1 x key ring\nleaflets"}
    assert change(client, project, **answers).status_code == 302
    new = PackSpecification.objects.get(version=2)
    held = list(new.contents.values_list("name", "quantity", "item__name"))
    assert held == [("Pens", 2, "Pens"), ("key ring", 1, None), ("leaflets", None, None)]
    assert list(old.contents.values_list("name", "quantity")) == [("Pens", None), ("Tote bags", None)]
    text = page(client, project).text
    for words in (
        "Pens: no quantity entered, now 2",
        "New: key ring",
        "Left out: Tote bags",
        "Version 2",
        "Version 1",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"added": "pens"}, "there twice"),
        ({"added": "x" * 121}, "120 characters or fewer"),
        ({"box": "0"}, "Pens: enter 1 or more"),
        ({"everything": True}, "at least one thing"),
    ],
)
def test_a_version_that_is_none_is_refused(client, project, coordinator, answers, words):
    first(project, coordinator)
    client.force_login(coordinator)
    if answers.pop("everything", False):
        answers["left_out"] = list(PackContent.objects.values_list("pk", flat=True))
    if "box" in answers:
        answers = {boxes(project)["Pens"]: answers["box"]}
    assert words in change(client, project, **answers).text
    assert PackSpecification.objects.count() == 1


def test_the_first_version_is_typed_line_by_line(client, project, coordinator):
    client.force_login(coordinator)
    assert page(client, project).status_code == page(client, project, "specification_new").status_code == 200
    assert change(client, project, added="2 x Pens").status_code == 302
    assert PackContent.objects.get().quantity == 2


def test_the_button_pressed_twice_makes_one_version(client, project, coordinator):
    first(project, coordinator)
    client.force_login(coordinator)
    quantities = {name: "3" for name in boxes(project).values()}
    for _ in range(2):
        assert change(client, project, after=1, added="whistle", **quantities).status_code == 302
    new = PackSpecification.objects.get(version=2)
    assert list(new.contents.values_list("quantity", flat=True)) == [3, 3, None]
    assert PackSpecification.objects.count() == 2


def test_a_version_made_from_an_older_one_is_refused(client, project, coordinator):
    first(project, coordinator)
    client.force_login(coordinator)
    change(client, project, added="whistle")
    assert (
        "changed the pack since you opened this page"
        in change(client, project, after=1, added="leaflet").text
    )
    assert PackSpecification.objects.count() == 2


def test_an_assistant_reads_and_does_not_change(client, project, coordinator):
    first(project, coordinator)
    client.force_login(member(project, Role.ASSISTANT))
    assert "Change the pack" not in page(client, project).text
    assert change(client, project, added="Whistle").status_code == 403


def test_twenty_versions_cost_what_two_cost(client, project, coordinator):
    client.force_login(coordinator)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert page(client, project).status_code == 200
        return len(queries)

    for day in (6, 7):
        first(project, coordinator, datetime.date(2021, 9, day))
    cost()
    two = cost()
    for day in range(8, 26):
        first(project, coordinator, datetime.date(2021, 9, day))
    assert cost() == two
