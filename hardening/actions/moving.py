"""How a job is held and moved; used by every other file of this folder."""

from accounts.actions import record_event
from hardening import rules, wide
from hardening.models import Job, SecuritySurvey
from households.choices import HouseholdKind, HouseholdState, VulnerabilityCategory
from households.models import BurglaryRecord, Household, Resident, Vulnerability
from saferstreets.common import clock
from saferstreets.common.workflow import Refused, check_move

# Notes with which somebody may be too slow to look for a key in smoke.
FRAIL = (
    VulnerabilityCategory.OLDER, VulnerabilityCategory.LIVES_ALONE, VulnerabilityCategory.MOBILITY, VulnerabilityCategory.HEALTH,
)  # fmt: skip


class JobRefused(Refused):
    """The job cannot be made, changed or moved like this."""


def locked(job_id):
    """The job, held until the transaction ends, with its home and project."""
    jobs = Job.objects.select_for_update(of=("self",))
    return jobs.select_related(
        "household__street", "household__landlord", "household__project", "project"
    ).get(pk=job_id)


def locked_home(household_id):
    """The home, held; of a duplicate, the home that holds its visits."""
    homes = Household.objects.select_for_update(of=("self",)).select_related("street", "landlord", "project")
    home = homes.get(pk=household_id)
    return locked_home(home.duplicate_of_id) if home.duplicate_of_id else home


def move_job(job, move, *, by, day, **changes):
    """Take a held job from its status to the next: sets its clock, writes the row and one audit event. Raises MoveRefused."""
    check_move(move, job.status)
    changes = {
        **changes,
        "status": move.target,
        "due_on": changes.get("due_on", rules.due_on(move.target, day)),
    }
    for field, value in changes.items():
        setattr(job, field, value)
    job.save(update_fields=list(changes))
    record_event(by=by, verb=move.name, subject=job, fields=list(changes))
    return job


def need_of(household, day):
    """What is known of this home on `day`, as rules.Need."""
    here = {"project_id": household.project_id, "household": household}
    burglaries = BurglaryRecord.objects.filter(**here).standing_on(day)
    days = list(burglaries.values_list("happened_on", flat=True))
    latest = SecuritySurvey.objects.filter(project_id=household.project_id).latest_of(household.pk)
    return rules.Need(
        victim=bool(days),
        vulnerable=Vulnerability.objects.filter(**here).standing_on(day).exists(),
        last_burglary_on=max((one for one in days if one), default=None),
        wide=latest.wide if latest else None,
    )


def must_get_out(household):
    """Must people here be able to leave without a key? By the kind of home, by a note, or by the last survey."""
    if household.kind == HouseholdKind.SHARED:
        return True
    here = {"project_id": household.project_id, "household": household}
    if Vulnerability.objects.filter(**here, category__in=FRAIL).standing_on(clock.today()).exists():
        return True
    latest = SecuritySurvey.objects.filter(project_id=household.project_id).latest_of(household.pk)
    return bool(latest and wide.guarded(latest.answered))


def nobody_left(job):
    """Why the work may not go on at this home as things are; "" when it may.

    Those who agreed may have moved out, the home may stand empty or have asked not to be visited.
    """
    home = job.household
    if home.closed_on:
        return "This home asked not to be visited again. Cancel the job, or record a new occupier first."
    if home.state != HouseholdState.OCCUPIED:
        return f"The home is now “{home.get_state_display().lower()}”. Cancel the job, or wait until somebody lives there."
    people = Resident.objects.filter(project_id=job.project_id, household=home)
    gone = people.filter(moved_out_on__gte=job.agreed_on).exists()
    if gone and not people.filter(moved_out_on=None, since_on__lte=job.agreed_on).exists():
        return "Those who agreed to the work have moved out. Ask whoever lives there now and record that they agree, or cancel."
    return ""
