"""Ratings, risks, partners, match, radar, reconciliation and bodies: every form sent, every page read, what it costs."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from grants import actions as grants
from grants.actions import finance, partners, radar
from grants.choices import EntryKind
from grants.delivery_choices import MovementKind
from grants.models import (
    Activity,
    FunderNotice,
    MatchContribution,
    Milestone,
    Pair,
    PartnerReturn,
    Reserve,
    Risk,
    SpendLine,
    SubGrant,
)
from tests.factories.accounts import OrganisationFactory, ProjectFactory, member
from tests.factories.delivery import given, make_risk, make_sub_grant, moved, one_of_each, rate, spend, terms
from tests.factories.doorstep import make_visit
from tests.factories.grants import (
    make_agreement,
    make_asset,
    make_duty,
    make_line,
    make_milestone,
    post,
    promise_packs,
)
from tests.factories.households import HouseholdFactory

pytestmark = pytest.mark.django_db
D = datetime.date
DAY = D(2021, 11, 24)


def date(name, day=DAY):
    """A date as three boxes send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


RATED = {
    "category": "supply", "description": "It comes late", "pre_impact": "5", "pre_likelihood": "3", "post_impact": "4",
    "post_likelihood": "2", "proximity": "3", "owner": "Co-ordinator",
}  # fmt: skip


@pytest.fixture(autouse=True)
def on_the_day(settings, tmp_path):
    settings.DEMONSTRATION_TODAY = DAY
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def project():
    return ProjectFactory(award_pence=311_358_00)


@pytest.fixture
def coordinator(project):
    return member(project)


def at(project, name, *args):
    return reverse(name, args=[project.slug, *args])


def forms(project, by):
    """{address: what is sent} of every form of this half of the room."""
    made = one_of_each(project, by)
    entry = post(make_line(project, by, title="Other"), by, EntryKind.PAYMENT, 9_00, on=DAY, key="p")
    body = OrganisationFactory()
    line = made["alert"].line
    key = {"key": str(uuid.uuid4())}
    return {
        at(project, "grants:risk_add"): {"title": "Late", **RATED},
        at(project, "grants:risk_review", made["risk"].pk): {**RATED, **date("reviewed_on")},
        at(project, "grants:risk_close", made["risk"].pk): {"closed_words": "Gone", **date("closed_on")},
        at(project, "grants:milestone_forecast", make_milestone(project, by, due_on=DAY).pk): {
            "delay_factor": "procurement", **date("forecast_on", D(2021, 12, 20))
        },
        at(project, "grants:activity_hold", made["activity"].pk): {"reach": "40", "counted_by": "Heads", **date("held_on")},
        at(project, "grants:agreement_sign", made["agreement"].pk): {"amount_pence": "20000", "in_place": "on", **date("signed_on")},
        at(project, "grants:agreement_condition", made["agreement"].pk): {"text": "Report"},
        at(project, "grants:condition_meet", made["condition"].pk): {"met_words": "Done", **date("met_on")},
        at(project, "grants:agreement_sub_grant", make_agreement(project, by).pk): {
            "line": line.pk, "amount_pence": "5", "up_front": "1", "stated_in": "Paper", **date("granted_on")
        },
        at(project, "grants:sub_grant_move", made["sub_grant"].pk): {"kind": "transfer", "pence": "1", **date("happened_on"), **key},
        at(project, "grants:agreement_returns", made["agreement"].pk): {
            "months": "3", "due_days": "30", **date("first_on", D(2021, 7, 1)), **date("last_on", D(2022, 3, 31))
        },
        at(project, "grants:partner_return_chase", made["partner_return"].pk): {"how": "By letter", **date("chased_on")},
        at(project, "grants:partner_return_receive", made["partner_return"].pk): {"words": "All well", **date("received_on")},
        at(project, "grants:match_add"): {"kind": "other_time", "grade": "Sergeant", "minutes": "30", "words": "Brief", **date("happened_on"), **key},
        at(project, "grants:match_rate"): {"grade": "PCSO", "pence_per_hour": "15", "stated_in": "Letter", **date("from_on")},
        at(project, "grants:match_terms"): {"share": "20", "basis": "total", "stated_in": "Letter", **date("stated_on")},
        at(project, "grants:match_back", made["contribution"].pk): {"reason": "Twice"},
        at(project, "grants:budget_line_timing", line.pk): {
            "lead_days": "28", "fitting_days": "14", "inspection_days": "7", "stated_in": "Quote"
        },
        at(project, "grants:budget_line_forecast", line.pk): {"pence": "900", "words": "All", **date("forecast_on")},
        at(project, "grants:reserve_add"): {"title": "Gates", "rank": "2", "pence": "400", "days": "30", "stated_in": "Quote"},
        at(project, "grants:reserve_settle", made["reserve"].pk): {"taken": "1", **date("on")},
        at(project, "grants:alert_acknowledge", made["alert"].pk): {"words": "Ordered"},
        at(project, "grants:funder_notify"): {"pence": "600", "whom": "Grant manager", "words": "Letter", **date("notified_on")},
        at(project, "grants:finance_code_add"): {"code": "S1"},
        at(project, "grants:spend_pair", made["spend"].pk): {"entry": entry.pk},
        at(project, "grants:spend_enter", spend(project, 3_00).pk): {"line": line.pk, "vat_pence": "0", "received_too": "1"},
        at(project, "grants:body_alias", body.pk): {"text": "The Body"},
        at(project, "grants:body_rename", body.pk): {"text": "New Body", **date("from_on")},
        at(project, "grants:body_end", body.pk): {"successor": OrganisationFactory().pk, **date("ended_on", D(2023, 3, 31))},
        at(project, "grants:asset_add"): {
            "section": "cctv", "description": "Screens", "location": "School", "owner": body.pk, "cost_pence": "100"
        },
        at(project, "grants:asset_approve", make_asset(project, by).pk): {"approved_by": "Grant manager", **date("approved_on")},
        at(project, "grants:asset_dispose", make_asset(project, by).pk): {"proceeds_pence": "5", **date("disposed_on")},
        at(project, "grants:movement_back", made["sub_grant_movement"].pk): {"reason": "Twice"},
    }  # fmt: skip


def test_every_form_opens_asks_for_what_is_missing_and_is_done(client, project, coordinator):
    client.force_login(coordinator)
    for address, sent in forms(project, coordinator).items():
        assert client.get(address).status_code == 200, address
        empty = client.post(address, {})
        assert empty.status_code in (200, 302), address
        if empty.status_code == 200:
            answer = client.post(address, sent)
            assert answer.status_code == 302, (address, answer.context["form"].errors)
    made = (Milestone.objects.exclude(forecast_on=None), Activity.objects.filter(reach=40), Risk.objects.exclude(closed_on=None),
            SubGrant.objects.filter(amount_pence=5_00), PartnerReturn.objects.exclude(received_on=None), MatchContribution.objects.filter(minutes=30),
            Reserve.objects.exclude(taken_on=None), FunderNotice.objects.all(), Pair.objects.filter(how="person"))  # fmt: skip
    assert all(rows.count() == 1 for rows in made), [rows.count() for rows in made]


def filled(project, by, number):
    """`number` of everything that the lists print."""
    sub_grant = make_sub_grant(project, by)
    for _ in range(number):
        make_risk(project, by, title=f"Risk {uuid.uuid4()}")
        given(project, by)
        line = make_line(project, by, title=f"Line {uuid.uuid4()}", allocated_pence=10_00)
        finance.enter_spend(spend=spend(project, 1_00), line=line, vat_pence=0, received_too=True, by=by)
        agreement = make_agreement(project, by)
        make_duty(project, by, body=agreement.body, what=f"Upkeep {uuid.uuid4()}")
        moved(sub_grant, MovementKind.TRANSFER, 1_00, by=by)
        partners.expect_returns(
            agreement=agreement, months=12, first_on=D(2021, 6, 3), last_on=D(2021, 6, 30), due_days=30, by=by
        )
        radar.time_line(
            line=line, lead_days=200, fitting_days=0, inspection_days=0, stated_in="A quote", by=by
        )
        radar.add_reserve(
            project=project, title=f"Gate {uuid.uuid4()}", rank=1, pence=1, days=1, stated_in="A quote", by=by
        )
    return sub_grant.agreement


def test_every_list_costs_as_much_for_twenty_rows_as_for_two(client, project, coordinator):
    client.force_login(coordinator)
    agreement = filled(project, coordinator, 2)
    rate(project)
    terms(project)
    addresses = [
        at(project, "grants:rating_list"), at(project, "grants:risk_list"), at(project, "grants:partner_return_list"),
        at(project, "grants:match"), at(project, "grants:reconciliation") + "?show=matched", at(project, "grants:body_list"),
        at(project, "grants:agreement", agreement.pk), at(project, "office:radar"), at(project, "grants:agreement_list"),
        at(project, "grants:sustainability"),
    ]  # fmt: skip

    def costs():
        found = {}
        for address in addresses:
            client.get(address)  # the radar writes down what is new the first time
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found[address] = len(asked)
        return found

    two = costs()
    filled(project, coordinator, 18)
    assert costs() == two


def test_what_the_pages_say(client, project, coordinator):
    client.force_login(coordinator)
    rate(project)
    terms(project)
    home = HouseholdFactory(street__project=project)
    make_visit(
        home, coordinator, on=D(2021, 10, 4), officer=member(project, Role.OFFICER), officer_minutes=20
    )
    promise_packs(project, coordinator)
    sub_grant = make_sub_grant(project, coordinator)
    moved(sub_grant, MovementKind.TRANSFER, 20_000_00, by=coordinator)
    make_duty(project, coordinator)
    said = {
        "grants:match": ("£62,271.60", "£5", "A visit of 4 October 2021", "never claimed"),
        "grants:rating_list": ("Safer Homes Packs", "no risk is on the register"),
        "office:radar": ("£20,000", "Expected to be left", "The funder has not been told"),
        "grants:body_list": ("duties follow the successor",),
        "grants:sustainability": ("Upkeep of the example cameras", "31 March 2029"),
    }
    for name, words in said.items():
        page = client.get(at(project, name)).content.decode()
        assert all(one in page for one in words), name
    page = client.get(at(project, "grants:agreement", sub_grant.agreement_id)).content.decode()
    assert "The office carries £20,000; £20,000 of it lies with the partner unspent." in page


def test_finance_brings_the_export_pairs_it_and_takes_the_statement_away(client, project, coordinator):
    lead = member(project, Role.FINANCE)
    client.force_login(lead)
    line = make_line(project, coordinator)
    post(
        line,
        coordinator,
        EntryKind.PAYMENT,
        100_00,
        vat_pence=20_00,
        on=D(2021, 10, 4),
        key="p",
        reason="=Invoice INV-77",
    )
    text = b"Paid Date,Trans No,Amount,Supplier Name\n05/10/2021,INV-77,120.00,Example Supplies\n06/10/2021,X-1,5.00,\n"
    file = SimpleUploadedFile("export.csv", text)
    answer = client.post(at(project, "grants:spend_new"), {"file": file})
    batch = project.batches.get()
    assert answer.url == at(project, "grants:spend_batch", batch.pk)
    assert "Keep these lines" in client.get(answer.url).content.decode()
    assert (
        client.get(at(project, "imports:batch", batch.pk)).status_code == 403
    )  # addresses are not finance's to see
    client.post(at(project, "grants:spend_merge", batch.pk))
    assert SpendLine.objects.count() == 2
    client.post(at(project, "grants:reconciliation_pair"))
    page = client.get(at(project, "grants:reconciliation") + "?show=theirs").content.decode()
    assert "no supplier given" in page
    sheet = client.get(at(project, "grants:reconciliation_csv")).content.decode().splitlines()
    assert len(sheet) == 3
    assert sheet[1].startswith("Matched,2021-10-04,")
    assert "'=Invoice INV-77,10000,2000,2021-10-05,INV-77" in sheet[1]


def test_finance_says_which_column_is_which_where_nobody_can_tell(client, project):
    client.force_login(member(project, Role.FINANCE))
    file = SimpleUploadedFile(
        "export.csv", b"When,Sum,Name\n05/10/2021,12.00,Example Supplies\n06/10/2021,1.00,Other\n"
    )
    answer = client.post(at(project, "grants:spend_new"), {"file": file})
    batch = project.batches.get()
    assert answer.url == at(project, "grants:spend_map", batch.pk)
    assert "Which column is which?" in client.get(answer.url).content.decode()
    client.post(answer.url, {"column_0": "date", "column_1": "amount", "column_2": "supplier"})
    client.post(at(project, "grants:spend_merge", batch.pk))
    assert list(SpendLine.objects.order_by("id").values_list("amount_pence", "supplier")) == [
        (12_00, "Example Supplies"),
        (1_00, "Other"),
    ]


def test_the_certifier_reads_and_enters_nothing(client, project, coordinator):
    made = forms(project, coordinator)
    client.force_login(member(project, Role.CERTIFIER))
    assert {client.get(address).status_code for address in made} == {403}
    for name in (
        "grants:match",
        "grants:rating_list",
        "grants:reconciliation",
        "office:radar",
        "grants:body_list",
    ):
        page = client.get(at(project, name))
        assert page.status_code == 200
        assert "Record a contribution" not in page.content.decode()


def test_a_kept_activity_says_its_kind(client, project, coordinator):
    client.force_login(coordinator)
    client.post(at(project, "grants:activity_add"), {"title": "A film", "kind": "film"})
    assert Activity.objects.get().kind == "film"
    assert grants.add_activity(project=project, title="Other", stated_on=DAY, by=coordinator).kind == "other"
