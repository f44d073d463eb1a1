"""The naughty strings through the forms of the desk: set-up, the grant, the updates, and what the other two walks pass by."""

from html.parser import HTMLParser

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from accounts.choices import Role
from grants import actions as grants
from reports.choices import SectionKey
from saferstreets.common import clock
from tests.factories import reports
from tests.factories.accounts import MembershipFactory, member
from tests.factories.grants import make_deliverable, make_line, make_post
from tests.factories.register import make_resident
from tests.pages.households.test_hostile_strings import (  # noqa: F401
    coordinator,
    home,
    quick,
    share_of,
    whole,
)
from tests.pages.households.test_people_pages import day_of

pytestmark = pytest.mark.django_db
FORMS = 26


class Boxes(HTMLParser):
    """The names of everything on a page that somebody types into."""

    def __init__(self, page):
        super().__init__()
        self.names = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "textarea" or (
            tag == "input" and found.get("type") in ("text", "email", "number", "search")
        ):
            self.names.add(found["name"])


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch):
    monkeypatch.setattr("reports.paper.as_pdf", lambda html: b"%PDF-1.7")


def every_form(home, by):  # noqa: F811
    """(address, answers that are fine) of every form: what is not answered is typed into."""
    project, today = home.project, clock.today()
    promise, post = make_deliverable(project, by), make_post(project, by)
    step = grants.add_milestone(project=project, section="packs", title="Packs here", stated_on=today, by=by)
    training = grants.add_training(post=post, given_by="Coordinator", by=by)
    waiting = reports.in_review(project, by, as_at=project.starts_on)
    issued = reports.issued(project, member(project), as_at=waiting.as_at.replace(day=4))
    draft = reports.draft(project, by, as_at=waiting.as_at.replace(day=5))

    def at(name, record=None):
        return reverse(name, args=[project.slug, *([record.pk] if record else [])])

    days = {**day_of("starts_on", project.starts_on), **day_of("ends_on", project.ends_on)}
    filled = {"section": "packs", "unit": "homes"}
    return [
        (reverse("project_new"), days),
        (reverse("project_new"), {"name": "Barrow", "slug": "barrow"}),
        (at("office:setup_facts"), {**days, "slug": "x"}),
        (at("office:setup_facts"), {"name": "Barrow"}),
        (at("office:setup_areas"), {"vintage": "2011"}),
        (at("office:setup_streets"), {}),
        (at("office:setup_posts"), {}),
        (at("office:setup_deliverables"), {"section": "packs"}),
        (at("office:setup_deliverable", promise), {"section": "packs"}),
        (at("office:setup_members"), {"role": "assistant"}),
        (at("office:setup_member_end", MembershipFactory(project=project, role=Role.ASSISTANT)), {}),
        (at("grants:target_revise", promise), {**day_of("stated_on", today), "value": "9"}),
        (at("grants:target_revise", promise), {"stated_in": "A letter"}),
        (at("grants:milestone_add"), filled),
        (at("grants:milestone_done", step), {}),
        (at("grants:activity_add"), {}),
        (at("grants:agreement_add"), {"kind": "memorandum"}),
        (at("grants:training_done", training), {}),
        (at("grants:budget_line_add"), {**day_of("stated_on", today), "category": "goods", "nature": "capital"}),
        (at("grants:entry_reverse", make_line(project, by).entries.get()), {}),
        # Each of its boxes is like the next, and every save writes them all.
        (at("reports:update_edit", draft), dict.fromkeys(SectionKey.values[2:], "")),
        (at("reports:update_return", waiting), {}),
        (at("reports:update_correct", issued), {}),
        (at("households:resident_move_out", make_resident(home, by)), {}),
        (at("reports:update_new"), {}),
        (at("imports:victims_new"), {}),
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("number", range(FORMS))
def test_no_string_in_any_field_breaks_the_page(client, home, coordinator, number):  # noqa: F811
    """One form at a time, a share of the strings in all of its fields at once; new fields join by themselves."""
    forms = every_form(home, coordinator)
    assert len(forms) == FORMS
    address, fine = forms[number]
    plain, broken = client.get(address), []
    boxes = Boxes(plain.text).names - set(fine)
    assert boxes
    for text in share_of(number):
        with transaction.atomic():
            cache.clear()
            answer = client.post(address, {**fine, **dict.fromkeys(boxes, text)})
            if answer.status_code != 302 and not whole(answer, plain):
                broken.append(text)
            transaction.set_rollback(True)
    assert not broken
