"""The pages of the lights: who opens them, what a councillor reads, what a works partner may do, what they cost."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from imports.models import Batch
from lighting import actions, rules
from lighting.choices import EvidenceKind, SchemeKind
from lighting.models import Column, NightEvidence, Work
from tests.factories import lighting as make
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
D = datetime.date
READERS = {Role.COORDINATOR, Role.FINANCE, Role.CERTIFIER, Role.PARTNER_READER}


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = make.TODAY


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


def url(name, of, *args):
    project = of if not hasattr(of, "project") else of.project
    return reverse(f"lighting:{name}", args=[project.slug, *([of.pk] if of is not project else []), *args])


def a_day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_a_councillor_reads_before_now_next_and_who_looks_after_it(client, project, by):
    scheme = make.make_scheme(
        project, by, before="No light at all.", depends_on="The Town Council’s own works", owner=None
    )
    actions.change_scheme(scheme_id=scheme.pk, owner="Example County", by=by)
    actions.plan_stage(
        scheme_id=scheme.pk,
        stage=rules.SURVEYED,
        planned_on=D(2021, 10, 31),
        planned_words="in October",
        by=by,
    )
    client.force_login(member(project, Role.PARTNER_READER))
    page = client.get(url("scheme", scheme)).text
    for words in (
        "No light at all.", "how many there are is not stated in the papers", "The columns and cables are surveyed, planned for in October, 24 days late",
        "Example County, once the lights are handed over", "expected 20 to 25 years", "Between Clay Street and York Street", "and is not ours",
        "The Town Council’s own works",
    ):  # fmt: skip
        assert words in page
    for door in ("Record:", "Plan a stage", "Change people"):
        assert door not in page


def test_energy_prints_its_assumption(client, project, by):
    scheme = make.make_scheme(project, by)
    for number in ("1", "2"):
        make.make_column(scheme, by, number, before_milliwatts=90_000, after_milliwatts=36_000)
    make.make_column(scheme, by, "3")
    client.force_login(by)
    page = client.get(url("scheme", scheme)).text
    for words in (
        "738 kWh",
        "295 kWh",
        "443 kWh",
        "for the 2 columns whose wattage is known",
        "4,100 burning hours",
        "212 g of CO2e",
        "assumptions",
    ):
        assert words in page


def test_the_supplys_month_is_red_once_its_clock_ran_out(client, project, by, settings):
    scheme = make.make_scheme(project, by)
    make.make_column(scheme, by)
    make.light(scheme, by, on=D(2021, 10, 20))
    client.force_login(by)
    assert "To be told by 30 November 2021" in client.get(url("scheme", scheme)).text
    settings.DEMONSTRATION_TODAY = D(2021, 12, 1)
    page = client.get(url("scheme", scheme)).text
    assert 'data-status="late">To be told by 30 November 2021' in page
    sent = {"month_on": "2021-10-01", **a_day("told_on", D(2021, 12, 1))}
    assert client.post(url("scheme_tell", scheme), sent).status_code == 302
    assert "Told on 1 December 2021" in client.get(url("scheme", scheme)).text


def test_a_works_partner_sees_that_scheme_only_and_enters_its_progress(client, project, by):
    own, other = make.make_scheme(project, by), make.make_scheme(project, by, name="The other scheme")
    column, foreign = make.make_column(own, by), make.make_column(other, by, "9")
    hidden = actions.add_evidence(
        scheme_id=other.pk, kind=EvidenceKind.BEFORE, happened_on=make.TODAY, content=make.picture(), by=by
    )
    client.force_login(make.partner_of(own, by))
    listed = client.get(url("scheme_list", project)).text
    assert own.name in listed
    assert other.name not in listed
    for name, record in (
        ("scheme", other), ("scheme_columns", other), ("scheme_reach", other), ("scheme_lights_on", other), ("scheme_evidence", other),
        ("scheme_inventory", other), ("scheme_forecast", other), ("scheme_column_add", other), ("scheme_tell", other), ("column", foreign),
        ("column_change", foreign), ("column_evidence_add", foreign), ("evidence_file", hidden),
    ):  # fmt: skip
        assert client.get(url(name, record)).status_code == 404, name
        if name not in ("scheme_inventory", "evidence_file"):
            assert client.post(url(name, record)).status_code == 404, name
    for name in ("column_list", "scheme_add", "column_import"):
        assert client.get(url(name, project)).status_code == 403, name
    assert client.get(url("scheme_hand_over", own)).status_code == 403
    assert client.post(url("scheme_reach", own), a_day("on", make.STARTED_ON)).status_code == 302
    assert Work.objects.get().stage == rules.SURVEYED
    sent = {"kind": "lux", "lux": "7.5", **a_day("happened_on", make.TODAY)}
    assert client.post(url("column_evidence_add", column), sent).status_code == 302
    assert NightEvidence.objects.get(column=column).lux_tenths == 75
    actions.end_partner(partner_id=own.partners.get().pk, by=by)
    assert client.get(url("scheme", own)).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_only_those_who_see_lighting_open_a_scheme(client, project, by, role):
    scheme = make.make_scheme(project, by)
    client.force_login(member(project, role))
    expected = 200 if role in READERS else 404 if role == Role.WORKS_PARTNER else 403
    assert client.get(url("scheme", scheme)).status_code == expected


def test_papers_open_for_those_who_report_or_see_the_grant_photographs_for_all(client, project, by):
    scheme = make.make_scheme(project, by)
    give = {"scheme_id": scheme.pk, "happened_on": make.TODAY, "by": by}
    photo = actions.add_evidence(kind=EvidenceKind.NIGHT, content=make.picture(), **give)
    paper = actions.add_evidence(kind=EvidenceKind.CERTIFICATE, content=b"%PDF-1.4 certificate", **give)
    for role, opens in ((Role.PARTNER_READER, 404), (Role.FINANCE, 200)):
        client.force_login(member(project, role))
        assert client.get(url("evidence_file", paper)).status_code == opens
        answer = client.get(url("evidence_file", photo))
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"


def test_a_scheme_is_entered_with_its_streets_ends_and_entrances(client, project, by):
    client.force_login(by)
    sent = {
        "name": "Vulcan Park", "kind": "new", "boundary": "along the route between Park Lane and Fleet Street", "route": "Park Lane\nFleet Street\n",
        "access": "6", "streets": "", "before": "No lighting", "depends_on": "",
    }  # fmt: skip
    answer = client.post(url("scheme_add", project), sent)
    page = client.get(answer.url).text
    for words in (
        "Between Park Lane and Fleet Street",
        "6: entrances, not lamps",
        "Wayleave for the cable",
        "Ecology",
    ):
        assert words in page
    assert not Column.objects.exists()
    assert "already" in client.post(url("scheme_add", project), sent).text
    for wrong in ({"access": "many"}, {"name": ""}, {"kind": "other"}):
        assert client.post(url("scheme_add", project), {**sent, **wrong}).status_code == 200


def test_a_refusal_is_read_on_the_form(client, project, by):
    scheme = make.make_scheme(project, by, SchemeKind.NEW)
    client.force_login(by)
    late = client.post(url("scheme_reach", scheme), a_day("on", D(2021, 11, 25))).text
    assert "on or before 24 November 2021" in late
    assert (
        "works have not started"
        in client.post(url("scheme_lights_on", scheme), {"street_key": "*", **a_day("on", make.TODAY)}).text
    )
    video = SimpleUploadedFile("night.jpg", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64)
    sent = {"kind": "night", "content": video, **a_day("happened_on", make.TODAY)}
    assert client.post(url("scheme_evidence_add", scheme), sent).status_code == 200
    assert not NightEvidence.objects.exists()
    assert "at most one decimal" in client.post(
        url("column_evidence_add", make.make_column(scheme, by)), {"kind": "lux", "lux": "7.55", **a_day("happened_on", make.TODAY)}
    ).text  # fmt: skip


def test_a_column_is_changed_in_metres_and_watts(client, project, by):
    column = make.make_column(make.make_scheme(project, by), by)
    client.force_login(by)
    sent = {
        "number": "1",
        "street_name": "Clay Street",
        "height_mm": "6.5",
        "before_milliwatts": "61.5",
        "after_milliwatts": "36",
    }
    assert client.post(url("column_change", column), sent).status_code == 302
    column.refresh_from_db()
    assert (column.height_mm, column.before_milliwatts, column.after_milliwatts) == (6_500, 61_500, 36_000)
    page = client.get(url("column", column)).text
    for words in ("6.5 m", "61.5 W", "36 W", "Nothing shows yet"):
        assert words in page
    assert (
        "must be a number up to 45"
        in client.post(url("column_change", column), {**sent, "height_mm": "600"}).text
    )


def test_an_inventory_is_brought_on_a_page_and_taken_in_by_street(client, project, by, settings):
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    client.force_login(by)
    file = SimpleUploadedFile(
        "county.csv", b"Unit No,Street,Wattage\n1,Clay Street,90\n2,Clay Street,90\n1,York Street,90\n"
    )
    answer = client.post(url("column_import", project), {"file": file})
    assert answer.status_code == 302
    assert (
        "3 new columns would be entered"
        in client.get(reverse("imports:batch_merge", args=[project.slug, Batch.objects.get().pk])).text
    )
    assert (
        client.post(reverse("imports:batch_merge", args=[project.slug, Batch.objects.get().pk])).status_code
        == 302
    )
    scheme = make.make_scheme(project, by)
    assert "Clay Street (2)" in client.get(url("scheme_take", scheme)).text
    assert client.post(url("scheme_take", scheme), {"street_keys": ["clay street"]}).status_code == 302
    assert scheme.columns.count() == 2
    client.post(url("scheme_take", scheme), {"street_keys": ["york street"]})
    nothing = client.get(url("scheme_take", scheme)).text
    assert "No column is free" in nothing
    assert "Take these columns into the scheme" not in nothing
    export = client.get(url("scheme_inventory", scheme))
    assert export["Content-Type"].startswith("text/csv")
    assert export.content.decode().splitlines()[0] == "\ufeffUnit No,Street,Wattage,Energised on"


def queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_twenty_rows_cost_what_two_cost(client, project, by):
    def fill(scheme, numbers):
        for number in numbers:
            column = make.make_column(
                scheme,
                by,
                str(number),
                street=f"{'Clay' if number % 2 else 'York'} Street",
                easting=299_900 + number,
                northing=528_700,
            )
            actions.add_evidence(
                scheme_id=scheme.pk,
                column=column,
                kind=EvidenceKind.NIGHT,
                happened_on=make.TODAY,
                content=make.picture(False),
                by=by,
            )

    few, many = make.make_scheme(project, by, name="Few"), make.make_scheme(project, by, name="Many")
    fill(few, range(2))
    fill(many, range(100, 120))
    for scheme in (few, many):
        make.light(scheme, by)
    client.force_login(by)
    client.get(url("scheme", few))
    for name in (
        "scheme",
        "scheme_columns",
        "scheme_evidence",
        "scheme_inventory",
        "scheme_lights_on",
        "scheme_tell",
    ):
        assert queries(client, url(name, few)) == queries(client, url(name, many)), name
    two = queries(client, url("scheme_list", project))
    whole = queries(client, url("column_list", project))
    for number in range(18):
        make.make_scheme(project, by, name=f"Scheme {number}")
    assert queries(client, url("scheme_list", project)) == two
    assert queries(client, url("column_list", project) + "?show=free") <= whole
