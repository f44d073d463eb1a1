"""What the doorstep part adds to the demonstration, all invented: a survey with some answers, caller codes, a timer that has run out.

Numbers are of the range that Ofcom keeps for drama; names on cards are those of the demonstration's accounts.
"""

import datetime
import random
import uuid

from django.db import transaction

from accounts import callers
from accounts.actions import change_project
from accounts.models import CallerCode
from households.actions import outings
from households.choices import VisitOutcome
from households.models import Visit
from outcomes.actions import add_draft_survey, record_response
from outcomes.choices import HowAsked, Wave
from saferstreets.common import clock

ANSWERED = 12
RING = "Example Council, 01632 960100 (an invented number: nobody answers)"
WORRIES = ("burglary", "vehicles", "lighting", "dogs", "noise")
WISHES = ("Invented: more lamps in the back lanes", "Invented: somebody to clear the dog fouling", "")


def there(project):
    """Has this been loaded into `project`?"""
    return CallerCode.objects.filter(project=project).exists()


@transaction.atomic
def fill(*, project, coordinator, assistants, officer, seed, day):
    """Load it. Returns a line about it."""
    change_project(project=project, check_caller=RING, by=coordinator)
    cards = (
        (assistants[0], "Safer Streets Assistant"),
        (assistants[1], "Safer Streets Assistant"),
        (officer, "PCSO"),
    )
    for user, post in cards:
        callers.issue_code(
            project=project, user=user, printed_name=user.name, post=post, body="Example Council (invented)", days=90, by=coordinator
        )  # fmt: skip
    lost = callers.issue_code(
        project=project, user=assistants[0], printed_name=assistants[0].name, post="Safer Streets Assistant",
        body="Example Council (invented)", days=30, by=coordinator,
    )  # fmt: skip
    callers.revoke_code(code_id=lost.pk, reason="Invented: card left on a bus", by=coordinator)
    outings.start_outing(project=project, minutes=120, companion=officer, by=assistants[0])
    return f"{project.name} ({project.slug}): {answers(project, coordinator, seed, day)} invented survey responses, {len(cards)} caller codes."


def answers(project, by, seed, day):
    """The draft survey, answered at some of the doors that answered. Returns how many."""
    survey = add_draft_survey(project=project, from_on=project.starts_on, by=by)
    dice = random.Random(f"answers {seed}")
    visits = Visit.objects.standing().filter(
        project=project, outcome=VisitOutcome.ANSWERED, household__closed_on=None, happened_on__lte=day
    )
    asked = visits.select_related("household", "recorded_by").order_by("-happened_at", "-id")[:ANSWERED]
    for number, visit in enumerate(asked):
        paper = number % 4 == 3
        record_response(
            questionnaire=survey, household=visit.household, visit=None if paper else visit, answers=invented(dice),
            happened_at=clock.start_of(visit.happened_on) + datetime.timedelta(hours=12) if paper else visit.happened_at,
            by=visit.recorded_by, client_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{seed} {visit.pk}"),
            wave=Wave.BASELINE, how=HowAsked.ON_PAPER if paper else HowAsked.AT_THE_DOOR,
        )  # fmt: skip
    return len(asked)


def invented(dice):
    """Answers to the office's draft."""
    said = {
        "safe_home": dice.randint(2, 5),
        "safe_street": dice.randint(1, 4),
        "worries": dice.sample(WORRIES, 2),
    }
    if "lighting" in said["worries"]:
        said["worst"] = "Invented: the lane behind the shops"
    return said | {"burgled": dice.choice(("no", "no", "yes")), "one_thing": dice.choice(WISHES)}
