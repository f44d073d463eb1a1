"""The pages of a list of burglaries: bring it, look (which is written down), confirm each home."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import ViewEvent
from households.models import BurglaryRecord
from imports.models import Batch
from saferstreets.common import clock
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory
from tests.factories.imports import listing, stage_victims

pytestmark = pytest.mark.django_db
HEADINGS = ("Crime Ref", "Date of offence", "Victim name", "House Number", "Street")


@pytest.fixture
def home():
    return HouseholdFactory()


@pytest.fixture
def coordinator(client, home):
    user = member(home.project)
    client.force_login(user)
    return user


def content(home, reference="A/1"):
    return listing(
        [reference, "01/08/2021", "Secret Person", home.number, home.street.name], headings=HEADINGS
    )


def url(home, name, *keys):
    return reverse(f"imports:{name}", args=[home.project.slug, *keys])


def upload(client, home, text, **changes):
    last = clock.today() + datetime.timedelta(days=30)
    fields = {
        "file": SimpleUploadedFile("list.csv", text.encode()), "source": "Constabulary", "purpose": "Security first",
        "expires_on_day": last.day, "expires_on_month": last.month, "expires_on_year": last.year, **changes,
    }  # fmt: skip
    return client.post(url(home, "victims_new"), fields, follow=True)


def test_three_people_at_the_upload(client, home, coordinator):
    assert client.get(url(home, "victims_new")).status_code == 200
    assert url(home, "victims_new") in client.get(url(home, "batch_list")).content.decode()
    client.force_login(member(ProjectFactory()))
    assert client.get(url(home, "victims_new")).status_code == 404
    client.force_login(member(home.project, "assistant"))
    assert client.get(url(home, "victims_new")).status_code == 403


def test_a_list_is_brought_looked_at_and_confirmed(client, home, coordinator):
    shown = upload(client, home, content(home)).content.decode()
    assert "A/1" in shown
    assert "Secret" not in shown
    batch = Batch.objects.get()
    review = client.get(url(home, "batch_review", batch.pk))
    row = batch.rows.get()
    assert review.context["form"][f"row_{row.pk}"].value() == f"same:{home.pk}"
    assert "It is a home of its own" not in review.content.decode()
    client.post(url(home, "batch_review", batch.pk), {f"row_{row.pk}": f"same:{home.pk}"})
    client.post(url(home, "batch_merge", batch.pk))
    assert BurglaryRecord.objects.get().household == home


def test_every_look_at_the_rows_is_written_down(client, home, coordinator):
    batch = stage_victims(home.project, content(home), by=coordinator)
    for name in ("batch", "batch_review", "batch_map"):
        client.get(url(home, name, batch.pk))
    looks = ViewEvent.objects.filter(by=coordinator, subject_type="imports.Batch", subject_id=str(batch.pk))
    assert looks.count() == 3
    assert "Security first" in looks.first().reason


@pytest.mark.parametrize(
    ("text", "changes", "words"),
    [
        ("Name,Phone\nSecret Person,1\n", {}, "No column holds the crime reference"),
        (None, {"source": ""}, "Enter the source"),
        (None, {"expires_on_year": "2001"}, "Use until"),
    ],
)
def test_a_list_that_cannot_be_kept_leaves_nothing(client, home, coordinator, text, changes, words):
    answer = upload(client, home, text or content(home), **changes).content.decode()
    assert words in answer
    assert "Secret" not in answer
    assert not Batch.objects.exists()
