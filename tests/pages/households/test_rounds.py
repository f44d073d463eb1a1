"""The pages of a round: who sees which, making one, ticking and undoing, the paper and typing it in."""

import io

import page as checker
import pypdf
import pytest
from django.urls import reverse

from households.choices import CautionInstruction
from households.models import BurglaryRecord, CautionFlag, LadderStep, Round, Visit
from saferstreets.common import clock
from tests.factories.accounts import member
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.rounds import DAY, round_of, street_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(settings):
    settings.DEMONSTRATION_TODAY = DAY


@pytest.fixture
def homes():
    return street_of(12)


@pytest.fixture
def project(homes):
    return homes[0].project


@pytest.fixture
def assistant(project):
    return member(project, "assistant")


@pytest.fixture
def coordinator(project, client):
    user = member(project)
    client.force_login(user)
    return user


def at(project, name, *args, room="households"):
    return reverse(f"{room}:{name}", args=[project.slug, *args])


def read(answer):
    return answer.content.decode()


def test_an_assistant_sees_own_rounds_the_coordinator_all_an_officer_those_of_the_day(
    client, project, homes, assistant
):
    own = round_of(homes[:2], walked_by=assistant)
    others = round_of(homes[2:4], walked_by=member(project, "assistant"))
    tomorrow = round_of(homes[4:6], on_day=DAY.replace(day=25))
    for role, seen in (
        (assistant, {own}),
        (member(project), {own, others, tomorrow}),
        (member(project, "officer"), {own, others}),
    ):
        client.force_login(role)
        assert {row.pk for row in client.get(at(project, "round_list")).context["page"]} == {
            row.pk for row in seen
        }
        for walk in (own, others, tomorrow):
            for room, name in (
                ("households", "round_detail"),
                ("households", "round_sheet"),
                ("doorstep", "round_type_in"),
                ("doorstep", "round_undo"),
            ):
                assert (client.get(at(project, name, walk.pk, room=room)).status_code == 404) == (
                    walk not in seen
                )


def test_the_best_doors_for_tonight_in_one_press(client, project, coordinator, assistant):
    answer = client.post(at(project, "round_tonight"), {"walked_by": assistant.pk}, follow=True)
    walk = Round.objects.get()
    assert (walk.walked_by, walk.on_day, walk.part_of_day, walk.doors.count()) == (
        assistant,
        DAY,
        "evening",
        12,
    )
    assert "The round is made: 12 doors." in read(answer)
    again = client.post(at(project, "round_tonight"), {"walked_by": assistant.pk}, follow=True)
    assert "Choose at least one door" in read(again)
    client.post(at(project, "round_tonight"), {"walked_by": "999999"})
    assert Round.objects.count() == 1


def test_the_form_opens_on_tonight_and_the_doors_can_be_thinned_out(
    client, project, homes, coordinator, assistant
):
    page = client.get(at(project, "round_new"))
    assert len(page.context["doors"]) == 12
    asked = dict(page.context["form"].carried()) | {"home": [homes[0].pk, homes[5].pk]}
    answer = client.post(at(project, "round_new"), asked, follow=True)
    assert [door["pk"] for door in answer.context["doors"]] == [homes[0].pk, homes[5].pk]
    nothing = client.post(at(project, "round_new"), asked | {"home": []})
    assert "Choose at least one door" in read(nothing)


def test_a_street_a_side_and_a_saturday(client, project, homes, coordinator, assistant):
    asked = {
        "walked_by": assistant.pk, "part": "morning", "street": homes[0].street_id, "side": "odd", "how_many": 10,
        "on_day_day": 27, "on_day_month": 11, "on_day_year": 2021,
    }  # fmt: skip
    page = client.get(at(project, "round_new"), asked)
    assert [door["pk"] for door in page.context["doors"]] == [
        home.pk for home in homes if int(home.number) % 2
    ]
    client.post(at(project, "round_new"), asked | {"home": [homes[0].pk]})
    walk = Round.objects.get()
    assert (walk.part_of_day, walk.side, walk.where) == (
        "weekend",
        "odd",
        f"{homes[0].street.name}, odd numbers",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"how_many": 51},
        {"how_many": 9},
        {"on_day_day": 23},
        {"walked_by": ""},
        {"part": "night"},
        {"street": "x"},
    ],
)
def test_what_cannot_be_asked_is_refused_and_made_never(
    client, project, homes, coordinator, assistant, wrong
):
    asked = (
        dict(client.get(at(project, "round_new")).context["form"].carried()) | {"home": [homes[0].pk]} | wrong
    )
    answer = client.post(at(project, "round_new"), asked)
    assert "There is a problem" in read(answer)
    assert not Round.objects.exists()


def test_whoever_walks_reads_priority_and_never_why(client, project, homes, coordinator, assistant):
    BurglaryRecord.objects.create(
        project=project, household=homes[0], reference="C1", source="list", purpose="first", expires_on=DAY, recorded_at=clock.now()
    )  # fmt: skip
    client.post(at(project, "round_tonight"), {"walked_by": assistant.pk})
    for user in (assistant, member(project, "officer"), coordinator):
        client.force_login(user)
        text = read(client.get(Round.objects.get().get_absolute_url()))
        assert "Priority" in text
        assert not [word for word in ("urglar", "ictim", "ulnerab") if word in text]


def test_a_caution_is_said_before_the_knock(client, project, homes, assistant):
    CautionFlag.objects.create(
        project=project, household=homes[0], instruction=CautionInstruction.VISIT_IN_PAIRS, basis="SECRET BASIS", from_on=DAY, expires_on=DAY,
        recorded_by=assistant,
    )  # fmt: skip
    walk = round_of(homes[:2], walked_by=assistant)
    client.force_login(assistant)
    text = read(client.get(walk.get_absolute_url()))
    assert "Caution 1: Visit in pairs" in text
    assert "SECRET BASIS" not in text
    paper = _text(client.get(at(project, "round_sheet", walk.pk)).content)
    assert "pairs" not in paper
    assert "caution card" in paper


def test_tick_undo_and_go_on_within_the_round(client, project, homes, assistant):
    walk = round_of([homes[0], homes[1], homes[4], homes[7]], walked_by=assistant)
    client.force_login(assistant)
    nobody, undo = (at(project, name, walk.pk, room="doorstep") for name in ("round_nobody_in", "round_undo"))
    assert "Tick the doors" in read(client.post(nobody, {"outcome": "no_answer"}, follow=True))
    page = client.post(
        nobody, {"outcome": "no_answer", "home": [homes[0].pk, homes[1].pk, homes[9].pk, "x"]}, follow=True
    )
    assert (page.context["done"], page.context["undoable"]) == (2, 2)  # home 10 is not of this round
    assert "Undone: 2 doors." in read(client.post(undo, follow=True))
    assert not Visit.objects.standing().exists()
    client.post(nobody, {"outcome": "card_left", "home": [homes[1].pk]})
    record = f"{at(project, 'visit_record', homes[0].pk, room='doorstep')}?round={walk.pk}"
    client_id = client.get(record).context["form"]["client_id"].value()
    saved = client.post(record, {"client_id": client_id, "outcome": "no_answer"}, follow=True)
    assert saved.context["next"] == homes[4]  # number 2 has been ticked
    assert f"/{homes[4].pk}/?round={walk.pk}" in read(saved)


@pytest.mark.parametrize("key", ["x", "999999", "9" * 40, "-1"])
def test_a_round_that_is_not_ones_own_is_ignored_at_the_door(client, project, homes, assistant, key):
    client.force_login(assistant)
    page = client.get(at(project, "visit_record", homes[0].pk, room="doorstep"), {"round": key})
    assert (page.status_code, page.context["round"]) == (200, None)


def test_walked_and_cancelled(client, project, homes, coordinator, assistant):
    first, second = round_of(homes[:1], walked_by=assistant), round_of(homes[1:2], walked_by=assistant)
    client.post(at(project, "round_cancel", first.pk))
    client.force_login(assistant)
    assert client.post(at(project, "round_cancel", second.pk)).status_code == 403
    assert "Mark this round as walked?" in read(client.get(at(project, "round_walk", second.pk)))
    client.post(at(project, "round_walk", second.pk))
    assert dict(Round.objects.values_list("pk", "status")) == {first.pk: "cancelled", second.pk: "walked"}
    assert "You cannot mark as walked now" in read(
        client.post(at(project, "round_walk", first.pk), follow=True)
    )


def test_the_ladder_is_set_and_read_back(client, project, coordinator):
    asked = {f"part_{number}": "none" for number in range(1, 7)} | {
        "part_1": "any",
        "part_2": "evening",
        "card_2": "on",
    }
    client.post(at(project, "ladder"), asked)
    assert list(LadderStep.objects.values_list("number", "part_of_day", "leave_card")) == [
        (1, "", False),
        (2, "evening", True),
    ]
    gap = client.post(at(project, "ladder"), asked | {"part_2": "none", "part_3": "any"})
    assert "Choose when this try is made" in read(gap)
    assert LadderStep.objects.count() == 2


def _text(content):
    return " ".join(
        "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages).split()
    )


@pytest.mark.pdf
def test_the_sheet_is_tagged_has_every_code_and_names_nobody(client, project, assistant):
    homes = [
        HouseholdFactory(
            street=StreetFactory(project=project),
            flat="Flat 2, the coach house behind the old brewery",
            name="Wŷnn & <Sons>",
        )
        for _ in range(2)
    ]
    walk = round_of([*homes, *street_of(48, project)], walked_by=assistant)
    client.force_login(assistant)
    answer = client.get(at(project, "round_sheet", walk.pk))
    assert answer["Content-Type"] == "application/pdf"
    report = checker.validate_pdf_bytes(answer.content, profile=checker.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.rule_id for failure in report.failures]
    text = _text(answer.content)
    assert not [code for code in walk.doors.values_list("short_code", flat=True) if code not in text]
    assert assistant.name not in text
    assert "Safer Streets Assistant" in text
    assert "Wŷnn & <Sons>" in text
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) <= 4


def test_typing_in_keeps_bad_lines_in_the_box(client, project, homes, assistant):
    walk = round_of(homes[:2], walked_by=assistant)
    client.force_login(assistant)
    code = walk.doors.first().short_code
    page = client.post(
        at(project, "round_type_in", walk.pk, room="doorstep"), {"lines": f"{code} N\n99Z N\n<b>x</b> N"}
    )
    text = read(page)
    assert "1 line recorded, 2 to look at again" in text
    assert page.context["form"].initial["lines"] == "99Z N\n<b>x</b> N"
    assert "<b>x</b>" not in text


def test_a_round_of_a_later_day_cannot_be_typed_in_yet(client, project, homes, assistant):
    walk = round_of(homes, walked_by=assistant, on_day=DAY.replace(day=25))
    client.force_login(assistant)
    assert "not been walked yet" in read(
        client.get(at(project, "round_type_in", walk.pk, room="doorstep"), follow=True)
    )


def test_pages_ask_the_same_for_two_doors_as_for_twelve(
    client, project, homes, coordinator, assistant, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(address):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    few, many = round_of(homes[:2], walked_by=assistant), round_of(homes[2:], walked_by=assistant)
    for home in homes[2:8]:
        make_visit(home, assistant, on=DAY, outcome="no_answer")
    assert count(few.get_absolute_url()) == count(many.get_absolute_url()) <= 11
    before = count(at(project, "round_list"))
    for home in street_of(8, project):
        round_of([home], walked_by=assistant)
    assert count(at(project, "round_list")) == before
