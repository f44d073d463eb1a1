"""The finance system's exports: three headings, negatives, blanks and redactions, every row accounted for."""

import datetime
import gzip
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from grants.actions import finance
from grants.models import SpendLine
from imports.actions import decide_rows, merge_batch, stage_batch, undo_batch
from imports.choices import Decision
from imports.models import Batch, Row
from imports.rules import BatchRefused
from tests.factories.accounts import ProjectFactory, member
from tests.factories.grants import make_line

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "data" / "finance"
FACTS = json.loads((DATA / "spend_facts.json").read_text())
NONE = {"read": 0, "new": 0, "unchanged": 0, "changed": 0, "duplicate": 0, "review": 0, "refused": 0}


@pytest.fixture
def project():
    return ProjectFactory()


@pytest.fixture
def by(project):
    return member(project)


@pytest.fixture
def file(tmp_path):
    def write(text, name="spend.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def run(project, path, by, *options):
    said = io.StringIO()
    call_command("import_spend", project.slug, str(path), "--json", "--by", by.email, *options, stdout=said)
    return NONE | json.loads(said.getvalue())


@pytest.mark.parametrize("name", FACTS)
def test_a_whole_quarter_is_read_as_independent_counts_have_it(project, by, file, name):
    facts = FACTS[name]
    path = file(gzip.decompress((DATA / f"{name}.gz").read_bytes()))
    counts = run(project, path, by, "--merge")
    assert counts == NONE | {"read": facts["rows"], "new": facts["rows"]}
    lines = SpendLine.objects.filter(project=project)
    assert f"{lines.aggregate(pence=Sum('amount_pence'))['pence'] / 100:.2f}" == facts["sum_plain_amounts"]
    found = {
        "rows": lines.count(), "negative": lines.filter(amount_pence__lt=0).count(),
        "under_500": lines.filter(amount_pence__range=(-499_99, 499_99)).count(), "blank_supplier": lines.filter(supplier="").count(),
        "redacted": lines.filter(redacted=True).count(),
        "repeat_trans_no": lines.count() - lines.values("reference").distinct().count(),
    }  # fmt: skip
    assert found == {key: facts[key] for key in found}
    assert run(project, path, by) == NONE | {"read": facts["rows"], "unchanged": facts["rows"]}


@pytest.mark.parametrize(
    ("name", "review", "first"),
    [
        ("oxford-procurement-card-jan-mar-2017.first40.csv", 4, (14716, "insightly crm", "733390292")),
        ("trafford-procurement-card-2024-25.first40.csv", 0, (31340, "Ralph Livesey Ltd", "")),
    ],
)
def test_purchase_card_files_are_read_and_repeated_payments_wait_for_a_person(
    project, by, name, review, first
):
    counts = run(project, DATA / name, by, "--merge")
    assert counts == NONE | {"read": 40, "new": 40 - review, "review": review}
    line = SpendLine.objects.filter(project=project).earliest("id")
    assert (line.amount_pence, line.supplier, line.reference) == first


ODD = """Paid Date,Trans No,Amount,Supplier Name,Expenditure Code
06/09/2021,A1,"1,234.50",Example Supplies,S1
2021-09-07,A2,(12.30),REDACTED PERSONAL DATA,S1
08-Sep-2021,A3,-£5,,
09/09/2021,A4,,Example Supplies,S1
,A5,10,Example Supplies,S1
31/02/2021,A6,10,Example Supplies,S1
10/09/2021,A7,1.005,Example Supplies,S1
10/09/2021,A8,ten pounds,Example Supplies,S1
11/09/2021,A1,"1,234.50",Example Supplies,S1
"""


def test_odd_amounts_and_days_are_read_or_refused_with_the_reason(project, by, file):
    assert run(project, file(ODD), by, "--merge") == NONE | {"read": 9, "new": 4, "refused": 5}
    found = SpendLine.objects.order_by("booked_on").values_list("amount_pence", "redacted", "supplier")
    assert list(found) == [
        (1_234_50, False, "Example Supplies"), (-12_30, True, "REDACTED PERSONAL DATA"), (-5_00, False, ""),
        (1_234_50, False, "Example Supplies"),
    ]  # fmt: skip
    reasons = list(Row.objects.filter(verdict="refused").order_by("number").values_list("reason", flat=True))
    assert reasons == [
        "The row has no amount.", "The row has no day.", "“31/02/2021” is no day.",
        "“1.005” is no amount in pounds and pence.", "“ten pounds” is no amount in pounds and pence.",
    ]  # fmt: skip


def test_a_file_without_an_amount_is_refused(project, by, file):
    with pytest.raises(CommandError, match="No column holds the amount"):
        run(project, file("Paid Date,Supplier Name\n06/09/2021,Example Supplies\n"), by)


HEAD = "Date,Ref,Amount,Supplier\n"


def test_the_same_reference_said_otherwise_changes_the_line_and_undo_brings_it_back(project, by, file):
    run(project, file(HEAD + "06/09/2021,A1,10,One\n06/09/2021,A2,20,Two\n"), by, "--merge")
    assert run(project, file(HEAD + "06/09/2021,A1,12,One\n06/09/2021,A2,20,Two\n"), by, "--merge") == NONE | {
        "read": 2, "unchanged": 1, "changed": 1,
    }  # fmt: skip
    assert SpendLine.objects.get(reference="A1").amount_pence == 12_00
    undo_batch(batch_id=Batch.objects.latest("id").pk, by=by)
    assert SpendLine.objects.get(reference="A1").amount_pence == 10_00


def test_two_equal_payments_are_one_or_two_as_a_person_says(project, by, file):
    twice = HEAD + "06/09/2021,,10,One\n06/09/2021,,10,One\n"
    batch = stage_batch(project=project, kind="spend", path=file(twice), file_name="twice.csv", by=by)
    (row,) = Row.objects.of(batch).waiting()
    assert row.reason == "Row 2 says exactly the same. Is it a second payment, or the same one twice?"
    decide_rows(batch_id=batch.pk, decisions={row.pk: (Decision.NEW, None)}, by=by)
    merge_batch(batch_id=batch.pk, by=by)
    assert SpendLine.objects.filter(amount_pence=10_00).count() == 2
    assert run(project, file(twice), by) == NONE | {"read": 2, "unchanged": 2}


def test_lines_beside_our_ledger_cannot_be_undone(project, by, file):
    run(project, file(HEAD + "06/09/2021,A1,10,One\n"), by, "--merge")
    line = SpendLine.objects.get()
    finance.enter_spend(spend=line, line=make_line(project, by), vat_pence=0, received_too=True, by=by)
    with pytest.raises(BatchRefused, match="stand beside entries of the ledger"):
        undo_batch(batch_id=Batch.objects.get().pk, by=by)
    assert line.booked_on == datetime.date(2021, 9, 6)
