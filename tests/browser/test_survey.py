"""A survey on a phone: every step passes axe, back keeps what was said, and it is kept once."""

import pytest
from django.urls import reverse

from outcomes.models import Response
from tests.browser.people import give_passphrase, sign_in
from tests.browser.test_accessible import faults
from tests.factories.accounts import member
from tests.factories.households import HouseholdFactory
from tests.factories.outcomes import concerns

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_survey_from_the_first_question_to_the_last(page_at):
    home = HouseholdFactory()
    assistant = member(home.project, "assistant")
    give_passphrase(assistant)
    concerns(home.project, assistant)
    page = sign_in(page_at(375), assistant)

    def step():
        assert not faults(page), page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        with page.expect_navigation():
            page.click("main form button[type=submit]")

    page.goto(reverse("doorstep:survey_start", args=[home.project.slug, home.pk, "concerns"]))
    step()
    page.check("input[value='2']")
    step()
    step()  # passed over
    page.check("input[value=lighting]")
    step()
    page.fill("textarea", "The lane behind the shops")
    step()
    page.go_back()
    assert page.input_value("textarea") == "The lane behind the shops"
    step()
    page.check("input[value=yes]")
    step()
    page.check("input[value=no]")
    step()
    step()
    assert "The lane behind the shops" in page.inner_text("main")
    step()
    page.wait_for_url(f"**{home.get_absolute_url()}")
    assert Response.objects.get().answered == {
        "safe_home": 2, "worries": ["lighting"], "worst": "The lane behind the shops", "burgled": "yes", "reported": "no",
    }  # fmt: skip
