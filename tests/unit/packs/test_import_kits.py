"""Lists of kits: the register's confirms, a list of codes fills the store; PIN and owner are never kept."""

import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command

from imports.actions import merge_batch, stage_batch, undo_batch
from imports.models import Row
from imports.rules import BatchRefused
from packs.choices import PlaceKind, RegisteredHow
from packs.models import Kit
from saferstreets.common import clock
from tests.factories.accounts import member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2021, 10, 4)
LIST = """Kit code,PIN,Owner name,Address,Registered on
K-1,1234,Secret Person,9001 Clay Street,05/10/2021
k2,1234,Secret Person,9002 Clay Street,01/10/2021
K1,1234,Secret Person,9001 Clay Street,05/10/2021
K9,1234,Secret Person,9009 Clay Street,05/10/2021
,1234,Secret Person,9009 Clay Street,05/10/2021
K3,1234,Secret Person,9003 Clay Street,99/10/2021
"""


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def by(home):
    return member(home.project)


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "kits.csv"
        path.write_text(text)
        return path

    return write


def run(project, path, by, *options):
    said = io.StringIO()
    call_command("import_kits", project.slug, str(path), "--json", "--by", by.email, *options, stdout=said)
    return json.loads(said.getvalue())


def test_the_registers_list_confirms_kits_and_keeps_neither_pin_nor_owner(home, by, file):
    deliver(home, by, on=DAY, kit_code="K1", form_taken=True)
    deliver(HouseholdFactory(street=home.street), by, on=DAY, kit_code="K2", registered=True)
    counts = run(home.project, file(LIST), by, "--merge")
    assert counts == {
        "read": 6,
        "new": 0,
        "unchanged": 0,
        "changed": 2,
        "duplicate": 1,
        "review": 1,
        "refused": 2,
    }
    first, second = Kit.objects.order_by("code")
    assert (first.registered_on, first.registered_how, first.confirmed_on) == (
        datetime.date(2021, 10, 5), RegisteredHow.PAPER_FORM, clock.today(),
    )  # fmt: skip
    assert (second.registered_on, second.registered_how) == (
        DAY,
        RegisteredHow.AT_THE_DOOR,
    )  # what we knew stays
    kept = " ".join(str(row) for row in Row.objects.values_list())
    assert not [word for word in ("1234", "Secret", "Clay") if word in kept]
    again = run(home.project, file(LIST), by, "--merge")
    assert (again["changed"], again["unchanged"]) == (0, 2)


def test_an_undo_takes_the_confirmation_back(home, by, file):
    deliver(home, by, on=DAY, kit_code="K1")
    path = file("Kit code,Registered on\nK1,05/10/2021\n")
    batch = stage_batch(project=home.project, kind="kits", path=path, file_name="kits.csv", by=by)
    merge_batch(batch_id=batch.pk, by=by)
    assert Kit.objects.get().registered_how == RegisteredHow.BY_RESIDENT
    undo_batch(batch_id=batch.pk, by=by)
    kit = Kit.objects.get()
    assert (kit.confirmed_on, kit.registered_on, kit.registered_how) == (None, None, "")


def test_a_list_of_codes_fills_the_store_until_one_has_gone_out(home, by, file):
    path = file("Kit code\nK1\nK2\n")
    assert run(home.project, path, by)["new"] == 2
    assert not Kit.objects.exists()
    batch = stage_batch(project=home.project, kind="kits", path=path, file_name="kits.csv", by=by)
    merge_batch(batch_id=batch.pk, by=by)
    assert {kit.location.kind for kit in Kit.objects.all()} == {PlaceKind.STORE}
    deliver(home, by, kit_code="K1")
    assert Kit.objects.count() == 2
    with pytest.raises(BatchRefused, match="at homes by now"):
        undo_batch(batch_id=batch.pk, by=by)


def test_a_list_without_a_code_is_refused_in_words(home, by, file):
    with pytest.raises(CommandError, match="No column holds the kit code"):
        run(home.project, file("Name,Town\nX,Y\n"), by)
