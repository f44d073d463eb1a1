"""What the demonstration shows of outcomes: real recorded crime, and invented concerns and survey answers around it.

The crime is as published: no success is made up. The survey is the one before the works; after them nothing has been asked yet.
"""

import datetime
import gzip
import random
import tempfile
import uuid
from pathlib import Path

from django.db import transaction

from households.choices import VisitOutcome
from households.models import Street, Visit
from office.demonstration.at_the_door import ANSWERED, invented
from outcomes import actions
from outcomes.choices import Answerer, HowRaised, HowTold, Topic, Wave
from outcomes.models import CrimeMonth, Questionnaire

CRIME = Path(__file__).parent / "data" / "crime" / "allerdale-11-months-street.csv.gz"
MORE_ANSWERS = 40
# (about, said, street of the list or none, homes, days ago raised, to whom, days ago answered, done, did, told)
CONCERNS = (
    (Topic.DOGS, "Invented: dog fouling in the back lane", 0, 4, 40, Answerer.ENFORCEMENT, 30, True,
     "Invented: patrols at school times for two weeks, and the lane was cleaned", HowTold.LEAFLET),
    (Topic.GRAFFITI, "Invented: graffiti on the gable end", 1, 2, 33, Answerer.HUB, 20, True,
     "Invented: painted over with the owner’s consent", HowTold.DOOR),
    (Topic.LIGHTING, "Invented: the path behind the shops is dark", 2, 6, 25, Answerer.COUNTY, 8, False,
     "Invented: the path is private and has no supply; the owner was written to", None),
    (Topic.LITTER, "Invented: a mattress in the lane", 3, 1, 24, Answerer.ENFORCEMENT, None, None, "", None),
    (Topic.NOISE, "Invented: motorbikes on the field in the evening", None, 3, 9, Answerer.PCSO, None, None, "", None),
    (Topic.VEHICLES, "Invented: cars tried at night", 4, 2, 3, None, None, None, "", None),
)  # fmt: skip


def there(project):
    """Has this been loaded into `project`?"""
    return CrimeMonth.objects.filter(project=project).exists()


@transaction.atomic
def fill(*, project, coordinator, seed, day):
    """Load it. Returns a line about it."""
    months = _crime(project, coordinator)
    for place, concern in enumerate(CONCERNS):
        _concern(project, coordinator, day, place, *concern)
    answers = _more_answers(project, seed, day)
    return (
        f"{project.name} ({project.slug}): {months} real months of recorded crime, {len(CONCERNS)} invented concerns, "
        f"{answers} more invented survey responses."
    )


def _crime(project, by):
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(gzip.decompress(CRIME.read_bytes()))
        file.flush()
        _counts, months, _refused = actions.import_street_file(
            project=project, path=file.name, file_name=CRIME.name, by=by, hold=True
        )
    return len(months)


def _concern(
    project, by, day, place, topic, said, street, homes, raised, answerer, answered, done, did, told
):
    streets = list(Street.objects.filter(project=project).order_by("name")[:5])
    ago = [day - datetime.timedelta(days=days or 0) for days in (raised, answered)]
    made = actions.raise_concern(
        project=project, topic=topic, said=said, how=HowRaised.DOOR if place % 2 else HowRaised.SURVEY, raised_on=ago[0], by=by,
        street=streets[street % len(streets)] if street is not None and streets else None, homes=homes,
    )  # fmt: skip
    if answerer:
        actions.pass_concern(
            concern_id=made.pk, answerer=answerer, passed_on=ago[0] + datetime.timedelta(days=2), by=by
        )
    if did:
        actions.answer_concern(concern_id=made.pk, did=did, done=done, answered_on=ago[1], by=by)
    if told:
        actions.tell_street(
            concern_id=made.pk, told_on=ago[1] + datetime.timedelta(days=3), told_how=told, by=by
        )


def _more_answers(project, seed, day):
    """More of the survey before the works, at doors that were not asked yet."""
    survey = Questionnaire.objects.filter(project=project, key=actions.DRAFT_KEY).in_use_on(day).first()
    if survey is None:
        return 0
    dice = random.Random(f"more answers {seed}")
    visits = Visit.objects.standing().filter(
        project=project, outcome=VisitOutcome.ANSWERED, household__closed_on=None, happened_on__lte=day
    )
    asked = visits.select_related("household", "recorded_by").order_by("-happened_at", "-id")
    for visit in asked[ANSWERED : ANSWERED + MORE_ANSWERS]:
        actions.record_response(
            questionnaire=survey, household=visit.household, visit=visit, answers=invented(dice), happened_at=visit.happened_at,
            by=visit.recorded_by, client_id=uuid.uuid5(uuid.NAMESPACE_URL, f"more {seed} {visit.pk}"), wave=Wave.BASELINE,
        )  # fmt: skip
    return min(MORE_ANSWERS, max(0, asked.count() - ANSWERED))
