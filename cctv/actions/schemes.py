"""Writes about a scheme: its facts, its stages, its papers, its partners, and handing it over."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from accounts.choices import Role
from accounts.models import Membership
from cctv import compliance, rules
from cctv.choices import PaperKind, Said, SchemeKind
from cctv.models import Camera, Scheme, SchemePaper, SchemePartner, Work
from cctv.rules import CctvRefused
from evidence.actions import keep_document
from evidence.choices import DocumentType
from grants import actions as grants
from grants.choices import Section
from saferstreets.common import clock, stages
from saferstreets.common.stages import NOTHING, StageRefused


def locked(scheme_id):
    """The scheme, held until the transaction ends: its stages, pack and cameras change one after the other."""
    return Scheme.objects.select_for_update(of=("self",)).select_related("project", "owner").get(pk=scheme_id)


@transaction.atomic
def add_scheme(*, project, name, site, by, kind=SchemeKind.PARTNER, **details):
    """Enter a scheme. details: any other field of Scheme. Raises CctvRefused for a name that is there."""
    if Scheme.objects.filter(project=project, name=name).exists():
        raise CctvRefused(f"“{name}” is already a scheme of this project.")
    _check(kind, details)
    scheme = Scheme.objects.create(project=project, name=name, site=site, kind=kind, **details)
    record_event(by=by, verb="cctv_scheme.add", subject=scheme, fields=["name", "site", "kind", *details])
    return scheme


@transaction.atomic
def change_scheme(*, scheme_id, by, **changes):
    """Change facts of a scheme. Writes nothing when nothing differs. Raises CctvRefused as add_scheme."""
    scheme = locked(scheme_id)
    changed = [field for field, value in changes.items() if getattr(scheme, field) != value]
    if "name" in changed and Scheme.objects.filter(project=scheme.project, name=changes["name"]).exists():
        raise CctvRefused(f"“{changes['name']}” is already a scheme of this project.")
    _check(
        changes.get("kind", scheme.kind),
        {"least_years": scheme.least_years, "most_years": scheme.most_years, **changes},
    )
    for field in changed:
        setattr(scheme, field, changes[field])
    if changed:
        scheme.save(update_fields=changed)
        record_event(by=by, verb="cctv_scheme.change", subject=scheme, fields=changed)
    return scheme


def _check(kind, details):
    if details.get("transfer_pence") is not None and kind != SchemeKind.PARTNER:
        raise CctvRefused("No grant goes to cameras that another body pays for.")
    if details.get("least_years", rules.LEAST_YEARS) > details.get("most_years", rules.MOST_YEARS):
        raise CctvRefused("The shorter expected life comes first.")


@transaction.atomic
def record_stage(*, scheme_id, stage, said, on, by, words="", factor="", why=""):
    """Enter the planned day of a stage, the day it is expected by now, or the day it was done (`said`: a Said).

    words: the paper's, where the day is not exact. Going live needs a complete pack on that day and puts every camera's day down;
    what was said stays when it is reached. Raises StageRefused. Handing over has an action of its own.
    """
    scheme = locked(scheme_id)
    stages.find(rules.STAGES, stage)
    if not scheme.ours:
        raise StageRefused("These cameras are another body’s own work; their progress is not ours to enter.")
    if stage == rules.HANDOVER and said == Said.REACHED:
        raise StageRefused("Hand the scheme over by its own page: it asks who looks after the cameras.")
    return _enter(scheme, stage, said, on, by, words, factor, why)


def _enter(scheme, stage, said, on, by, words, factor, why):
    work, _ = Work.objects.get_or_create(project_id=scheme.project_id, scheme=scheme, stage=stage)
    marks = scheme.marks
    if said == Said.PLAN:
        if work.actual_on:
            raise StageRefused("It is done; a plan made afterwards would be none.")
        stages.check_plan(rules.STAGES, marks, stage, on)
        changes = {"planned_on": on, "planned_words": words}
    elif said == Said.FORECAST:
        stages.check_forecast(marks.get(stage, NOTHING), on, factor, why)
        changes = {"forecast_on": on, "factor": factor, "why": why}
    else:
        changes = _reach(scheme, stage, on, marks, words, factor, why)
    for field, value in changes.items():
        setattr(work, field, value)
    work.save()
    record_event(by=by, verb=f"cctv_stage.{said}", subject=work, fields=list(changes))
    return work


def _reach(scheme, stage, on, marks, words, factor, why):
    """What changes on the row of a stage that was reached; cameras go live with their scheme."""
    cameras = list(Camera.objects.of(scheme.project, scheme.pk).select_for_update(of=("self",)))
    day = on if stage == rules.LIVE else clock.today()
    in_use = [camera for camera in cameras if camera.in_use_on(day)]
    lacking = compliance.still_open(compliance.findings(list(scheme.items.all()), cameras, day))
    stages.check_reached(
        rules.STAGES, marks, stage, on, today=clock.today(), factor=factor, why=why, gate_labels=rules.GATES,
        passed=rules.passed_gates(scheme, cameras=len(in_use), open_findings=len(lacking)),
    )  # fmt: skip
    if stage == rules.LIVE:
        Camera.objects.filter(pk__in=[camera.pk for camera in in_use]).waiting().update(live_on=on)
    late = {"factor": factor, "why": why} if factor else {}
    return {"actual_on": on, "actual_words": words, **late}


@transaction.atomic
def hand_over(*, scheme_id, on, next_review_on, by, cost_pence=None, words="", factor="", why=""):
    """Hand a live scheme over to its owner: the asset register gets its cameras, and the duties say who looks after them.

    cost_pence: net of recoverable VAT, where the owner has said it. next_review_on: when somebody asks the owner again. Each is
    entered once. Raises StageRefused before the scheme is live, or while owner, upkeep or police access are not said.
    """
    scheme = locked(scheme_id)
    if next_review_on <= on:
        raise StageRefused("The next review comes after the day of the handover.")
    work = _enter(scheme, rules.HANDOVER, Said.REACHED, on, by, words, factor, why)
    _leave_behind(scheme, next_review_on, cost_pence, by)
    return work


def _leave_behind(scheme, next_review_on, cost_pence, by):
    source, marks = f"cctv.Scheme:{scheme.pk}", scheme.marks
    installed = marks[rules.INSTALLED]
    count = Camera.objects.of(scheme.project, scheme.pk).count()
    asset = grants.add_asset(
        project=scheme.project, section=Section.CCTV, description=f"CCTV at {scheme.site}: {count} camera{'' if count == 1 else 's'}",
        location=scheme.site, owner=scheme.owner, by=by, source=source, acquired_on=installed.actual_on,
        acquired_words=installed.actual_words, cost_pence=cost_pence,
    )  # fmt: skip
    common = {
        "project": scheme.project, "section": Section.CCTV, "body": scheme.owner, "from_on": installed.actual_on, "by": by, "source": source,
        "stated_in": scheme.stated_in or "The scheme’s own papers", "asset": asset, "next_review_on": next_review_on,
    }  # fmt: skip
    life = {"least_years": scheme.least_years, "most_years": scheme.most_years}
    grants.add_duty(what=f"Monitoring and upkeep of the cameras at {scheme.site}", **life, **common)
    grants.add_duty(
        what=f"Images for the police from the cameras at {scheme.site}", until_words="for the lifetime of the equipment", **life, **common
    )  # fmt: skip


@transaction.atomic
def add_paper(*, scheme_id, kind, title, content, by):
    """Keep a file about a scheme. A picture for its page must be a photograph. Raises DocumentRefused: footage is refused by its content."""
    scheme = locked(scheme_id)
    document = keep_document(project=scheme.project, title=f"{scheme}: {title}"[:160], content=content, by=by)
    if kind in (PaperKind.PICTURE, PaperKind.PHOTOGRAPH) and document.type != DocumentType.JPEG:
        raise CctvRefused("This must be a photograph, not a PDF.")
    paper = SchemePaper.objects.create(
        project_id=scheme.project_id, scheme=scheme, kind=kind, title=title, document=document, added_by=by, added_at=timezone.now()
    )  # fmt: skip
    record_event(by=by, verb="cctv_paper.add", subject=paper, fields=["kind", "document"])
    return paper


@transaction.atomic
def add_partner(*, scheme_id, user, by, until_on=None):
    """Let a works partner enter the progress of this scheme. Raises CctvRefused for somebody who is none on this project."""
    scheme = locked(scheme_id)
    members = Membership.objects.current().filter(
        project_id=scheme.project_id, role=Role.WORKS_PARTNER, user=user
    )
    if not members.exists():
        raise CctvRefused(
            "This person is no works partner of the project. Give them that role first, under Set up."
        )
    partner, _ = SchemePartner.objects.update_or_create(
        project_id=scheme.project_id, scheme=scheme, user=user, defaults={"until_on": until_on}
    )
    record_event(by=by, verb="cctv_partner.add", subject=partner, fields=["until_on"])
    return partner


@transaction.atomic
def end_partner(*, partner_id, until_on, by):
    """Set the last day on which a partner sees this scheme."""
    partner = SchemePartner.objects.select_for_update(of=("self",)).get(pk=partner_id)
    partner.until_on = until_on
    partner.save(update_fields=["until_on"])
    record_event(by=by, verb="cctv_partner.end", subject=partner, fields=["until_on"])
    return partner
