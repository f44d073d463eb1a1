"""The times of the register that are over while a project goes on: of each table, which rows they end, and what becomes of them."""

import datetime

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Least

from households.data_rules import months_later
from households.models import Visit
from imports.choices import BatchStatus
from office.trust.fates import DELETE, FATES, GONE, masked

USED_DAYS = ROW_DAYS = datetime.timedelta(days=90)
DAY = datetime.timedelta(days=1)
IMAGE_REQUEST = {
    "asked_by": GONE, "basis_words": "", "reference": "", "about": GONE, "decided_by": masked("decided_by"), "reason": masked("reason"),
}  # fmt: skip
CAMERA = {
    "location": GONE, "area": "", "lon_e6": None, "lat_e6": None, "easting": None, "northing": None, "street": None, "purpose": "",
    "blind_spots": "", "removed_why": GONE,
}  # fmt: skip


def of_terms(project, day):
    """{label: query set} of what is over on `day`."""
    return {
        label: apps.get_model(label)._base_manager.filter(over, project=project)
        for label, over in _over(day).items()
    }


def fates(day):
    """{label: what becomes of it}. A burglary record that is forgotten is not used from `day` on either."""
    ended = {"expires_on": Least(F("expires_on"), Value(day - DAY))}
    return {
        "households.Outing": DELETE, "households.Vulnerability": DELETE, "households.CautionFlag": DELETE,
        "households.BurglaryRecord": FATES["households.BurglaryRecord"] | ended, "imports.Row": FATES["imports.Row"], "imports.KeptDecision": DELETE,
        "cctv.ImageRequest": IMAGE_REQUEST, "cctv.Camera": CAMERA,
    }  # fmt: skip


def _over(day):
    """{label: which rows}, those left out that were overwritten before. In words: data_register.py of each room."""
    year_ago, midnight = months_later(day, -12), datetime.time(tzinfo=datetime.UTC)
    three_months_ago = datetime.datetime.combine(months_later(day, -3), midnight)
    closed = Q(
        batch__status__in=(BatchStatus.DISCARDED, BatchStatus.UNDONE),
        batch__closed_at__lt=datetime.datetime.combine(day - ROW_DAYS, midnight),
    )
    return {
        "households.Outing": Q(started_at__lt=three_months_ago, safe_at__isnull=False),
        "households.Vulnerability": Q(ended_on__lte=day),
        "households.CautionFlag": Q(expires_on__lt=year_ago) | Q(lifted_on__lt=year_ago),
        "households.BurglaryRecord": (Q(expires_on__lt=day) | Q(Exists(_visited_since(day - USED_DAYS))))
        & ~Q(reference__startswith="erased "),
        "imports.Row": closed & ~Q(cells="[]"),
        "imports.KeptDecision": closed,
        "cctv.ImageRequest": Q(decided_on__lt=months_later(day, -36)) & ~Q(asked_by=GONE),
        "cctv.Camera": Q(removed_on__lt=months_later(day, -84)) & ~Q(location=GONE),
    }


def _visited_since(day):
    """A burglary record is used when somebody calls at the home because of it: visits of `day` or before, since the record came."""
    return Visit.objects.standing().filter(
        project=OuterRef("project"), household=OuterRef("household"), recorded_at__gte=OuterRef("recorded_at"), happened_on__lte=day
    )  # fmt: skip
