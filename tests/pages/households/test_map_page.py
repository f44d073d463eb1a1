"""The map as people see it, and the picture that is handed on."""

import io

import pypdf
import pytest
from django.urls import reverse

from households.actions import add_area
from households.choices import LsoaVintage
from saferstreets.common import clock, figures
from saferstreets.common.periods import Period
from tests.factories.accounts import ProjectFactory, member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory, StreetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    project = ProjectFactory()
    by = member(project)
    add_area(project=project, name="South", by=by, lsoas=[("E01019121", LsoaVintage.V2011, True)])
    for name in ("Clay Street", "Lonsdale Street", "Nowhere Road"):
        street = StreetFactory(project=project, name=name)
        homes = HouseholdFactory.create_batch(12, street=street)
        deliver(homes[0], by)
    return project


def page(client, project, name="households:map"):
    return client.get(reverse(name, args=[project.slug]))


def test_picture_and_table_say_the_same(client, project):
    client.force_login(member(project, "assistant"))
    answer = page(client, project)
    left = figures.by("P05", project, Period(project.starts_on, clock.today()), "street")
    assert {row["pk"]: row["left"] for row in answer.context["streets"]} == left
    text = answer.content.decode()
    assert "Clay St 11" in text
    assert "no published point, so not drawn" in text
    assert "Schematic: points from data.police.uk" in text
    assert text.count("Open Government Licence v3.0") >= 4
    assert "9001" not in text


def test_a_project_without_outlines_has_a_sentence_and_the_table(client):
    street = StreetFactory()
    HouseholdFactory(street=street)
    client.force_login(member(street.project))
    text = page(client, street.project).content.decode()
    assert "There is no picture for this project" in text
    assert street.name in text
    assert page(client, street.project, "households:map_picture").status_code == 302


def test_the_picture_to_hand_on_has_no_numbers(client, project):
    client.force_login(member(project))
    answer = page(client, project, "households:map_picture")
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "attachment" in answer["Content-Disposition"]
    text = answer.content.decode()
    assert text.startswith("<svg")
    assert "Clay St<" in text
    assert "Clay St 11" not in text


def test_it_asks_the_same_for_few_streets_and_for_many(client, project, django_assert_max_num_queries):
    client.force_login(member(project))
    counts = []
    for _ in range(2):
        HouseholdFactory(street=StreetFactory(project=project))
        with django_assert_max_num_queries(12) as asked:
            page(client, project)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.pdf
def test_the_paper_has_the_picture_the_table_and_no_numbers(client, project):
    client.force_login(member(project))
    answer = page(client, project, "households:map_pdf")
    assert answer["Content-Type"] == "application/pdf"
    sheets = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join("\n".join(sheet.extract_text() for sheet in sheets).split())
    assert "Schematic: points from data.police.uk" in text
    assert "Clay Street Most left Yes" in text
    assert "Nowhere Road Most left No published point" in text
    assert "Clay St 11" not in text
    assert "9001" not in text
    street = StreetFactory()
    client.force_login(member(street.project))
    nothing = page(client, street.project, "households:map_pdf").content
    assert "There is no picture" in pypdf.PdfReader(io.BytesIO(nothing)).pages[0].extract_text()


@pytest.mark.parametrize("name", ["households:map", "households:map_picture", "households:map_pdf"])
@pytest.mark.parametrize(
    ("role", "code"), [("coordinator", 200), ("officer", 200), ("finance", 403), ("partner_reader", 403)]
)
def test_who_sees_it(client, project, name, role, code):
    client.force_login(member(project, role))
    assert page(client, project, name).status_code == code
    client.force_login(member(ProjectFactory(), role))
    assert page(client, project, name).status_code == 404
