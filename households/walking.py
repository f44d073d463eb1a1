"""What the walking page and the paper sheet say of each door of a round."""

from collections import defaultdict

from django.utils import timezone

from households import ladder, rounds, rules
from households.choices import CautionInstruction, HouseholdState
from households.models import CautionFlag, LadderStep, Visit


def doors_of(walk, user, day):
    """The doors of a round for its page, in walking order: dicts with all that is printed. Five queries for any number.

    Each says what was recorded on the round's day, or where the door stands; whether it may be ticked; what to do before
    knocking (for those who may know); and whether a card is due. The reason is the neutral one stored with the round.
    """
    rows = list(walk.doors.for_walking())
    homes = [row.household_id for row in rows]
    visits = defaultdict(list)
    for visit in Visit.objects.standing().filter(project=walk.project, household__in=homes).for_doors():
        visits[visit.household_id].append(visit)
    cautions = cautions_at(walk.project, homes, user, day)
    steps = LadderStep.objects.filter(project=walk.project).as_ladder()
    return [
        _door(row, walk, visits[row.household_id], cautions.get(row.household_id, ()), steps) for row in rows
    ]


def cautions_at(project, homes, user, day):
    """{home: (instruction, ...)} that hold on `day`, for those who may see them. One query."""
    found = defaultdict(list)
    flags = (
        CautionFlag.objects.visible_to(user, project)
        .standing_on(day)
        .filter(household__in=homes)
        .order_by("pk")
    )
    for home, instruction in flags.values_list("household", "instruction"):
        if instruction not in found[home]:
            found[home].append(instruction)
    return found


def _door(row, walk, visits, cautions, steps):
    home = row.household
    today = [visit for visit in visits if visit.happened_on == walk.on_day]
    open_ = home.closed_on is None and home.state == HouseholdState.OCCUPIED
    status, label = _standing(home, visits, today)
    return {
        "pk": home.pk,
        "code": row.short_code,
        "why": "" if row.why == label else row.why,
        "street": home.street.name,
        "door": ", ".join(part for part in (home.flat, home.name, home.number) if part),
        "status": status,
        "label": label,
        "done": bool(today),
        "may_tick": open_ and not today,
        "cautions": [(rounds.CAUTION_FIGURES[known], CautionInstruction(known).label) for known in cautions],
        "leave_card": open_ and not today and ladder.card_due(steps, len(visits)),
    }


def _standing(home, visits, today):
    """(code for the colour, words) of one door on its round."""
    if today:
        last = today[-1]
        return (
            "done" if rules.EFFECTS[last.outcome].reached else last.outcome
        ), f"{last.get_outcome_display()}, {timezone.localtime(last.happened_at):%H:%M}"
    if home.closed_on:
        return "stopped", "Do not call"
    if home.state != HouseholdState.OCCUPIED:
        return "closed", home.get_state_display()
    if not visits:
        return "not-due", "Not tried yet"
    last = visits[-1]
    if last.call_back_on:
        return (
            "due",
            f"Call back {last.call_back_on:%-d %B}{f', {last.call_back_time}' if last.call_back_time else ''}",
        )
    times = "once" if len(visits) == 1 else f"{len(visits)} times, last"
    return "not-due", f"Tried {times} on {last.happened_on:%-d %B}"
