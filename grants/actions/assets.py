"""Writes about what stays after the grant: the asset register, and who looks after what."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import record_event
from evidence.actions import keep_document
from grants.actions.promises import GrantRefused
from grants.models import Asset, Duty

LASTING = (
    "acquired_on",
    "acquired_words",
    "cost_pence",
    "location",
    "serial_number",
    "title_deeds",
    "depreciation",
)


@transaction.atomic
def add_asset(*, project, section, description, location, owner, by, source="", **details):
    """Enter one thing in the asset register. details: any of LASTING. Writes one audit event.

    source: "app.Model:id" of what brought it; the same source again returns the asset that stands, unchanged.
    """
    standing = Asset.objects.of_source(project, source).first() if source else None
    if standing:
        return standing
    asset = Asset.objects.create(
        project=project, section=section, description=description, location=location, owner=owner, source=source,
        recorded_by=by, recorded_at=timezone.now(), **details,
    )  # fmt: skip
    record_event(by=by, verb="asset.add", subject=asset, fields=["description", "owner", *details])
    return asset


@transaction.atomic
def change_asset(*, asset, by, **changes):
    """Complete or correct what the register says (the columns of LASTING). Writes nothing when nothing differs."""
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
    if asset.disposed_on:
        raise GrantRefused("It has been disposed of; its entry stays as it is.")
    changed = [field for field in LASTING if field in changes and getattr(asset, field) != changes[field]]
    for field in changed:
        setattr(asset, field, changes[field])
    if changed:
        asset.save(update_fields=changed)
        record_event(by=by, verb="asset.change", subject=asset, fields=changed)
    return asset


@transaction.atomic
def approve_asset(*, asset, approved_by, approved_on, by, letter=None):
    """Record the funder's approval of an asset. letter: the bytes of the paper that shows it."""
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
    if asset.approved_on:
        raise GrantRefused("An approval is already on record.")
    if letter is not None:
        title = f"Approval of {asset.description}"[:160]
        asset.letter = keep_document(project=asset.project, title=title, content=letter, by=by)
    asset.approved_by, asset.approved_on = approved_by, approved_on
    asset.save(update_fields=["approved_by", "approved_on", "letter"])
    record_event(by=by, verb="asset.approve", subject=asset, fields=["approved_by", "approved_on"])
    return asset


@transaction.atomic
def dispose_of_asset(*, asset, disposed_on, by, proceeds_pence=None, transferee=None):
    """Record that an asset was sold, given away or scrapped. transferee: the body that has it now, None for nobody."""
    asset = Asset.objects.select_for_update(of=("self",)).get(pk=asset.pk)
    if asset.disposed_on:
        raise GrantRefused("It is already recorded as disposed of.")
    if asset.acquired_on and disposed_on < asset.acquired_on:
        raise GrantRefused("It cannot have been disposed of before it was acquired.")
    asset.disposed_on, asset.proceeds_pence, asset.transferee = disposed_on, proceeds_pence, transferee
    asset.save(update_fields=["disposed_on", "proceeds_pence", "transferee"])
    record_event(
        by=by, verb="asset.dispose", subject=asset, fields=["disposed_on", "proceeds_pence", "transferee"]
    )
    return asset


@transaction.atomic
def add_duty(*, project, section, what, body, from_on, stated_in, by, source="", **details):
    """Record who looks after what. details: asset, until_on, until_words, least_years, most_years, next_review_on.

    The same `what` of the same source again returns the duty that stands. Raises GrantRefused for an end before the start.
    """
    standing = Duty.objects.of_source(project, source).filter(what=what).first()
    if standing:
        if source:
            return standing
        raise GrantRefused(f"“{what}” is already on the list.")
    if details.get("until_on") and details["until_on"] < from_on:
        raise GrantRefused("The duty cannot end before it begins.")
    duty = Duty.objects.create(
        project=project, section=section, what=what, body=body, from_on=from_on, stated_in=stated_in, source=source,
        recorded_by=by, recorded_at=timezone.now(), **details,
    )  # fmt: skip
    record_event(by=by, verb="duty.add", subject=duty, fields=["what", "body", "from_on", *details])
    return duty


@transaction.atomic
def review_duty(*, duty, reviewed_on, review_words, by, next_review_on=None):
    """Record what a review found and when the next is due. Raises GrantRefused for a next review that is not later."""
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if next_review_on and next_review_on <= reviewed_on:
        raise GrantRefused("The next review must be later than this one.")
    duty.reviewed_on, duty.review_words, duty.next_review_on = reviewed_on, review_words, next_review_on
    duty.save(update_fields=["reviewed_on", "review_words", "next_review_on"])
    record_event(by=by, verb="duty.review", subject=duty, fields=["reviewed_on", "next_review_on"])
    return duty
