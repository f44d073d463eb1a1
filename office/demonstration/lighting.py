"""Both lighting schemes around what the paper states: the area, the park's route and six access points, the agreement with the county,
works to commence in October/November, upkeep and life. How many columns there are is not stated: these are invented and look it.
"""

import csv
import datetime
import io
import tempfile
from pathlib import Path

from django.db import transaction
from PIL import Image, ImageDraw

from accounts.models import Organisation
from grants.models import Agreement, Deliverable
from imports.actions import merge_batch, stage_batch
from lighting import actions, rules
from lighting.choices import EvidenceKind, GateKind, GateState, PlaceKind, SchemeKind
from lighting.models import Column, Gate, Scheme
from office.demonstration import facts
from office.demonstration.hardening import told_on

D = datetime.date
STREETS, PARK = "Street lighting in the streets named", "Lighting in Vulcan Park"
STATED_IN = "Partnership update, September 2021: agreed, with research on LED lights"
LIFE = {"life_from_years": 20, "life_to_years": 25, "stated_in": STATED_IN}
BOUNDARY = "Upgrade Street Lighting in the areas defined between:\n" + "\n".join(facts.LIGHTING_STREETS)
ROUTE = "Introduce a public realm lighting scheme in Vulcan Park along the route between Park Lane and Fleet Street."
DARK_PARK = "The park is highlighted as a repeat location for anti-social behaviour and a place where activity can take place unseen as there is no lighting."
HOT_SPOTS = "Street lights as they were, in hot spot locations for burglary."
TOWN_COUNCIL = (
    "Workington Town Council’s own works: a derelict day care centre, bought to become a community centre and offices, and the Old Man’s Shelter, both with "
    "external CCTV. Recorded here because the lights go with them; not ours and not paid from this grant."
)
PLANNED_ON, PLANNED = D(2021, 11, 30), "October/November"
# Invented from here on. (street, columns)
INVENTED = (("Lonsdale Street", 9), ("Clay Street", 7), ("Milburn Street", 8), ("Harcourt Street", 6), ("Fletcher Street", 7), ("York Street", 8), ("Gladstone Street", 5))  # fmt: skip
REACHED = (
    (rules.SURVEYED, D(2021, 9, 17)),
    (rules.DESIGNED, D(2021, 9, 27)),
    (rules.ORDERED, D(2021, 10, 4)),
    (rules.STARTED, D(2021, 10, 18)),
)
LIT = (
    ("clay street", D(2021, 11, 3)),
    ("lonsdale street", D(2021, 11, 10)),
    ("milburn street", D(2021, 11, 17)),
)
LANTERN = {"make": "Example LED lantern", "source": "LED", "milliwatts": 36_000, "kelvin": 3_000}
PARK_COLUMNS = 8


def there(project):
    """Has this been loaded into `project`?"""
    return Scheme.objects.filter(project=project).exists()


@transaction.atomic
def fill(*, project, coordinator, partner, day):
    """Both schemes as they would stand on `day`. Returns a line."""
    with told_on(facts.STATED):
        streets, park = _schemes(project, coordinator)
        _inventory(project, streets, coordinator)
        for number in range(1, PARK_COLUMNS + 1):
            actions.add_column(
                scheme_id=park.pk, number=f"EX{number}", place=f"Invented place {number} on the route", material="Steel", height_mm=5_000, by=coordinator
            )  # fmt: skip
    actions.add_partner(scheme_id=streets.pk, user=partner, by=coordinator)
    _street_works(streets, coordinator, partner, day)
    _park_works(park, coordinator, day)
    lit = Column.objects.of(streets).lit().count()
    return f"{project.name}: two lighting schemes with {Column.objects.filter(project=project).count():,} invented columns, {lit:,} of them lit."


def _schemes(project, by):
    county = Organisation.objects.get(name=facts.COUNTY)
    promises = {promise.title: promise for promise in Deliverable.objects.filter(project=project)}
    common = {
        "project": project,
        "by": by,
        "owner": county,
        "agreement": Agreement.objects.filter(project=project, body=county).first(),
        **LIFE,
    }
    streets = actions.add_scheme(
        name=STREETS, kind=SchemeKind.UPGRADE, boundary=BOUNDARY, before=HOT_SPOTS, deliverable=promises.get("Street lighting"),
        places=[(PlaceKind.BOUNDARY, name) for name in facts.LIGHTING_STREETS], **common,
    )  # fmt: skip
    entrances = [(PlaceKind.ACCESS, f"Access point {number} of 6") for number in range(1, 7)]
    park = actions.add_scheme(
        name=PARK, kind=SchemeKind.NEW, boundary=ROUTE, before=DARK_PARK, depends_on=TOWN_COUNCIL, deliverable=promises.get(PARK),
        places=[(PlaceKind.ROUTE_END, "Park Lane"), (PlaceKind.ROUTE_END, "Fleet Street"), *entrances], **common,
    )  # fmt: skip
    for scheme in (streets, park):
        actions.plan_stage(
            scheme_id=scheme.pk, stage=rules.STARTED, planned_on=PLANNED_ON, planned_words=PLANNED, by=by
        )
    return streets, park


def _listed():
    """The invented list as a CSV's text."""
    sheet = io.StringIO()
    out = csv.writer(sheet)
    out.writerow(
        [
            "Asset No",
            "Column No",
            "Road",
            "Town",
            "Column Height (m)",
            "Material",
            "Lamp Type",
            "Wattage",
            "Owner",
        ]
    )
    for street, count in INVENTED:
        for number in range(1, count + 1):
            asset = f"EXAMPLE-{street[:3].upper()}{number:03}"
            out.writerow(
                [
                    asset,
                    f"EX{number}",
                    street,
                    facts.TOWN,
                    "5",
                    "Steel",
                    "SON (invented)",
                    "83",
                    "EXAMPLE COUNTY",
                ]
            )
    return sheet.getvalue()


def _inventory(project, scheme, by):
    """An invented list of the county's, brought as a file would be, and taken into the scheme by street."""
    with tempfile.TemporaryDirectory(prefix="inventory.") as folder:
        path = Path(folder) / "upload"
        path.write_text(_listed(), encoding="utf-8")
        batch = stage_batch(
            project=project, kind="columns", path=path, file_name="example-inventory-invented.csv", by=by
        )
    merge_batch(batch_id=batch.pk, by=by)
    keys = Column.objects.filter(project=project).free_by_street().values_list("street_key", flat=True)
    actions.take_columns(scheme_id=scheme.pk, street_keys=list(keys), by=by)


def _street_works(scheme, by, partner, day):
    actions.change_scheme(scheme_id=scheme.pk, contractor="Example Lighting Contractor (invented)", by=by)
    for stage, on in REACHED:
        if on <= day:
            with told_on(on):
                actions.reach_stage(scheme_id=scheme.pk, stage=stage, on=on, by=partner)
    for street, on in LIT:
        if on <= day:
            with told_on(on):
                actions.record_lights_on(scheme_id=scheme.pk, on=on, street_key=street, by=partner, **LANTERN)
                first = Column.objects.of(scheme).filter(street_key=street).first()
                _shown(scheme, first, on, partner)
    before = REACHED[0][1]
    if before <= day:
        with told_on(before):
            actions.add_evidence(
                scheme_id=scheme.pk, kind=EvidenceKind.BEFORE, happened_on=before, content=drawing(lit=False), note="Drawn for the demonstration", by=partner
            )  # fmt: skip


def _shown(scheme, column, on, by):
    kept = {"scheme_id": scheme.pk, "column": column, "happened_on": on, "by": by}
    actions.add_evidence(
        kind=EvidenceKind.NIGHT, content=drawing(lit=True), note="Drawn for the demonstration", **kept
    )
    actions.add_evidence(kind=EvidenceKind.LUX, lux_tenths=75, note="Invented", **kept)


def _park_works(scheme, by, day):
    """Two gates settled, two open, and the start expected later than planned: all invented but the plan."""
    gates = {gate.kind: gate for gate in Gate.objects.filter(project_id=scheme.project_id, scheme=scheme)}
    for kind, on in ((GateKind.ECOLOGY, D(2021, 10, 11)), (GateKind.LAND, D(2021, 10, 20))):
        if on <= day:
            with told_on(on):
                actions.decide_gate(
                    gate_id=gates[kind].pk,
                    state=GateState.SETTLED,
                    decided_on=on,
                    note="Invented letter",
                    by=by,
                )
    for stage, on in REACHED[:3]:
        later = on + datetime.timedelta(days=14)
        if later <= day:
            with told_on(later):
                actions.reach_stage(scheme_id=scheme.pk, stage=stage, on=later, by=by)
    said = D(2021, 11, 16)
    if said <= day:
        with told_on(said):
            actions.forecast_stage(
                scheme_id=scheme.pk, stage=rules.STARTED, forecast_on=D(2022, 1, 14), factor="land", why="Invented: the wayleave is not signed", by=by
            )  # fmt: skip


def drawing(*, lit):
    """A street by night, drawn and saying so: no photograph of a real place is made up."""
    image = Image.new("RGB", (960, 540), "#0b1020" if lit else "#05070d")
    draw = ImageDraw.Draw(image, "RGBA")
    draw.polygon([(0, 540), (960, 540), (600, 300), (360, 300)], fill="#262b3a" if lit else "#10131b")
    for place in range(6):
        left = place * 170 - 20
        draw.rectangle(
            [left, 190, left + 150, 330],
            fill="#1b2238" if lit else "#0a0d16",
            outline="#2d3654" if lit else "#11162a",
        )
    for x in (150, 480, 810):
        if lit:
            draw.polygon([(x, 120), (x - 150, 470), (x + 150, 470)], fill=(255, 221, 120, 90))
        draw.rectangle([x - 4, 120, x + 4, 420], fill="#8a93a8" if lit else "#3a4152")
        draw.ellipse([x - 22, 104, x + 22, 132], fill="#ffe9a8" if lit else "#565d6e")
    draw.text((20, 500), "Drawn for the demonstration: no photograph", fill="#ffffff", font_size=22)
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=85)
    return kept.getvalue()
