"""The last stage: the lights become somebody's to look after, and the grant's papers say so."""

from django.db import transaction

from grants.actions import add_asset, add_duty
from grants.choices import Section
from lighting import rules
from lighting.actions.holding import locked
from lighting.actions.works import reach
from lighting.models import Column
from lighting.rules import LightingRefused


@transaction.atomic
def hand_over(*, scheme_id, on, next_review_on, by, factor="", why=""):
    """Hand a tested scheme over to its owner: one entry in the asset register, one duty with its expected life and next review.

    The owner is the body that carries the duty on that day. Raises LightingRefused while owner, life or source are not known, or the
    review is not later than the handover; StageRefused while the scheme is not tested.
    """
    scheme = locked(scheme_id)
    if scheme.owner is None or scheme.life_from_years is None or not scheme.stated_in:
        raise LightingRefused(
            "Enter first who looks after the lights, how long they are expected to last, and where that is stated."
        )
    if next_review_on <= on:
        raise LightingRefused("The next review must be later than the handover.")
    reach(scheme, rules.HANDED_OVER, on=on, by=by, factor=factor, why=why)
    source, owner = f"lighting.Scheme:{scheme.pk}", scheme.owner.holder_as_at(on)
    count = Column.objects.of(scheme).count()
    asset = add_asset(
        project=scheme.project, section=Section.LIGHTING, description=f"{scheme.name}: {count:,} lamp columns"[:300], owner=owner,
        location=" ".join(scheme.boundary.split())[:200], acquired_on=on, serial_number="See the inventory of columns", source=source, by=by,
    )  # fmt: skip
    add_duty(
        project=scheme.project, section=Section.LIGHTING, what=f"{scheme.name}: upkeep, energy and repair of the lights", body=owner, from_on=on,
        stated_in=scheme.stated_in, source=source, asset=asset, least_years=scheme.life_from_years, most_years=scheme.life_to_years,
        next_review_on=next_review_on, by=by,
    )  # fmt: skip
    return scheme
