"""The timer on the phone, the coordinator's page, Today, and the letters of the demonstration."""

import datetime

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.urls import reverse

from households.actions.outings import start_outing
from households.models import Outing
from tests.factories.accounts import ProjectFactory, member

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2021, 11, 24, 12, tzinfo=datetime.UTC)
MINUTES = datetime.timedelta(minutes=1)


@pytest.fixture
def watch():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def project(watch):
    return ProjectFactory()


@pytest.fixture
def assistant(project, client):
    user = member(project, "assistant")
    client.force_login(user)
    return user


def at(project, name, *args):
    return reverse(f"households:{name}", args=[project.slug, *args])


def text(answer):
    return answer.content.decode()


def test_a_walk_with_its_timer(client, project, assistant, watch):
    page = text(client.get(at(project, "outing")))
    assert "2 hours, until 14:00" in page
    assert "After dark nobody calls at doors alone" in page
    running = text(client.post(at(project, "outing"), {"minutes": "120", "companion": ""}, follow=True))
    assert "Back by 14:00" in running
    assert "this lasts into the dark" not in running
    client.post(at(project, "outing_longer"), {"minutes": "60"})
    client.post(at(project, "outing_longer"), {"minutes": "60"})
    client.post(at(project, "outing_longer"), {"minutes": "30"})
    assert "this lasts into the dark" in text(client.get(at(project, "outing")))
    watch.move_to(NOON + 300 * MINUTES)
    assert "You were expected back at 16:30" in text(client.get(at(project, "outing")))
    assert "timer is stopped" in text(client.post(at(project, "outing_safe"), follow=True))
    assert client.post(at(project, "outing_safe")).status_code == 302
    assert client.get(at(project, "outing_longer")).status_code == 302
    assert Outing.objects.get().settled_by == assistant


def test_what_is_not_chosen_is_asked_for(client, project, assistant):
    assert "Error:" in text(client.post(at(project, "outing"), {"minutes": "7"}))
    assert not Outing.objects.exists()


def test_the_coordinator_sees_who_is_overdue_and_settles_it(client, project, watch, mailoutbox):
    walker, coordinator = member(project, "assistant"), member(project)
    start_outing(project=project, minutes=60, by=walker)
    client.force_login(coordinator)
    today = reverse("office:today", args=[project.slug])
    assert "was expected back" not in text(client.get(today))
    watch.move_to(NOON + 61 * MINUTES)
    page = text(client.get(today))
    assert f"{walker.name} was expected back at 13:00" in page
    assert len(mailoutbox) == 1
    assert "Overdue" in text(client.get(at(project, "outing_list")))
    assert len(mailoutbox) == 1
    settle = at(project, "outing_settle", Outing.objects.get().pk)
    assert "Answer the question: How do you know?" in text(client.post(settle, {}))
    assert "Rang them" in text(client.post(settle, {"how": "Rang them"}, follow=True))
    assert "stopped already" in text(client.post(settle, {"how": "Rang them"}))
    assert "was expected back" not in text(client.get(today))


def test_an_assistant_is_not_shown_who_is_overdue(client, project, assistant, watch):
    start_outing(project=project, minutes=60, by=member(project, "assistant"))
    watch.move_to(NOON + 61 * MINUTES)
    assert "was expected back" not in text(client.get(reverse("office:today", args=[project.slug])))


def test_twenty_rows_cost_what_two_cost(client, project, django_assert_num_queries):
    def more(count):
        for _ in range(count):
            start_outing(project=project, minutes=60, by=member(project, "assistant"))

    client.force_login(member(project))
    more(2)
    with django_assert_num_queries(8):
        client.get(at(project, "outing_list"))
    more(18)
    with django_assert_num_queries(8):
        client.get(at(project, "outing_list"))


def test_the_demonstration_shows_what_would_be_sent(client, project, settings, tmp_path):
    address = reverse("office:letter_list", args=[project.slug])
    client.force_login(member(project))
    settings.LETTERS_KEPT_IN = None
    assert "none are kept here" in text(client.get(address))
    settings.LETTERS_KEPT_IN = settings.EMAIL_FILE_PATH = str(tmp_path / "letters")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "No letters yet" in text(client.get(address))
    for subject, slug in (("Ours – overdue", project.slug), ("Theirs", "elsewhere"), ("Anybody’s", None)):
        EmailMessage(
            subject,
            "First line\n\n<b>bold</b> £5",
            to=["a@demo.example"],
            headers={"X-Project": slug} if slug else {},
        ).send()
    page = text(client.get(address))
    assert "Ours – overdue" in page
    assert "Anybody’s" in page
    assert "Theirs" not in page
    assert "&lt;b&gt;bold&lt;/b&gt; £5" in page
