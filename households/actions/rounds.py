"""Making a round, ending it, and the ladder it follows."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.models import Project
from households import ladder as ladders
from households import own_streets, rounds
from households.models import Household, LadderStep, Round, RoundDoor
from saferstreets.common.workflow import Refused, check_move


class RoundRefused(Refused):
    """The round cannot be made like this."""


class LadderRefused(Refused):
    """The ladder cannot be set like this."""


@transaction.atomic
def make_round(*, project, picks, on_day, part_of_day, walked_by, by, street=None, side="both"):
    """Give `picks` (households.picking.Pick) to one person for one part of a day, in walking order. Returns (round, left out).

    The project is locked meanwhile: of two coordinators who choose the same door for the same day the second is left
    with the others. left out: how many doors went to another round, were closed, or stand in a street of the walker's own.
    Raises RoundRefused for none or more than 50 doors, or a part that the day does not have.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    why = {pick.household_id: pick.why for pick in picks}
    if len(why) > rounds.MOST_DOORS:
        raise RoundRefused(f"A round holds {rounds.MOST_DOORS} doors at most: you chose {len(why)}.")
    if part_of_day not in ladders.parts_on(on_day):
        raise RoundRefused(
            "Saturday and Sunday are the weekend all day; other days have a morning, an afternoon and an evening."
        )
    taken = RoundDoor.objects.in_planned_rounds_on(project, on_day).values("household")
    homes = Household.objects.filter(project=project, pk__in=why).open_to_visits().exclude(pk__in=taken)
    homes = own_streets.elsewhere(homes, walked_by, project, street="street")
    in_order = list(homes.in_walking_order().values_list("pk", flat=True))
    if not in_order:
        raise RoundRefused(
            "There is no door left to visit: all of them are in another round of the day, closed, or in a street of the walker’s own."
            if why
            else "Choose at least one door."
        )
    made = Round.objects.create(
        project=project, on_day=on_day, part_of_day=part_of_day, walked_by=walked_by, street=street, side=side, made_by=by, made_at=timezone.now()
    )  # fmt: skip
    RoundDoor.objects.bulk_create(
        RoundDoor(project=project, round=made, household_id=home, position=position, short_code=rounds.short_code(made.pk, position), why=why[home])
        for position, home in enumerate(in_order, 1)
    )  # fmt: skip
    record_event(
        by=by, verb="round.make", subject=made, fields=["on_day", "part_of_day", "walked_by", "doors"]
    )
    return made, len(why) - len(in_order)


@transaction.atomic
def end_round(*, round_id, move, by):
    """Make one move (rounds.WALK or rounds.CANCEL). Raises MoveRefused unless the round is planned. The visits stay."""
    found = Round.objects.select_for_update().get(pk=round_id)
    check_move(move, found.status)
    found.status = move.target
    found.save(update_fields=["status"])
    record_event(by=by, verb=f"round.{move.name}", subject=found, fields=["status"])
    return found


@transaction.atomic
def set_ladder(*, project, steps, by):
    """Put `steps` (households.ladder.Step) in place of the project's ladder. Writes nothing when nothing differs.

    Raises LadderRefused for none or more than six.
    """
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if not 1 <= len(steps) <= ladders.MOST_STEPS:
        raise LadderRefused(f"A ladder has between 1 and {ladders.MOST_STEPS} tries.")
    if list(steps) != list(LadderStep.objects.filter(project=project).as_ladder()):
        LadderStep.objects.filter(project=project).delete()
        LadderStep.objects.bulk_create(
            LadderStep(
                project=project, number=number, part_of_day=step.part_of_day, leave_card=step.leave_card
            )
            for number, step in enumerate(steps, 1)
        )
        record_event(
            by=by, verb="ladder.set", subject=project, project=project, fields=["part_of_day", "leave_card"]
        )
    return steps
