"""The end of a day and the check-in timer, as phones tell of them: late, twice, and in any order."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from doorstep.models import Device, Letter
from households.actions.outings import start_outing
from households.models import Outing
from packs.choices import PlaceKind
from packs.models import Balance, ClosedDay
from tests.deposit.phone import Phone
from tests.factories.accounts import member
from tests.factories.rounds import street_of

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def homes():
    return street_of(3)


@pytest.fixture
def phone(homes):
    return Phone(homes[0].project, member(homes[0].project, Role.ASSISTANT))


@pytest.fixture
def noon():
    """Some hours ago, to the second, on this day or the one before."""
    return timezone.now().replace(microsecond=0) - 5 * 60 * MINUTE


def said(client, phone, kind, *payloads):
    """Hand in records of this kind, each (payload, moment). Returns the verdicts."""
    Device.objects.update(enrolled_at=timezone.now() - 24 * 60 * MINUTE)
    for payload, at in payloads:
        phone.record(kind, payload, wall=at.astimezone(datetime.UTC).isoformat(timespec="seconds"))
    return [
        (verdict["verdict"], verdict["code"])
        for verdict in phone.send(client).json()["verdicts"][-len(payloads) :]
    ]


def check_in(client, phone, *records):
    """records: (state, minutes or None, moment)."""
    return said(
        client, phone, "check-in",
        *(({"state": state, **({"minutes": minutes} if minutes else {})}, at) for state, minutes, at in records),
    )  # fmt: skip


def close(day, counted, **more):
    return {"on_day": day.isoformat(), "counted": counted, "unsent": 0, "safe_home": True, **more}


def test_a_whole_walk_that_arrives_in_the_evening(client, phone, noon):
    walk = [("out", 60, noon), ("longer", 30, noon + 50 * MINUTE), ("safe", None, noon + 85 * MINUTE)]
    assert check_in(client, phone, *walk) == [("accepted", "")] * 3
    outing = Outing.objects.get()
    assert (outing.walker, outing.started_at, outing.back_by) == (phone.user, noon, noon + 90 * MINUTE)
    assert (outing.safe_at, outing.settled_by) == (noon + 85 * MINUTE, phone.user)


def test_whoever_goes_out_anew_was_well_until_then(client, phone, noon):
    check_in(client, phone, ("out", 60, noon), ("out", 60, noon + 120 * MINUTE))
    first, second = Outing.objects.order_by("started_at")
    assert (first.safe_at, second.safe_at) == (noon + 120 * MINUTE, None)


def test_an_earlier_outing_that_comes_late_ends_where_the_next_began(client, phone, noon):
    check_in(client, phone, ("out", 60, noon + 120 * MINUTE), ("out", 60, noon))
    first, second = Outing.objects.order_by("started_at")
    assert (first.safe_at, second.safe_at) == (noon + 120 * MINUTE, None)


def test_an_old_word_of_safety_stops_no_later_outing(client, phone, noon):
    check_in(client, phone, ("out", 60, noon + 120 * MINUTE), ("safe", None, noon + 100 * MINUTE))
    assert Outing.objects.get().safe_at is None


def test_longer_after_somebody_noted_safe_is_out_again(client, phone, noon):
    check_in(
        client,
        phone,
        ("out", 60, noon),
        ("safe", None, noon + 60 * MINUTE),
        ("longer", 30, noon + 70 * MINUTE),
    )
    assert Outing.objects.standing().get().back_by == noon + 100 * MINUTE


def test_safe_waits_for_the_outing_it_ends(client, phone, noon):
    out = phone.record("check-in", {"state": "out", "minutes": 60}, wall=f"{noon:%Y-%m-%dT%H:%M:%S}+00:00")
    held = phone.outbox.pop(out)
    Device.objects.update(enrolled_at=noon - MINUTE)
    rec = json.loads(held)["hdr"]["rec"]
    assert said(client, phone, "check-in", ({"state": "safe", "of": rec}, noon + 40 * MINUTE)) == [
        ("stored", "")
    ]
    assert not Outing.objects.exists()
    phone.outbox[out] = held
    phone.send(client)
    assert Outing.objects.get().safe_at == noon + 40 * MINUTE
    assert set(Letter.objects.values_list("status", flat=True)) == {"accepted"}


def test_a_timer_started_at_the_desk_is_stopped_from_the_phone(client, phone):
    start_outing(project=phone.project, minutes=60, by=phone.user)
    assert check_in(client, phone, ("safe", None, timezone.now() + MINUTE)) == [("accepted", "")]
    assert Outing.objects.get().safe_at


@pytest.mark.parametrize(
    "payload",
    [
        {"state": "out"}, {"state": "longer"}, {"state": "lost"}, {"state": "out", "minutes": 0}, {"state": "safe", "minutes": 5},
        {"state": "out", "minutes": 60, "of": "0190c0de-0000-7000-8000-000000000000"}, {"state": "out", "minutes": 60, "companion": 999_999},
    ],
)  # fmt: skip
def test_what_is_not_as_agreed_is_kept_for_a_person(client, phone, noon, payload):
    assert said(client, phone, "check-in", (payload, noon)) == [("attention", "invalid")]
    assert not Outing.objects.exists()


def test_the_day_is_closed_with_the_visits_before_it(client, phone, homes):
    """A pack handed over, drawn from no bag: expected is what the books say after it."""
    phone.visit(homes[0], "answered", offers={"pack": "done"})
    now = timezone.now()
    verdicts = said(client, phone, "day-close", (close(timezone.localdate(), 0), now))
    assert verdicts == [("accepted", "")]
    day = ClosedDay.objects.get()
    assert (day.holder, day.on_day, day.counted, day.unsent, day.safe_home) == (
        phone.user,
        timezone.localdate(),
        0,
        0,
        True,
    )


def test_a_bag_that_differs_is_booked_and_looked_at(client, phone):
    verdicts = said(client, phone, "day-close", (close(timezone.localdate(), 3), timezone.now()))
    assert verdicts == [("conflict", "bag-short")]
    day = ClosedDay.objects.get()
    assert (day.expected, day.counted) == (0, 3)
    assert day.explanation
    bag = Balance.objects.get(location__kind=PlaceKind.BAG, location__holder=phone.user)
    uncovered = Balance.objects.get(location__kind=PlaceKind.UNRECONCILED)
    assert (bag.quantity, uncovered.quantity) == (3, -3)


def test_with_a_word_about_it_the_difference_waits_where_bags_are_settled(client, phone):
    record = close(timezone.localdate(), 3, explanation="Given back by a neighbour")
    assert said(client, phone, "day-close", (record, timezone.now())) == [("accepted", "")]
    assert ClosedDay.objects.get().explanation == "Given back by a neighbour"


def test_closed_twice_is_closed_once_and_otherwise_a_person_looks(client, phone):
    today, now = timezone.localdate(), timezone.now()
    assert (
        said(client, phone, "day-close", (close(today, 0), now), (close(today, 0), now))
        == [("accepted", "")] * 2
    )
    assert said(client, phone, "day-close", (close(today, 2), now)) == [("attention", "refused")]
    assert ClosedDay.objects.get().counted == 0


def test_the_office_counts_itself_what_has_not_come(client, phone, homes):
    phone.visit(homes[0])
    late = phone.outbox.pop(phone.visit(homes[1]))
    said(client, phone, "day-close", (close(timezone.localdate(), 0), timezone.now()))
    day = ClosedDay.objects.get()
    assert (day.unsent, day.named) == (1, "Records 2 of the phone")
    assert late


def test_safe_home_stops_the_timer(client, phone):
    now = timezone.now()
    check_in(client, phone, ("out", 60, now - 10 * MINUTE))
    said(client, phone, "day-close", (close(timezone.localdate(), 0), now))
    assert Outing.objects.standing().count() == 0


@pytest.mark.parametrize("changes", [{"safe_home": False}, {"counted": -1}, {"on_day": "2999-01-01"}])
def test_a_day_is_closed_safe_and_not_ahead(client, phone, changes):
    record = close(timezone.localdate(), 0) | changes
    assert said(client, phone, "day-close", (record, timezone.now())) == [("attention", "invalid")]


def test_who_carries_no_bag_closes_none(client, homes):
    officer = Phone(homes[0].project, member(homes[0].project, Role.OFFICER))
    record = close(timezone.localdate(), 0)
    assert said(client, officer, "day-close", (record, timezone.now())) == [("attention", "refused")]


def test_the_desk_shows_what_the_phone_said_and_asks_no_number(client, phone):
    Device.objects.update(unsent=2, last_heard_at=timezone.now())
    client.force_login(phone.user)
    page = reverse("doorstep:day_close", args=[phone.project.slug])
    shown = client.get(page).content.decode()
    assert "2 records not sent yet" in shown
    assert 'name="unsent"' not in shown
    client.post(page, {"counted": "0", "safe_home": "on"})
    assert not ClosedDay.objects.exists()
    client.post(page, {"counted": "0", "safe_home": "on", "named": "Two doors in Lonsdale Street"})
    assert ClosedDay.objects.get().unsent == 2


def test_an_empty_phone_is_asked_nothing(client, phone):
    Device.objects.update(last_heard_at=timezone.now())
    client.force_login(phone.user)
    page = reverse("doorstep:day_close", args=[phone.project.slug])
    shown = client.get(page).content.decode()
    assert "everything had reached the office" in shown
    assert 'name="named"' not in shown
    start_outing(project=phone.project, minutes=60, by=phone.user)
    client.post(page, {"counted": "0", "safe_home": "on"})
    assert ClosedDay.objects.get().unsent == 0
    assert Outing.objects.standing().count() == 0
