"""The page a resident opens behind a closed door, the coordinator's codes, and the papers."""

import re
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from accounts import callers
from accounts.models import CallerCode
from doorstep.caller_views import CHECKS
from saferstreets.common import clock
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
RING = "Example Council, 01632 960100"


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()


@pytest.fixture
def project():
    today = clock.today()
    return ProjectFactory(name="Lamp Streets", check_caller=RING, starts_on=today, ends_on=today)


@pytest.fixture
def coordinator(project, client):
    user = member(project)
    client.force_login(user)
    return user


@pytest.fixture
def code(project):
    return callers.issue_code(
        project=project, user=member(project, "assistant"), printed_name="Pat E.", post="Safer Streets Assistant",
        body="Example Council", days=30, by=member(project),
    )  # fmt: skip


def ask(typed, visitor=None):
    return (visitor or Client()).post(reverse("check"), {"code": typed})


def text(answer):
    return answer.content.decode()


def test_yes_and_nothing_else(code):
    answer = text(ask(callers.code_of(code.secret).lower()))
    assert '<h1 class="govuk-panel__title">Yes</h1>' in answer
    assert RING in answer
    for secret in ("Pat", code.user.name, code.user.email, "Assistant", f"{code.until_on.year}-"):
        assert secret not in answer


def without_token(answer):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text(answer))


def test_every_no_looks_the_same_and_says_what_to_do(project, code):
    revoked = callers.code_of(code.secret)
    callers.revoke_code(code_id=code.pk, reason="Lost", by=member(project))
    pages = [(typed, ask(typed)) for typed in ("KKK-KKK-KKK", revoked, "?", "K")]
    shapes = {without_token(page).replace(f'value="{typed}"', "") for typed, page in pages}
    assert len(shapes) == 1
    said = shapes.pop()
    assert all(words in said for words in ("Keep the door closed", "type it once more", RING, "999", "101"))
    assert {page.status_code for _typed, page in pages} == {200}


def test_a_project_that_has_ended_gives_no_number(project):
    ProjectFactory(name="Old Streets", check_caller="Old number")
    page = text(Client().get(reverse("check")))
    assert RING in page
    assert "Old number" not in page


def test_an_empty_code_is_asked_for_and_costs_no_try(code):
    visitor = Client()
    for _ in range(CHECKS.most + 2):
        answer = ask("", visitor)
        assert "Enter the code that is printed on the card" in text(answer)
    assert answer.status_code == 200


def test_after_many_tries_nothing_is_checked_and_the_number_stays(code):
    visitor = Client()
    for _ in range(CHECKS.most):
        assert ask("KKK-KKK-KKK", visitor).status_code == 200
    answer = ask(callers.code_of(code.secret), visitor)
    assert answer.status_code == 429
    assert "was not checked" in text(answer)
    assert "govuk-panel__title" not in text(answer)
    assert RING in text(answer)


def test_the_code_never_stands_in_an_address(code):
    page = text(Client().get(reverse("check"), {"code": callers.code_of(code.secret)}))
    assert callers.code_of(code.secret) not in page
    assert 'method="post"' in page


def test_a_code_is_issued_listed_and_revoked(client, project, coordinator):
    assistant = member(project, "assistant")
    listed = reverse("doorstep:caller_list", args=[project.slug])
    typed = {
        "member": assistant.pk,
        "printed_name": "Pat E.",
        "post": "Assistant",
        "body": "Council",
        "days": "30",
    }
    answer = client.post(reverse("doorstep:caller_issue", args=[project.slug]), typed, follow=True)
    found = CallerCode.objects.get()
    assert callers.code_of(found.secret) in text(answer)
    assert "Genuine today" in text(answer)
    revoke = reverse("doorstep:caller_revoke", args=[project.slug, found.pk])
    assert "Revoked" in text(client.post(revoke, {"reason": "Card lost"}, follow=True))
    assert "revoked already" in text(client.post(revoke, {"reason": "Card lost"}))
    assert "Card lost" in text(client.get(listed))


def test_what_is_wrong_is_said(client, project, coordinator):
    answer = text(client.post(reverse("doorstep:caller_issue", args=[project.slug]), {"days": "400"}))
    assert "must be 366 or less" in answer
    assert not CallerCode.objects.exists()


def test_somebody_who_left_is_shown_as_such(client, project, coordinator, code):
    code.user.memberships.all().delete()
    page = text(client.get(reverse("doorstep:caller_list", args=[project.slug])))
    assert "Not on the project" in page
    assert "Calling cards" not in page


def test_the_number_is_the_projects_to_set(client, project, coordinator):
    client.post(
        reverse("doorstep:caller_number", args=[project.slug]), {"check_caller": "Town Hall, 01632 960101"}
    )
    assert "Town Hall" in text(Client().get(reverse("check")))


def test_twenty_codes_cost_what_two_cost(client, project, coordinator, django_assert_num_queries):
    def more(count):
        for _ in range(count):
            callers.issue_code(
                project=project,
                user=coordinator,
                printed_name="A",
                post="B",
                body="C",
                days=9,
                by=coordinator,
            )

    address = reverse("doorstep:caller_list", args=[project.slug])
    more(2)
    with django_assert_num_queries(6):
        client.get(address)
    more(18)
    with django_assert_num_queries(6):
        client.get(address)


@pytest.mark.pdf
@pytest.mark.parametrize(("paper", "pages", "codes"), [("caller_card", 1, 1), ("caller_calling_cards", 1, 8)])
def test_the_papers(client, project, coordinator, code, paper, pages, codes):
    code.printed_name, code.post, code.body = (
        "Bartholomew Featherstonehaugh-Example VII"[:40],
        "Crime Prevention and Community Safety Officer, West"[:50],
        "Office of the Police and Crime Commissioner for Example and the Borders of Exam"[:80],
    )
    code.save()
    answer = client.get(reverse(f"doorstep:{paper}", args=[project.slug, code.pk]))
    assert answer["Content-Type"] == "application/pdf"
    found = PdfReader(BytesIO(answer.content))
    words = " ".join(page.extract_text() for page in found.pages)
    assert len(found.pages) == pages
    assert words.count(callers.code_of(code.secret)) == codes
    assert "01632 960100" in words
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.trailer["/Root"]["/Lang"] == "en-GB"


@pytest.mark.pdf
def test_the_large_print_card_has_nothing_under_fourteen_point(client, project, coordinator, code):
    answer = client.get(reverse("doorstep:caller_card", args=[project.slug, code.pk]))
    sizes = set()
    PdfReader(BytesIO(answer.content)).pages[0].extract_text(
        visitor_text=lambda words, cm, tm, font, size: (
            sizes.add(round(abs(size * tm[3] * cm[3]), 1)) if words.strip() else None
        )
    )
    assert sizes
    assert min(sizes) >= 14 * 0.99
