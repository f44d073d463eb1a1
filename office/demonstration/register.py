"""What an office knows around its homes, invented: residents, notes, cautions, landlords, enquiries, referrals, rounds.

Everything looks invented: Example Resident 12, Example Lettings, numbers of the range that Ofcom keeps for drama (07700 900xxx),
crime references that begin with EXAMPLE. Written through the actions of the pages, save for what no page may do: a record
from a list, a caution that has expired, an enquiry of some days ago.
"""

import datetime
import random

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from households import actions, ladder, picking, rounds, rules
from households.actions.own_streets import name_own_street
from households.choices import (
    CautionInstruction,
    ConsentPurpose,
    EnquiryChannel,
    EnquiryWant,
    HouseholdKind,
    LandlordKind,
    NoticeHow,
    PartOfDay,
    SupportKind,
    Tenure,
    VulnerabilityCategory,
    VulnerabilitySource,
)
from households.models import BurglaryRecord, CautionFlag, Enquiry, Household, Landlord, Visit
from packs.models import Delivery
from saferstreets.common import clock

NOTICE = "2021-09"
A_DAY = datetime.timedelta(days=1)
RESIDENTS, VICTIMS, HOMES_OF_A_LANDLORD = 60, 8, 25
SEMI_DETACHED = "7"  # homes whose number ends so; the rest of the houses are terraced
LADDER = (
    ladder.Step(leave_card=True), ladder.Step(), ladder.Step(part_of_day=PartOfDay.EVENING, leave_card=True),
)  # fmt: skip
# (name, kind, tenure of its homes, what was said)
LANDLORDS = (
    (
        "Example Lettings",
        LandlordKind.AGENT,
        Tenure.PRIVATE_RENTED,
        "Agreed to write to its tenants about the packs.",
    ),
    (
        "Example Homes Housing Association",
        LandlordKind.SOCIAL,
        Tenure.SOCIAL_RENTED,
        "Fits its own locks; tenants may have a pack.",
    ),
    ("Example Landlord", LandlordKind.PRIVATE, Tenure.PRIVATE_RENTED, ""),
)
# (channel, what for, name, message)
WAITING = (
    (EnquiryChannel.WEB, EnquiryWant.PACK, "Example Asker 1", "Is it still free?"),
    (EnquiryChannel.SOCIAL_MEDIA, EnquiryWant.LANDLORD, "Example Asker 2", "I let three houses in the area."),
)


def there(project):
    """Has this been loaded into `project`?"""
    return Landlord.objects.filter(project=project, name=LANDLORDS[0][0]).exists()


@transaction.atomic
def fill(*, project, coordinator, assistants, officer, seed, day):
    """Load it all around the homes and visits that are there. Returns a line about it."""
    dice = random.Random(f"register {seed}")
    _kinds(project)
    landlords(project, coordinator, day)
    homes = Household.objects.filter(project=project).select_related("street", "project").in_walking_order()
    with_pack = list(
        homes.filter(pk__in=Delivery.objects.standing().filter(project=project).values("household"))
    )
    packed = {home.pk for home in with_pack}
    without = [home for home in homes.open_to_visits() if home.pk not in packed]
    dice.shuffle(with_pack)
    dice.shuffle(without)
    known = residents(with_pack[:RESIDENTS], assistants, day)
    notes(with_pack[:6] + without[:6], coordinator, assistants[0], day)
    victims(project, without[4 : 4 + VICTIMS], coordinator, day)
    enquiries(project, without[20:22], coordinator, day)
    referrals(known, assistants[0], day)
    actions.set_ladder(project=project, steps=LADDER, by=coordinator)
    own = homes.last().street  # of the officer, as every office has somebody who lives in one of its streets
    name_own_street(project=project, user=officer, street=own, by=coordinator)
    made = planned(project, coordinator, assistants, day) + walked(project, coordinator, assistants[0], day)
    return f"{project.name} ({project.slug}): {len(known)} invented residents, {len(LANDLORDS)} landlords, {made} rounds."


def _kinds(project):
    """Mostly terraces, as the paper says of the area; a flat is a flat."""
    homes = Household.objects.filter(project=project)
    homes.exclude(flat="").update(kind=HouseholdKind.FLAT)
    homes.filter(flat="").update(kind=HouseholdKind.TERRACE)
    homes.filter(flat="", number__endswith=SEMI_DETACHED).update(kind=HouseholdKind.SEMI)


def landlords(project, by, day):
    """Three of them; the first rented homes of the walking order are theirs."""
    rented = (
        Household.objects.filter(project=project, landlord=None).in_walking_order().select_related("project")
    )
    for number, (name, kind, tenure, said) in enumerate(LANDLORDS):
        landlord = actions.add_landlord(
            project=project, name=name, kind=kind, contact=_telephone(800 + number), by=by
        )
        for home in rented.filter(tenure=tenure)[:HOMES_OF_A_LANDLORD]:
            actions.set_landlord(household=home, landlord=landlord, by=by)
        if said:
            actions.record_contact(landlord=landlord, happened_on=day - 20 * A_DAY, what=said, by=by)


def residents(homes, assistants, day):
    """One resident a home, with the notice given; most keep their details, some say no to the survey. Returns them."""
    found = []
    for number, home in enumerate(homes, 1):
        by = assistants[number % len(assistants)]
        agreed = (ConsentPurpose.PACK, ConsentPurpose.SURVEY)[: 1 + number % 2]
        resident = actions.add_resident(
            household=home, name=f"Example Resident {number}", contact=_telephone(number) if number % 3 else "",
            notice_version=NOTICE, notice_how=(NoticeHow.CARD, NoticeHow.VERBAL)[number % 2], since_on=day - 10 * A_DAY, by=by, agreed=agreed,
        )  # fmt: skip
        if number % 5 == 0:
            actions.record_consent(
                resident=resident,
                purpose=ConsentPurpose.SURVEY,
                given=False,
                happened_on=day - 9 * A_DAY,
                by=by,
            )
        found.append(resident)
    return found


def notes(homes, coordinator, assistant, day):
    """A note on vulnerability at each home but the last three, which carry cautions: one long, one ending soon, one over."""
    careful = homes[-3:]
    for home, category in zip(homes[:-3], VulnerabilityCategory, strict=False):
        actions.add_vulnerability(
            household=home, category=category, source=VulnerabilitySource.RESIDENT, review_on=day + 90 * A_DAY,
            reason="Invented: knock twice and wait.", by=assistant,
        )  # fmt: skip
    lasting = (
        (CautionInstruction.VISIT_IN_PAIRS, 120),
        (CautionInstruction.DOG, 6),
        (CautionInstruction.CALL_OFFICE_FIRST, -3),
    )
    for home, (instruction, days) in zip(careful, lasting, strict=False):
        basis, expires_on = "Invented for the demonstration", day + days * A_DAY
        if days >= 0:
            actions.set_caution(
                household=home, instruction=instruction, basis=basis, expires_on=expires_on, by=coordinator
            )
            continue
        over = CautionFlag.objects.create(
            project_id=home.project_id, household=home, instruction=instruction, basis=basis, from_on=expires_on - 60 * A_DAY,
            expires_on=expires_on, recorded_by=coordinator,
        )  # fmt: skip
        record_event(
            by=coordinator, verb="caution.set", subject=over, fields=["instruction", "basis", "expires_on"]
        )


def victims(project, homes, by, day):
    """Burglary records as a list of the Constabulary brings them."""
    records = BurglaryRecord.objects.bulk_create(
        BurglaryRecord(
            project=project, household=home, reference=f"EXAMPLE-{number:04d}", happened_on=day - (20 + 7 * number) * A_DAY,
            source="Example list, invented", purpose="To offer victims of burglary advice and better locks",
            expires_on=day + 180 * A_DAY, recorded_at=timezone.now(),
        )
        for number, home in enumerate(homes, 1)
    )  # fmt: skip
    if records:
        record_event(by=by, verb="burglary.invent", subject=project, project=project, fields=["records"])


def enquiries(project, homes, by, day):
    """Two waiting, one promised for today, one closed; the two homes are those of the last two."""
    for number, (channel, want, name, message) in enumerate(WAITING, 1):
        desk = None if channel == EnquiryChannel.WEB else by
        _asked(project, day - number * A_DAY, f"900{number} Clay Street", channel, want, name, message, desk)
    for number, home in enumerate(homes, 3):
        asked = _asked(
            project,
            day - number * A_DAY,
            home.address,
            EnquiryChannel.PHONE,
            EnquiryWant.PACK,
            f"Example Asker {number}",
            "",
            by,
        )
        actions.match_enquiry(enquiry_id=asked.pk, household=home, by=by)
        if number == 3:
            actions.promise_visit(enquiry_id=asked.pk, promised_on=day, promised_time="after 4pm", by=by)
        else:
            actions.close_enquiry(enquiry_id=asked.pk, reason="Rang again: no longer wanted", by=by)


def _asked(project, on_day, address, channel, want, name, message, by):
    """An enquiry of an earlier day; the action dates it with the moment itself."""
    asked = actions.receive_enquiry(
        project=project, want=want, address=address, channel=channel, name=name, contact=_telephone(900 + int(name[-1])),
        message=message, by=by,
    )  # fmt: skip
    asked.received_at = clock.start_of(on_day) + datetime.timedelta(hours=11)
    Enquiry.objects.filter(pk=asked.pk).update(received_at=asked.received_at)
    return asked


def referrals(known, by, day):
    """One that nobody has answered in 28 days, one accepted, one still in time."""
    sent = (
        (SupportKind.FIRE, "Example Fire Service", 35),
        (SupportKind.MONEY, "Example Money Advice", 20),
        (SupportKind.HOUSING, "Example Housing Options", 6),
    )
    for resident, (kind, body, ago) in zip(known, sent, strict=False):
        on_day = day - ago * A_DAY
        referral = actions.make_referral(
            household=resident.household,
            resident=resident,
            kind=kind,
            new_body=body,
            consented_on=on_day,
            sent_on=on_day,
            by=by,
        )
        if kind == SupportKind.MONEY:
            actions.answer_referral(
                referral_id=referral.pk,
                move=rules.ACCEPT,
                answered_on=day - 12 * A_DAY,
                outcome="Appointment made",
                by=by,
            )


def planned(project, by, assistants, day):
    """A round for today for each Assistant, of the best doors of the moment. Returns how many."""
    parts = ladder.parts_on(day)[-len(assistants) :]
    made = 0
    for place, walker in enumerate(assistants):
        part = parts[place % len(parts)]
        picks = picking.best_doors(project=project, day=day, part=part, ladder=LADDER, walker=walker)
        if picks:
            actions.make_round(
                project=project, picks=picks, on_day=day, part_of_day=part, walked_by=walker, by=by
            )
            made += 1
    return made


def walked(project, by, walker, day):
    """The last round that this Assistant walked, from the visits of that day. Returns how many: 1, or 0 without any."""
    visits = Visit.objects.standing().filter(project=project, recorded_by=walker, happened_on__lt=day)
    last = visits.order_by("-happened_at").first()
    if last is None:
        return 0
    homes = (
        visits.filter(happened_on=last.happened_on)
        .order_by("happened_at")
        .values_list("household", flat=True)
    )
    picks = [picking.Pick(home, rounds.NEVER_TRIED) for home in dict.fromkeys(homes)][: rounds.MOST_DOORS]
    part = ladder.part_of_day(last.happened_at)
    found, _ = actions.make_round(
        project=project, picks=picks, on_day=last.happened_on, part_of_day=part, walked_by=walker, by=by
    )
    actions.end_round(round_id=found.pk, move=rounds.WALK, by=by)
    return 1


def _telephone(number):
    """A number of the range that Ofcom keeps for drama: it rings nowhere."""
    return f"07700 900{number:03d}"
