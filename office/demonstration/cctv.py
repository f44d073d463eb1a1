"""The school's cameras around what the paper states: agreement in June, grant transferred, bought and installed by the school, its upkeep,
images for the police. How many cameras hang, where, and what of their pack is on record is not stated: that is invented and looks it.
"""

import datetime
import io

from django.db import transaction
from PIL import Image, ImageDraw

from accounts.actions import add_member
from accounts.choices import Role
from accounts.models import Organisation
from cctv import actions, principles
from cctv.choices import Basis, CameraKind, Mask, PaperKind, Said, SchemeKind
from cctv.models import Scheme
from grants.models import Agreement
from office.demonstration import facts
from office.demonstration.hardening import told_on
from saferstreets.common import clock

D = datetime.date
SCHOOL_CCTV, TOWN_CCTV = "CCTV at the school", "Workington Town Council’s CCTV in Vulcan Park"
BEFORE = (
    "The school has experienced several intrusions to the grounds by persons suffering from substance misuse, which have triggered the school ‘lockdown’ "
    "procedures requiring police calls for service. The church grounds behind the school have also been identified as a persistent location for drug related "
    "activity. The school is situated on the main route from the town centre to the train station, which was not covered by CCTV."
)
PURPOSE = (
    "A comprehensive, professionally installed CCTV scheme will enable observation of the exterior spaces and will help to deter intrusion, preventing "
    "distressing disruptions to school activities. It will also increase surveillance opportunities for the local policing team and provide valuable evidence "
    "and intelligence."
)
UPKEEP = "The CCTV remains the responsibility of the school, which covers ongoing costs related to its monitoring and upkeep."
POLICE = "The school allows the police to access evidential quality images for the lifetime of the equipment."
TOWN_BEFORE = (
    "Workington Town Council has purchased a derelict day care centre building in the park and is set to refurbish it as a community centre and offices for its "
    "staff. The Old Man’s Shelter next to it is also to be repaired to become office space."
)
TOWN_PURPOSE = (
    "The two buildings will be installed with external CCTV. The street lighting and the CCTV will work in conjunction to improve public assurance, safeguard "
    "those using the renovated buildings, encourage legitimate use of the park, and enhance surveillance and patrol opportunities."
)
IN_JUNE = {"on": D(2021, 6, 30), "words": "in June 2021"}
SHORTLY_AFTER = {"on": facts.STATED, "words": "shortly after the agreement"}
BY_SEPTEMBER = {"on": facts.STATED, "words": facts.BY_SEPTEMBER}
STAGES = (
    ("agreement", IN_JUNE),
    ("transfer", SHORTLY_AFTER),
    ("purchase", BY_SEPTEMBER),
    ("installed", BY_SEPTEMBER),
)
# Invented from here on. (what it is to show, kind, mask, looked at)
CAMERAS = (
    ("Invented: who comes through the gate", CameraKind.FIXED, Mask.NOT_NEEDED, D(2021, 9, 20)),
    ("Invented: the playground at night", CameraKind.DOME, Mask.SET, D(2021, 9, 20)),
    ("Invented: the back fence", CameraKind.FIXED, Mask.SET, D(2021, 9, 20)),
    ("Invented: the car park", CameraKind.TURNING, Mask.UNKNOWN, None),
)
ITEMS = (
    ("dpia", {"words": "Example assessment 1 (invented), reviewed by an example data protection officer"}),
    ("ico", {"words": "Example registration ZZ000000 (invented)", "until_on": D(2022, 9, 5)}),
    ("retention", {"number": 30}),
    ("operators", {"words": "Invented: head teacher, business manager, caretaker"}),
    ("access_log", {"words": "Invented: a bound book in the example school’s office"}),
    ("disclosure", {"words": "Invented: example policy of 1 September 2021"}),
)
JUDGED = D(2021, 9, 27)


def there(project):
    """Has this been loaded into `project`?"""
    return Scheme.objects.filter(project=project).exists()


@transaction.atomic
def fill(*, project, coordinator, partner, day):
    """Both schemes as they would stand on `day`. Returns a line."""
    add_member(project=project, user=partner, role=Role.WORKS_PARTNER, by=coordinator)
    school = _schemes(project, coordinator)
    actions.add_partner(scheme_id=school.pk, user=partner, by=coordinator)
    for stage, when in STAGES:
        with told_on(facts.STATED):
            actions.record_stage(scheme_id=school.pk, stage=stage, said=Said.REACHED, by=coordinator, **when)
    if day >= JUDGED:
        with told_on(JUDGED):
            _pack(school, partner)
            _log(school, partner)
    return f"{project.name}: the school’s cameras, {len(CAMERAS)} of them invented, not live while their pack is not complete."


def _schemes(project, by):
    school, town = (
        Organisation.objects.get(name=facts.SCHOOL),
        Organisation.objects.get(name=facts.TOWN_COUNCIL),
    )
    ours = actions.add_scheme(
        project=project, name=SCHOOL_CCTV, site=facts.SCHOOL, owner=school, before=BEFORE, purpose=PURPOSE, upkeep=UPKEEP, police_access=POLICE,
        agreement=Agreement.objects.filter(project=project, body=school).first(), stated_in=facts.IN_UPDATE, by=by,
    )  # fmt: skip
    actions.add_scheme(
        project=project, name=TOWN_CCTV, kind=SchemeKind.COMPLEMENTARY, owner=town, before=TOWN_BEFORE, purpose=TOWN_PURPOSE,
        site="Vulcan Park: the former day care centre and the Old Man’s Shelter", goes_with="The new lighting in Vulcan Park, which is ours.",
        stated_in=facts.IN_PROPOSALS, by=by,
    )  # fmt: skip
    return ours


def _pack(scheme, by):
    """What an example school would have sent by now: one camera not looked at, and no annual review."""
    for number, (purpose, kind, mask, looked_at) in enumerate(CAMERAS, 1):
        actions.add_camera(
            scheme_id=scheme.pk, number=f"EX{number}", location=f"Invented place {number} at the school", purpose=purpose, kind=kind, mask=mask,
            homes_checked_on=looked_at, installed_on=facts.STATED, by=by,
        )  # fmt: skip
    for key, said in ITEMS:
        actions.state_item(scheme_id=scheme.pk, key=key, settled_on=JUDGED, by=by, **said)
    sign = _drawn("EXAMPLE SIGN", "CCTV in operation at the example school", "#f3d250")
    actions.state_item(
        scheme_id=scheme.pk,
        key="signs",
        settled_on=JUDGED,
        words="Invented: one at each gate",
        content=sign,
        by=by,
    )
    judged = {key: (True, "Invented: looked at and met") for key in principles.PRINCIPLE_KEYS}
    actions.judge_principles(scheme_id=scheme.pk, edition="2013", judged=judged, settled_on=JUDGED, by=by)
    picture = _drawn(
        "EXAMPLE PICTURE", "An invented school, drawn for the demonstration", "#bcd7ea", house=True
    )
    actions.add_paper(
        scheme_id=scheme.pk,
        kind=PaperKind.PICTURE,
        title="An invented school (drawn)",
        content=picture,
        by=by,
    )


def _log(scheme, by):
    asked_at = clock.local(datetime.datetime(2021, 9, 24, 9, 30))  # noqa: DTZ001 - made aware here
    asked = actions.log_request(
        scheme_id=scheme.pk, asked_by="Example Constabulary, EX007 (invented)", basis=Basis.POLICE, asked_at=asked_at, reference="EXAMPLE/1",
        about="Invented: 23 September 2021, 21:00 to 22:00", by=by,
    )  # fmt: skip
    actions.answer_request(
        request_id=asked.pk, given=True, decided_on=D(2021, 9, 24), decided_by="Example head teacher", by=by
    )


def _drawn(title, words, colour, *, house=False):
    """A picture that nobody takes for a photograph: a title on a colour, and a drawn house where one is asked for. PNG bytes."""
    picture = Image.new("RGB", (960, 540), colour)
    draw = ImageDraw.Draw(picture)
    if house:
        draw.rectangle((0, 400, 960, 540), fill="#8fae7a")
        draw.rectangle((260, 220, 700, 420), fill="#b5533c")
        draw.polygon(((230, 220), (480, 110), (730, 220)), fill="#5b4636")
        for left in (300, 400, 520, 620):
            draw.rectangle((left, 260, left + 48, 320), fill="#dfefff")
        draw.rectangle((455, 340, 505, 420), fill="#3c3c3c")
    draw.text((32, 24), title, fill="#101820", font_size=44)
    draw.text((32, 484), words, fill="#101820", font_size=28)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
