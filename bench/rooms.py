"""Rows for the rooms beside the register, so that every figure of the update has something to count.

What follows from visits is made from them by the database itself, in every project; the rest in proportion to the homes of
a project, with days before, in and after the period of the update, and with rows of the kinds that must not count.
"""

import datetime

from django.db import connection
from django.db.models import F
from django.utils import timezone

from accounts.models import Organisation, Project
from bench import bench_stock, register
from bench.register import DAYS, STARTS

DAY = datetime.timedelta(days=1)

# A knock in a thousand was a letter, the people had moved, or a wish was written down.
UNLIKELY = """
    UPDATE households_visit SET outcome = 'opted_out' WHERE outcome = 'no_answer' AND id % 500 = 1;
    UPDATE households_visit SET outcome = 'moved' WHERE outcome = 'no_answer' AND id % 500 = 2;
    UPDATE households_visit SET outcome = 'language_need' WHERE outcome = 'card_left' AND id % 100 = 3;
    UPDATE households_household SET state = 'derelict' WHERE id % 1000 = 4;
    UPDATE households_household SET state = 'split' WHERE id % 1000 = 5
"""
# A third of those who answered were asked about their worries, a tenth of them offered help.
OFFERED = """
    INSERT INTO households_offer (project_id, visit_id, kind, outcome)
        SELECT project_id, id, 'concern_survey', CASE WHEN id % 2 = 0 THEN 'done' ELSE 'declined' END
        FROM households_visit WHERE outcome = 'answered' AND id % 3 = 0;
    INSERT INTO households_offer (project_id, visit_id, kind, outcome)
        SELECT project_id, id, 'support_referral', CASE WHEN id % 20 = 0 THEN 'declined' ELSE 'wanted' END
        FROM households_visit WHERE outcome = 'answered' AND id % 10 = 0;
    INSERT INTO hardening_securitysurvey (project_id, household_id, visit_id, client_id, stage, answers, windows, interior, doors,
            external, wide, happened_on, recorded_at, recorded_by_id, withdrawn_at)
        SELECT v.project_id, v.household_id, v.id, v.client_id, CASE WHEN v.id % 9 = 0 THEN 'after' ELSE 'before' END, '{}', FALSE,
            FALSE, FALSE, FALSE, v.id % 5, v.happened_on, v.recorded_at, v.recorded_by_id, v.withdrawn_at
        FROM households_offer o JOIN households_visit v ON v.id = o.visit_id WHERE o.kind = 'security_survey' AND o.outcome = 'done';
    INSERT INTO outcomes_response (project_id, questionnaire_id, household_id, visit_id, client_id, wave, how, answers, happened_at,
            happened_on, recorded_at, recorded_by_id, withdrawn_at, withdrawn_by_id, withdrawn_reason)
        SELECT v.project_id, q.id, v.household_id, v.id, v.client_id, 'ongoing', 'at_the_door', '{}', v.happened_at, v.happened_on,
            v.recorded_at, v.recorded_by_id, v.withdrawn_at, v.withdrawn_by_id, v.withdrawn_reason
        FROM households_offer o JOIN households_visit v ON v.id = o.visit_id
        JOIN outcomes_questionnaire q ON q.project_id = v.project_id WHERE o.kind = 'concern_survey' AND o.outcome = 'done'
"""
# What became of the kits at homes, and second packs.
GIVEN = """
    UPDATE packs_kit SET registered_how = 'paper_form' WHERE registered_on IS NOT NULL AND id % 7 = 0;
    UPDATE packs_kit SET confirmed_on = registered_on WHERE registered_on IS NOT NULL AND id % 4 = 0;
    UPDATE packs_kit SET sticker_seen_on = issued_on WHERE issued_on IS NOT NULL AND id % 5 = 0;
    INSERT INTO packs_delivery (project_id, household_id, street_id, visit_id, delivered_on, recorded_at, recorded_by_id, again_reason,
            withdrawn_at)
        SELECT v.project_id, v.household_id, v.street_id, v.id, v.happened_on, v.recorded_at, v.recorded_by_id, 'Lost', v.withdrawn_at
        FROM packs_delivery d JOIN households_visit v ON v.project_id = d.project_id AND v.household_id = d.household_id
        WHERE v.id <> d.visit_id AND v.id % 40 = 0 ORDER BY v.id
"""
# Every pack handed over left a bag, or what no bag covered; the pack of a withdrawn visit went back.
MOVED = """
    INSERT INTO packs_movement (project_id, item_id, from_location_id, to_location_id, quantity, reason, source, key, happened_on,
            recorded_at, recorded_by_id)
        SELECT d.project_id, i.id, f.id, t.id, 1, '', 'packs.Delivery:' || d.id, 'delivery:' || d.id, d.delivered_on, d.recorded_at, d.recorded_by_id
        FROM packs_delivery d JOIN packs_item i ON i.project_id = d.project_id AND i.kind = 'pack'
        JOIN packs_location f ON f.project_id = d.project_id AND f.holder_id = d.recorded_by_id
            AND f.kind = CASE WHEN d.id % 50 = 0 THEN 'unreconciled' ELSE 'bag' END
        JOIN packs_location t ON t.project_id = d.project_id AND t.kind = 'household';
    INSERT INTO packs_movement (project_id, item_id, from_location_id, to_location_id, quantity, reason, source, reverses_id, happened_on,
            recorded_at, recorded_by_id)
        SELECT m.project_id, m.item_id, m.to_location_id, m.from_location_id, m.quantity, 'Withdrawn', m.source, m.id, m.happened_on,
            m.recorded_at, m.recorded_by_id
        FROM packs_delivery d JOIN packs_movement m ON m.project_id = d.project_id AND m.key = 'delivery:' || d.id
        WHERE d.withdrawn_at IS NOT NULL
"""


def fill(big, by, homes):
    """Rows in every room of every project. big: the project whose stock has a movement and a kit for each of its `homes`."""
    _reset_sequences()
    bench_stock.MOVES = bench_stock.KITS = homes
    _say(UNLIKELY)
    firm = Organisation.objects.create(name="Bench Fitters")
    for project in Project.objects.order_by("pk"):
        _hardening(project, by, firm)
        _lighting(project)
        _cctv(project)
        _outcomes(project, by)
        _packs(project, by)
    _say(OFFERED)
    _say(GIVEN)
    bench_stock._fill(big, by)
    _say(MOVED)
    register.settle()


def _say(statements):
    with connection.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement)


def _reset_sequences():
    """Rows written past the product did not move the counters that new rows take their ids from."""
    bench_stock._count_on(connection)


def _day(number):
    return DAYS[number * 37 % len(DAYS)]


def _some(model, project, every):
    """One row in so many of a project, by id."""
    return list(
        model.objects.filter(project=project).annotate(rest=F("pk") % every).filter(rest=0).order_by("pk")
    )


def _hardening(project, by, organisation):
    """A job at every fiftieth home on every stage of its road, second jobs, snags put right and not, and cocoons."""
    from hardening.models import Cocoon, CocoonTask, Fitter, FittingFirm, Inspection, Job, Snag
    from households.models import Household

    firm = FittingFirm.objects.create(project=project, body=organisation)
    fitter = Fitter.objects.create(project=project, firm=firm, name="Bench Fitter", id_number="1")
    homes = _some(Household, project, 50)
    made = Job.objects.bulk_create(
        [_job(project, home, number, by, fitter) for number, home in enumerate(homes)]
        + [_job(project, home, 7, by, fitter) for home in homes[7::40]],
        batch_size=2_000,
    )
    looked_at = [job for job in made if job.status in ("snagged", "inspected")]
    inspections = Inspection.objects.bulk_create(
        Inspection(
            project=project, job=job, inspected_on=job.fitted_on + DAY, result="snags", inspected_by=by, recorded_at=timezone.now()
        )
        for job in looked_at
    )  # fmt: skip
    Snag.objects.bulk_create(
        Snag(
            project=project, job=seen.job, inspection=seen, what="Loose", found_on=seen.inspected_on, due_on=seen.inspected_on + 14 * DAY,
            mended_on=None if seen.job.status == "snagged" else seen.inspected_on + 20 * DAY,
        )
        for seen in inspections
    )  # fmt: skip
    cocoons = Cocoon.objects.bulk_create(
        Cocoon(project=project, made_on=_day(number), due_on=_day(number) + 7 * DAY, made_by=by)
        for number in range(len(homes) // 20 + 1)
    )
    CocoonTask.objects.bulk_create(
        CocoonTask(project=project, cocoon=cocoon, household=homes[place], distance=place, **_done(cocoon, place, by))
        for cocoon in cocoons
        for place in range(9)
    )  # fmt: skip


def _done(cocoon, place, by):
    """Two doors in three were visited, some of them too late."""
    if place % 3 == 2:
        return {}
    return {"outcome": "spoke", "done_on": cocoon.made_on + 2 * place * DAY, "done_by": by}


ROAD = ("referred", "specified", "ordered", "fitted", "inspected", "snagged", "closed", "paid", "declined", "cancelled")  # fmt: skip


def _job(project, home, number, by, fitter):
    from hardening.models import Job

    status, referred_on = ROAD[number % 10], _day(number)
    stands = {"due_on": referred_on + 30 * DAY}
    if status in ROAD[2:8]:
        stands |= {"approved_by": by, "approved_on": referred_on, "firm": fitter.firm, "ordered_on": referred_on}  # fmt: skip
    if status in ROAD[3:8]:
        days = 5 + number % 31
        stands |= {
            "fitter": fitter, "fitted_on": referred_on + days * DAY, "days_to_fit": days, "fitted_pence": 100_00 + number,
            "wide_before": number % 4 if number % 3 else None, "wide_after": 4 if number % 5 else None,
        }  # fmt: skip
    if status in ("closed", "paid"):
        stands["closed_on"] = stands["fitted_on"] + DAY
    if status == "paid":
        stands |= {"paid_on": stands["closed_on"] + DAY, "due_on": None}
    if status in ROAD[8:]:
        stands |= {"ended_on": referred_on + 20 * DAY, "reason": "Moved away", "due_on": None}
    return Job(
        project=project, household=home, street_id=home.street_id, status=status, referred_on=referred_on, referred_by="resident",
        victim=True, vulnerable=False, agreed_on=referred_on, recorded_by=by, **stands,
    )  # fmt: skip


def _lighting(project):
    """A column at every fiftieth home: three in four of a scheme, two in three of those lit; and two schemes handed over."""
    from households.models import Household
    from lighting.models import Column, Scheme, Work

    schemes = Scheme.objects.bulk_create(
        Scheme(project=project, name=f"Scheme {number}", kind="upgrade", stated_in="bench") for number in range(4)
    )  # fmt: skip
    Work.objects.bulk_create(
        Work(project=project, scheme=scheme, stage=stage, actual_on=_day(number * 3 + 1))
        for number, scheme in enumerate(schemes)
        for stage in ("surveyed", "handed_over")
    )
    Column.objects.bulk_create(
        (
            Column(
                project=project, scheme=schemes[number % 4] if number % 4 else None, street_id=home.street_id, number=str(number), number_key=str(number),
                number_order=number, street_key=f"street {home.street_id}", before_milliwatts=90_500 if number % 5 else None,
                after_milliwatts=36_123, energised_on=_day(number) if number % 4 and number % 3 else None,
            )
            for number, home in enumerate(_some(Household, project, 50))
        ),
        batch_size=2_000,
    )  # fmt: skip


def _cctv(project):
    """Three schemes of ours and one of another body, ten cameras each, some of them removed."""
    from cctv.models import Camera, Scheme, Work

    schemes = Scheme.objects.bulk_create(
        Scheme(project=project, name=f"Scheme {number}", kind="complementary" if number == 3 else "partner", stated_in="bench")
        for number in range(4)
    )  # fmt: skip
    Work.objects.bulk_create(
        Work(project=project, scheme=scheme, stage=stage, actual_on=DAYS[-120 + 40 * number + later])
        for number, scheme in enumerate(schemes)
        for stage, later in (("installed", 0), ("live", 14))
    )
    Camera.objects.bulk_create(
        Camera(
            project=project, scheme=schemes[number % 4], number=str(number), installed_on=STARTS, live_on=_day(number) if number % 3 else None,
            removed_on=_day(number) + 20 * DAY if number % 8 == 0 else None, removed_why="Broken" if number % 8 == 0 else "",
            recorded_at=timezone.now(),
        )
        for number in range(40)
    )  # fmt: skip


def _outcomes(project, by):
    """A questionnaire, and a concern for every two hundredth home, on every stage."""
    from households.models import Household
    from outcomes.models import Concern, Questionnaire

    Questionnaire.objects.create(
        project=project, key="concerns", version=1, title="Concerns", schema="{}", from_on=STARTS
    )
    Concern.objects.bulk_create(
        Concern(
            project=project, street_id=home.street_id, topic="litter", said="Litter", how="door", raised_on=_day(number),
            recorded_at=timezone.now(), recorded_by=by, **_answered(number),
        )
        for number, home in enumerate(_some(Household, project, 200))
    )  # fmt: skip


def _answered(number):
    status, day = ("raised", "passed", "done", "cannot")[number % 4], _day(number)
    if status == "raised":
        return {}
    passed = {"status": status, "answerer": "hub", "passed_on": day, "due_on": day + 14 * DAY}
    if status == "passed":
        return passed
    told = {"told_on": day + 12 * DAY, "told_how": "leaflet"} if number % 3 else {}
    return passed | {"did": "Swept", "answered_on": day + 9 * DAY} | told


def _packs(project, by):
    """Places and items, packs made up, torches ordered, received and issued, what they found, and signs."""
    from households.models import Street
    from packs.models import Assembly, Find, PackSpecification, Sign, TorchIssue

    now, specification = timezone.now(), PackSpecification.objects.get(project=project)
    store = _torches(project, by)
    Assembly.objects.bulk_create(
        Assembly(
            project=project, specification=specification, location=store, quantity=20 + number, made_on=_day(number), key=str(number),
            recorded_at=now, recorded_by=by, undone_at=None if number % 6 else now, undone_reason="" if number % 6 else "Miscounted",
        )
        for number in range(60)
    )  # fmt: skip
    TorchIssue.objects.bulk_create(
        TorchIssue(
            project=project, collar_number=str(number), station="Workington", key=str(number), issued_on=_day(number),
            trained_on=_day(number) + 5 * DAY if number % 3 else None, recorded_at=now, recorded_by=by,
        )
        for number in range(30)
    )  # fmt: skip
    Find.objects.bulk_create(
        Find(
            project=project, found_on=_day(number), what="Bicycle", collar_number="1", recorded_at=now, recorded_by=by,
            traced_on=_day(number) if number % 2 else None, returned_on=_day(number) + 3 * DAY if number % 4 == 1 else None,
        )
        for number in range(30)
    )  # fmt: skip
    Sign.objects.bulk_create(
        Sign(
            project=project, street=street, column_number=str(number), permitted_on=STARTS, permission="Letter",
            up_on=_day(number) if number % 4 else None, recorded_at=now, recorded_by=by,
        )
        for number, street in enumerate(_some(Street, project, 8))
    )  # fmt: skip


def _torches(project, by):
    """The places of the stock; torches on orders that were sent, closed short and cancelled; those that came and went back. Returns the store."""
    from grants.models import BudgetLine
    from packs.actions import place
    from packs.actions.delivery import pack_item
    from packs.choices import PlaceKind
    from packs.models import Item, Movement, OrderLine, PurchaseOrder

    now = timezone.now()
    pack_item(project)
    for kind in (PlaceKind.BAG, PlaceKind.UNRECONCILED):
        place(project=project, kind=kind, holder=by)
    supplier, store, _homes = (
        place(project=project, kind=kind)
        for kind in (PlaceKind.SUPPLIER, PlaceKind.STORE, PlaceKind.HOUSEHOLD)
    )
    torch = Item.objects.create(project=project, name="Torch", kind="torch")
    line = BudgetLine.objects.create(
        project=project, title="Torches", category="goods", nature="revenue", stated_in="bench"
    )
    body, _made = Organisation.objects.get_or_create(name="Bench Supplies")
    orders = PurchaseOrder.objects.bulk_create(
        PurchaseOrder(
            project=project, number=number + 1, supplier=body, budget_line=line, without_quotes="Bench", status=status, raised_on=STARTS,
            raised_by_id=by.pk, approved_on=STARTS, approved_by_id=by.pk + 1, sent_on=_day(number), ended_on=_day(number), ended_reason="Bench",
            key=str(number),
        )
        for number, status in enumerate(("sent", "received", "closed", "cancelled", "part_received", "received"))
    )  # fmt: skip
    OrderLine.objects.bulk_create(
        OrderLine(
            project=project, order=order, position=1, item=torch, description="Torch", quantity=20, unit_net_pence=100, vat_basis_points=0,
            net_pence=2_000, vat_pence=0, accepted=11,
        )
        for order in orders
    )  # fmt: skip
    Movement.objects.bulk_create(
        Movement(
            project=project, item=torch, from_location=ends[0], to_location=ends[1], quantity=1 + number, happened_on=_day(number),
            recorded_at=now, recorded_by=by,
        )
        for number in range(12)
        for ends in ([(store, supplier)] if number % 4 == 0 else [(supplier, store)])
    )  # fmt: skip
    return store
