"""What the page of one home shows, across rooms: each person sees the parts their role acts on, and no more.

A fixed number of queries, whatever the home has. A part that is not for this person is None or empty, and is not asked for.
"""

from django.urls import reverse

from accounts.models import AuditEvent
from accounts.permissions import Perm
from doorstep import survey_drafts
from doorstep.queries import to_heed
from hardening.models import Job, SecuritySurvey
from hardening.surveys import SHEET as SECURITY_SHEET
from households import desk, own_streets, rules
from households.choices import Tenure
from households.models import Enquiry, Resident, SupportReferral, Visit
from households.views.care import kinds_kept_back
from office import queries
from outcomes.models import Response
from packs.models import Delivery
from saferstreets.common import clock

# What is said of each kind of record that is kept back, and nothing more.
KEPT_BACK = {"vulnerability": "There is a note on vulnerability", "burglary": "There is a burglary record"}


def page(household, user, project):
    """The context of the page."""
    today, is_own = clock.today(), own_streets.is_own(user, household)
    may_see_people = user.can(Perm.RESIDENT_SEE, project) and not is_own
    return {
        "is_own": is_own,
        "household": household,
        "day": today,
        "facts": facts(household, user, project),
        "cautions": to_heed(household, user, project),
        "sees_basis": user.can(rules.COORDINATOR_ONLY, project) and not is_own,
        "may_lift": user.can(Perm.CAUTION_SET, project),
        "kept_back": [KEPT_BACK[kind] for kind in kinds_kept_back(user, project, household)],
        "may_see_people": may_see_people,
        "kept_from_view": bool(household.closed_on) and not user.can(rules.COORDINATOR_ONLY, project),
        "residents": _residents(household, user, project) if may_see_people else [],
        "enquiries": Enquiry.objects.visible_to(user, project)
        .filter(household=household)
        .waiting_first()
        .for_list()[:10],
        "referrals": SupportReferral.objects.visible_to(user, project)
        .filter(household=household)
        .listed()
        .for_list(),
        **_history(household, project, is_own),
        "trail": AuditEvent.objects.visible_to(user, project).about(household).select_related("by"),
        "jobs": Job.objects.visible_to(user, project).filter(household=household).order_by("-id"),
        "surveys": SecuritySurvey.objects.visible_to(user, project)
        .filter(household=household)
        .order_by("-happened_on", "-id"),
        "desk": desk.page(household, user, project),
        "responses": Response.objects.visible_to(user, project).filter(household=household).for_list(),
        "doors": doors(household, user, project),
        "may_record": user.can(Perm.VISIT_RECORD, project) and not household.closed_on,
        "may_withdraw": user.can(Perm.VISIT_WITHDRAW, project),
    }


def _history(household, project, is_own):
    """Every visit and pack, newest first, and what of it one must know before anything else; no visit in one's own street."""
    here = {"project": project, "household": household}
    visits = [] if is_own else list(Visit.objects.filter(**here).order_by("-happened_at", "-id").for_list())
    deliveries = list(Delivery.objects.filter(**here).for_list())
    seen = glance(household, visits, deliveries, tells_visits=not is_own)
    return {"visits": visits, "deliveries": deliveries, "glance": seen}


def glance(household, visits, deliveries, tells_visits=True):
    """What one must know before anything else, as rows of a summary list: the pack, the last knock, who is promised what."""
    knocks = [visit for visit in visits if not visit.withdrawn_at]
    last = knocks[0] if knocks else None
    rows = [{"label": "Pack", "value": _pack(deliveries)}]
    if last:
        times = "1 visit" if len(knocks) == 1 else f"{len(knocks)} visits, the last"
        rows.append(
            {
                "label": "Visits",
                "value": f"{times} on {last.happened_on:%-d %B %Y}: {last.get_outcome_display().lower()}",
            }
        )
    elif tells_visits:
        rows.append({"label": "Visits", "value": "Nobody has knocked here yet"})
    if last and last.call_back_on:
        when = f"{last.call_back_on:%-d %B %Y}" + (f", {last.call_back_time}" if last.call_back_time else "")
        rows.append({"label": "Call back", "value": f"Promised for {when}"})
    tenure = household.get_tenure_display().lower()
    whose = "tenure not known" if household.tenure == Tenure.UNKNOWN else tenure
    return [*rows, {"label": "Home", "value": f"{household.get_state_display()}, {whose}"}]


def _pack(deliveries):
    standing = [one for one in deliveries if not one.withdrawn_at]
    if not standing:
        return "Not delivered yet"
    kit = getattr(standing[0], "kit", None)  # asking for it raises where there is none
    if kit is None:
        kit_words = "no kit code written down"
    else:
        kit_words = "kit registered" if kit.registered_on else "kit not registered yet"
    return f"Delivered on {standing[0].delivered_on:%-d %B %Y}; {kit_words}"


def facts(household, user, project):
    """What is written down about the home, and whose it is."""
    rows = [*queries.facts(household), {"label": "Kind", "value": household.get_kind_display()}]
    if user.can(Perm.LANDLORD_SEE, project) and household.landlord:
        landlord = household.landlord
        row = {
            "label": "Landlord or agent",
            "value": f"{landlord.name}: {landlord.get_kind_display().lower()}",
        }
        rows.append(
            row | {"url": reverse("households:landlord", args=[project.slug, landlord.pk]), "action": "Open"}
        )
    return rows


def _residents(household, user, project):
    """Who lives here, each with the answers that count: {resident, agreed, refused} in words."""
    residents = Resident.objects.visible_to(user, project).filter(household=household, moved_out_on=None)
    return [
        {"resident": one, **_answers(one)}
        for one in residents.prefetch_related("consents__body").order_by("since_on", "id")
    ]


def _answers(resident):
    latest = {(consent.purpose, consent.body_id): consent for consent in resident.consents.all()}
    said = [
        (consent.given, consent.get_purpose_display() + (f": {consent.body.name}" if consent.body else ""))
        for consent in latest.values()
    ]
    return {
        "agreed": [words for given, words in said if given],
        "refused": [words for given, words in said if not given],
    }


def doors(household, user, project):
    """What this person may do about the home, as {label, url}, in the order of the day's work."""
    closed, single = bool(household.closed_on), household.duplicate_of_id is None
    offered = (
        ("Add a resident", "households:resident_add", Perm.RESIDENT_SEE, not closed),
        ("Refer to support", "households:referral_add", Perm.REFERRAL_SEE, True),
        ("Survey its security", "hardening:survey_record", Perm.JOB_REFER, single),
        ("Refer for target hardening", "hardening:home_refer", Perm.JOB_REFER, single and not closed),
        ("Note a vulnerability", "households:vulnerability_add", Perm.CARE_SEE, True),
        ("Set a caution", "households:caution_add", Perm.CAUTION_SET, True),
        ("Change this home", "households:home_edit", Perm.HOUSEHOLD_EDIT, single),
        ("Split it into flats", "households:home_split", Perm.HOUSEHOLD_EDIT, single),
        ("It is the same home as another", "doorstep:home_merge", Perm.HOUSEHOLD_EDIT, single),
        ("They opted out in writing", "households:home_opt_out", Perm.HOME_REOPEN, not closed),
        ("Ask for or erase what is kept", "office:home_request", Perm.DATA_REQUEST_KEEP, single),
        ("Record a new occupier", "households:home_reopen", Perm.HOME_REOPEN, closed),
    )
    found = [
        {"label": label, "url": reverse(name, args=[project.slug, household.pk])}
        for label, name, right, fits in offered
        if fits and user.can(right, project)
    ]
    return found + ([] if closed else _surveys(household, user, project))


def _surveys(household, user, project):
    """The questionnaires that may be asked here, and those typed in from paper; the survey of its security has a door of its own."""
    return [
        {
            "label": f"Ask: {sheet.title}",
            "url": reverse("doorstep:survey_start", args=[project.slug, household.pk, sheet.key]),
        }
        for sheet in survey_drafts.offered(user, project)
        if sheet.key != SECURITY_SHEET.key
    ]
