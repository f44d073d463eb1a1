"""The same naughty strings through the forms about homes, visits and rounds, and through the cells of imported files."""

import uuid

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from imports.actions import merge_batch
from imports.models import Row
from tests.factories.doorstep import make_visit
from tests.factories.households import HouseholdFactory
from tests.factories.imports import listing, stage, stage_victims
from tests.factories.register import other_value, referral
from tests.factories.rounds import round_of
from tests.pages.households.test_hostile_strings import (  # noqa: F401
    FOREIGN,
    STRINGS,
    coordinator,
    home,
    quick,
    share_of,
    tags,
    whole,
)

pytestmark = pytest.mark.django_db
ADDRESS = ["flat", "name", "number", "postcode", "uprn", "reference"]
FORMS = 13


def every_form(home, by):  # noqa: F811
    """(method, address, answers that are fine, names of the text fields)."""
    slug, visit, id_ = home.project.slug, make_visit(HouseholdFactory(street=home.street), by), uuid.uuid4()
    walk, sent = round_of([HouseholdFactory(street=home.street)], walked_by=by), referral(home, by)
    theirs = other_value(home, by)

    def at(name, record, *more):
        return reverse(name, args=[slug, *([record.pk] if record else []), *more])

    kinds = {"kind": "terrace", "tenure": "unknown"}
    return [
        ("post", at("households:home_edit", home), {**kinds, "state": "occupied", "version": home.version}, ADDRESS),
        ("post", at("households:home_add", home.street), kinds, ADDRESS),
        ("post", at("households:home_split", home), {"version": home.version}, ["flats"]),
        ("post", at("households:value_settle", theirs), {}, ["take"]),
        ("post", at("households:value_list", None), {"take": "ours"}, ["values"]),
        ("post", at("households:referral_outcome", sent), {}, ["outcome"]),
        ("get", at("households:round_new", None), {}, ["on_day_day", "on_day_month", "how_many", "street", "side"]),
        ("post", at("households:ladder", None), {}, ["part_1", "part_2", "card_1"]),
        ("post", at("doorstep:round_type_in", walk), {}, ["lines"]),
        ("post", at("doorstep:home_merge", home), {}, ["text", "other", "keep"]),
        (
            "post", at("doorstep:visit_answered", home), {"client_id": id_, "pack": "done"},
            ["kit_code", "again_reason", "officer_minutes", "note"],
        ),
        ("post", at("doorstep:visit_other", home), {"client_id": id_, "outcome": "moved"}, ["officer_minutes", "note"]),
        ("post", at("doorstep:visit_withdraw", visit), {}, ["reason"]),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("number", range(FORMS))
def test_every_string_through_every_field_leaves_the_page_whole(client, home, coordinator, number):  # noqa: F811
    forms = every_form(home, coordinator)
    assert len(forms) == FORMS
    method, address, fine, fields = forms[number]
    plain, broken = client.get(address), []
    for text in share_of(number):
        with transaction.atomic():
            cache.clear()
            answer = getattr(client, method)(address, {**fine, **dict.fromkeys(fields, text)})
            if answer.status_code != 302 and not whole(answer, plain):
                broken.append(text)
            transaction.set_rollback(True)
    assert not broken


def test_notes_and_lines_of_homes_stand_on_their_pages_as_typed(client, home, coordinator):  # noqa: F811
    """Every string as the note of a visit; the home's page lists them all and grows nothing."""
    for text in STRINGS:
        typed = {"client_id": uuid.uuid4(), "outcome": "moved", "note": text.replace("\x00", "")[:500]}
        client.post(reverse("doorstep:visit_other", args=[home.project.slug, home.pk]), typed)
    assert home.visits.count() == len(STRINGS)
    found = tags(client.get(home.get_absolute_url()))
    assert not found.running
    assert not FOREIGN - {"meta"} & set(found.counts)


@pytest.mark.parametrize("victims", [False, True])
def test_every_string_in_every_cell_of_a_file(client, home, coordinator, victims):  # noqa: F811
    """Brought, looked at verdict by verdict, reviewed and merged: no page breaks and no row is dropped."""
    rows = [[text, text, text, text, text] for text in STRINGS if text.strip()]
    if victims:
        content = listing(*rows, headings=("Crime reference", "Address", "Date", "Postcode", "Number"))
        batch = stage_victims(home.project, content, by=coordinator)
    else:
        batch = stage(home.project, listing(*rows), by=coordinator)
    assert batch.read == Row.objects.of(batch).count() > 440
    page = reverse("imports:batch", args=[home.project.slug, batch.pk])
    addresses = [f"{page}?show={verdict}" for verdict in ("new", "duplicate", "review", "refused")]
    addresses += [f"{page}review/", f"{page}columns/"]
    merge_batch(batch_id=batch.pk, by=coordinator)
    addresses += [reverse("households:household_list", args=[home.project.slug]), page]
    for address in addresses:
        found = tags(client.get(address))
        assert not found.running, address
        assert not FOREIGN - {"meta"} & set(found.counts), address
