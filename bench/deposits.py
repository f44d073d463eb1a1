"""Invented walkers with phones, their homes, and rounds recorded on the phones and ready to hand in."""

import datetime
import secrets

from bench.register import settle

BATCH = 50
BAG = 5_000
# What fifty doors say: (times, outcome).
DOORS = (
    (18, "no_answer"),
    (12, "card_left"),
    (12, "answered"),
    (4, "call_back"),
    (2, "soft_refusal"),
    (2, "hard_refusal"),
)


def phones_of(projects, walkers):
    """Phones of so many projects with so many Assistants in each, all enrolled, each Assistant with packs in the bag."""
    from accounts.models import Membership, Project, User
    from bench import register
    from packs.actions import move_stock, place
    from packs.actions.delivery import pack_item
    from packs.choices import PlaceKind
    from saferstreets.common import clock
    from tests.deposit.phone import Phone

    found = []
    for _ in range(projects):
        project = Project.objects.create(
            slug=f"walk-{secrets.token_hex(4)}",
            name="The walk",
            starts_on=register.STARTS,
            ends_on=register.STILL_GOING,
        )
        for _ in range(walkers):
            by = User.objects.create(
                email=f"{secrets.token_hex(6)}@phone.example", name="Phone Assistant", password="!"
            )
            Membership.objects.create(project=project, user=by, role="assistant")
            move_stock(
                project=project, lines=[(pack_item(project), BAG)], from_location=place(project=project, kind=PlaceKind.SUPPLIER),
                to_location=place(project=project, kind=PlaceKind.BAG, holder=by), happened_on=clock.today(), by=by,
            )  # fmt: skip
            found.append(Phone(project, by))
    return found


def hold_round(phones, deposits):
    """Have each phone record so many times fifty doors that nobody has visited. Returns the phones."""
    from households.models import Household, Street

    for phone in phones:
        street = Street.objects.create(
            project=phone.project,
            name=(name := f"Invented Street {secrets.token_hex(4)}"),
            key=name,
            town="Workington",
        )
        homes = Household.objects.bulk_create(
            Household(
                project=phone.project,
                street=street,
                number=str(9000 + n),
                door_key=str(9000 + n),
                postcode="ZZ14 1AA",
                walk_seq=n,
            )
            for n in range(deposits * BATCH)
        )
        for start in range(0, len(homes), BATCH):
            _record(phone, iter(homes[start : start + BATCH]))
    settle()
    return phones


def _record(phone, homes):
    tomorrow = datetime.date.today() + datetime.timedelta(days=1)  # noqa: DTZ011 - any day to come will do
    for times, outcome in DOORS:
        for _ in range(times):
            said = {}
            if outcome == "answered":
                said = {"offers": {"pack": "done"}, "kit_code": secrets.token_hex(5), "registered": True}
            elif outcome == "call_back":
                said = {"call_back_on": tomorrow.isoformat()}
            phone.visit(next(homes), outcome, **said)


def handing_in(phones, deposits):
    """A job for each phone: hand in all it has, fifty at a time, and see that every record was applied. The phones are empty afterwards."""
    from django.test import RequestFactory

    from doorstep import sync

    def job_of(phone):
        shas = list(phone.outbox)
        bodies = [phone.body(shas[start : start + BATCH]) for start in range(0, len(shas), BATCH)]
        assert len(bodies) == deposits
        phone.outbox = {}
        authorization = phone.authorization

        def job():
            for body in bodies:
                request = RequestFactory().post(
                    "/deposit/v1",
                    body,
                    content_type="application/json",
                    headers={"Authorization": authorization},
                )
                answer = sync.deposit(request)
                assert answer.content.count(b'"verdict": "accepted"') == BATCH, answer.content[:2000]

        return job

    return [job_of(phone) for phone in phones]
