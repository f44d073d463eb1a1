"""The award, and what of it was handed on, as 360Giving data (standard 1.4): grants to bodies, never to a person."""

import re

from django.db.models import F

from cctv.models import Scheme
from saferstreets.common.periods import long_date
from saferstreets.common.workflow import Refused

FUNDER = "Home Office"
VERSION = "1.4"
PREFIX = "360G-saferstreets"  # of identifiers made here; a publisher with a registered prefix replaces it


class GivingRefused(Refused):
    """The award cannot be published as data yet."""


def package(project, day):
    """The data package as a dict. day: when it is made. Raises GivingRefused, naming what the project does not say yet."""
    missing = [
        words
        for words, value in (
            ("the award", project.award_pence),
            ("the date of the award", project.awarded_on),
            ("the lead body", project.lead_body_id),
        )
        if not value
    ]
    if missing:
        raise GivingRefused(f"Enter {', '.join(missing)} under Set up first.")
    return {
        "version": VERSION,
        "title": f"{project.name}: grants, {long_date(day)}",
        "issued": day.isoformat(),
        "publisher": {"name": project.lead_body.name, "identifier": _body(project.lead_body.name)["id"]},
        "license": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "grants": [_award(project), *_handed_on(project)],
    }


def _award(project):
    programme = project.round or "Safer Streets Fund"
    return _grant(
        project, "award", FUNDER, project.lead_body.name, project.award_pence, project.name,
        project.purpose or f"{programme}, {project.name}.",
    ) | {"grantProgramme": [{"title": programme}]}  # fmt: skip


def _handed_on(project):
    """Grant transferred to the owner of cameras, where papers give the sum and the day."""
    schemes = Scheme.objects.filter(project=project, owner__isnull=False, transfer_pence__gt=0)
    schemes = schemes.filter(works__stage="transfer").annotate(day=F("works__actual_on")).exclude(day=None)
    return [
        _grant(
            project, f"cctv-{scheme.pk}", project.lead_body.name, scheme.owner.name, scheme.transfer_pence,
            f"{scheme.name}, {project.name}", scheme.purpose or f"Cameras at {scheme.site}.",
        )
        | {"awardDate": scheme.day.isoformat()}
        for scheme in schemes.ours().select_related("owner").order_by("pk")
    ]  # fmt: skip


def _grant(project, key, funder, recipient, pence, title, description):
    return {
        "id": f"{PREFIX}-{project.slug}-{key}",
        "title": title,
        "description": " ".join(description.split()),
        "currency": "GBP",
        "amountAwarded": pence // 100 if pence % 100 == 0 else pence / 100,
        "awardDate": project.awarded_on.isoformat(),
        "plannedDates": [
            {"startDate": project.starts_on.isoformat(), "endDate": project.ends_on.isoformat()}
        ],
        "fundingOrganization": [_body(funder)],
        "recipientOrganization": [_body(recipient)],
    }


def _body(name):
    return {"id": f"{PREFIX}-org:{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')}", "name": name}
