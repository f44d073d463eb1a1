"""The end of the years for which counts, dates and money are kept: who worked here is forgotten too, and the kept files go.

People who work on another project of the office stay; so does whoever proposed the end and whoever released it. What may never be
changed, by trigger, is not changed now either: a test holds STANDS against the register of personal data.
"""

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from accounts.models import Membership, User
from households.data_rules import months_later
from office.trust.fates import DELETE, FATES, GONE, WITH_THE_PROJECT, masked, numbered
from office.trust.forgetting import of_project
from office.trust.terms import IMAGE_REQUEST
from saferstreets.common import clock

END = {
    "households.Outing": DELETE,
    "outcomes.ExtractKey": DELETE,
    "accounts.CallerCode": {
        "printed_name": GONE, "post": GONE, "body": GONE, "revoked_reason": masked("revoked_reason"),
    },
    "cctv.ImageRequest": IMAGE_REQUEST,
    "cctv.SchemePaper": {"title": GONE},
    "doorstep.Device": {"name": GONE},
    "evidence.Document": {"title": GONE},
    "grants.Asset": {"approved_by": masked("approved_by")},
    "grants.SpendLine": {"supplier": masked("supplier"), "supplier_number": ""},
    "hardening.Clearance": {"reference": masked("reference")},
    "hardening.Fitter": {"name": numbered(), "id_number": numbered()},
    "hardening.FittingFirm": {"contact": masked("contact")},
    "households.DataRequest": {"extended_reason": masked("extended_reason")},
    "packs.Assembly": {"undone_reason": masked("undone_reason")},
    "packs.Find": {"what": GONE, "mark": "", "collar_number": GONE},
    "packs.Handover": {"explanation": masked("explanation")},
    "packs.Location": {"name": numbered()},
    "packs.PurchaseOrder": {"sent_to": masked("sent_to")},
    "packs.SampleTest": {"tested_by": GONE},
    "packs.Stocktake": {"reason": masked("reason")},
    "packs.TorchIssue": {"collar_number": numbered(), "station": GONE},
    "accounts.User": {
        "name": numbered(), "email": Concat(Value("erased-"), Cast(F("pk"), CharField()), Value("@office.invalid")), "password": "!",
        "is_active": False, "last_login": None,
    },
}  # fmt: skip
# Words about people that stay: no row of these tables is ever changed.
STANDS = {
    "cctv.ComplianceItem": "a statement that a scheme is lawful, with the post of who answers for it",
    "grants.FunderNotice": "whom the funder was told through",
    "grants.Signature": "the signature under a return",
    "grants.Target": "who agreed to a target",
    "packs.Decision": "who allowed fewer quotes",
    "packs.Movement": "why stock was moved",
}


def of_end(project, spared=()):
    """{label: query set} of what goes at the very end, with everything that goes with the people. spared: keys of people who stay."""
    wanted = of_project(project)
    for label in END:
        wanted[label] = apps.get_model(label)._base_manager
        wanted[label] = (
            _leaving(project, spared) if label == "accounts.User" else wanted[label].filter(project=project)
        )
    wanted["packs.Location"] = wanted["packs.Location"].filter(holder__isnull=False)
    return wanted


def fates():
    """{label: what becomes of it}."""
    return {**FATES, **WITH_THE_PROJECT, **END}


def _leaving(project, spared):
    """People of this project who have no role on any whose years are not over."""
    today = clock.today()
    others = Membership.objects.exclude(project=project).select_related("project")
    staying = {one.user_id for one in others if today < years_over(one.project)}
    here = Membership.objects.filter(project=project).exclude(user__in={*staying, *spared})
    return User.objects.filter(pk__in=here.values("user"))


def years_over(project):
    """From when the counts, dates and money of a project need not be kept."""
    return months_later(project.ends_on, settings.GRANT_RECORDS_YEARS * 12)


def beside_the_rows(wanted):
    """The bytes of the kept files, and what the sign-in library keeps about the people. Call it before the rows are overwritten."""
    files = [document.file for document in wanted["evidence.Document"]]
    transaction.on_commit(lambda: [_emptied(file) for file in files])
    people = list(wanted["accounts.User"].values_list("pk", flat=True))
    for link in User._meta.related_objects:
        if apps.get_app_config(link.related_model._meta.app_label).name.startswith("allauth."):
            link.related_model._base_manager.filter(**{f"{link.field.name}__in": people}).delete()


def _emptied(file):
    """The place stays and holds nothing, so that a page that still names it does not break."""
    name = file.name
    file.storage.delete(name)
    file.storage.save(name, ContentFile(b""))
