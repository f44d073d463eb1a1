"""The fitter's link: that day's jobs and nothing else, dead on completion and 48 hours after the day."""

import datetime
import io

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import AuditEvent
from hardening import actions
from hardening.actions.links import signed
from hardening.choices import JobStatus as S
from hardening.models import DayLink, Job, JobPhoto, LinkOpening
from saferstreets.common import clock
from tests.factories import hardening as make
from tests.factories.register import make_resident, note_vulnerability

A_DAY = datetime.timedelta(days=1)
CANARIES = ("Canary Resident", "Canary reason", "burglary", "victim", "vulnerab", "Burglary", "Vulnerab")


@pytest.fixture
def job(o):
    """Booked for today at a home with everything a fitter must not see."""
    home = make.victim(o.project)
    make_resident(home, o.coordinator, name="Canary Resident", contact="01632 960999")
    note_vulnerability(home, o.coordinator, category="mental_wellbeing", reason="Canary reason")
    return make.job_in(o, S.BOOKED, home, access_note="Back gate, ring twice")


@pytest.fixture
def token(o, job):
    return signed(actions.make_link(fitter=o.fitter, on_day=clock.today(), by=o.coordinator))


def visit(token, job):
    return reverse("job_visit", args=[token, job.pk])


def done(job, **said):
    lines = list(job.lines.standing().values_list("pk", flat=True))
    return {"fitted_line_ids": lines, "sign_off": "agreed", **said}


def test_it_shows_address_access_specification_time_and_nothing_of_why(client, job, token):
    for address in (reverse("job_day", args=[token]), visit(token, job)):
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert job.household.address in page
        assert not [word for word in CANARIES if word in page]
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "same-origin")
    assert "Back gate, ring twice" in page
    assert "Mortice deadlock with thumb turn (BS 8621), front door" in page


def test_no_other_day_no_other_fitter_and_no_other_project_opens(o, client, job, token):
    others = [make.job_in(o, S.BOOKED)]
    actions.book_job(
        job_id=others[0].pk, fitter=o.fitter, on_day=clock.today() + A_DAY, window="morning", by=o.coordinator
    )
    second = make.make_fitter(o.firm, o.coordinator)
    others.append(make.job_in(o, S.ORDERED))
    actions.book_job(
        job_id=others[1].pk, fitter=second, on_day=clock.today(), window="morning", by=o.coordinator
    )
    others.append(make.job_in(make.office(), S.BOOKED))
    others[0].appointments.filter(outcome="moved").delete()  # it was never promised for today
    for other in others:
        for name in ("job_visit", "job_could_not", "job_photo"):
            assert client.get(reverse(name, args=[token, other.pk])).status_code == 404
            assert client.post(reverse(name, args=[token, other.pk]), done(other)).status_code == 404
        assert other.household.address not in client.get(reverse("job_day", args=[token])).content.decode()
    assert {one.status for one in Job.objects.filter(pk__in=[other.pk for other in others])} == {S.BOOKED}


def test_done_closes_the_job_for_good(client, job, token):
    assert client.post(visit(token, job), done(job)).status_code == 302
    job.refresh_from_db()
    assert (job.status, job.sign_off, job.fitted_on) == (S.FITTED, "agreed", clock.today())
    for name in ("job_visit", "job_could_not", "job_photo"):
        assert client.get(reverse(name, args=[token, job.pk])).status_code == 410
        again = client.post(reverse(name, args=[token, job.pk]), done(job, reason="Nobody in", stage="after"))
        assert again.status_code == 410
    assert job.household.address not in client.get(reverse("job_day", args=[token])).content.decode()
    assert AuditEvent.objects.filter(verb="job.fit").count() == 1


def test_could_not_says_why_and_closes_too(client, job, token):
    answer = client.post(reverse("job_could_not", args=[token, job.pk]), {"reason": "Nobody in"})
    assert answer.status_code == 302
    job.refresh_from_db()
    assert (job.status, job.reason) == (S.NO_ACCESS, "Nobody in")
    assert client.get(visit(token, job)).status_code == 410


def test_what_is_left_out_needs_a_word(client, job, token):
    one = job.lines.first()
    answer = client.post(visit(token, job), {"fitted_line_ids": [one.pk], "sign_off": "agreed"})
    assert "Say why something was not fitted" in answer.content.decode()
    assert Job.objects.get(pk=job.pk).status == S.BOOKED
    client.post(visit(token, job), {"fitted_line_ids": [one.pk], "sign_off": "nobody", "note": "Wrong size"})
    job.refresh_from_db()
    assert (job.status, job.fitted_pence) == (S.FITTED, one.cost_pence)


def test_a_photograph_loses_place_and_camera(client, job, token):
    file = SimpleUploadedFile("IMG_home.jpg", make.picture(), content_type="image/jpeg")
    answer = client.post(reverse("job_photo", args=[token, job.pk]), {"stage": "before", "photo": file})
    assert answer.status_code == 302
    kept = JobPhoto.objects.get().document
    with kept.file.open() as stored:
        content = stored.read()
    assert b"Canary Camera" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    assert kept.added_by is None
    bad = SimpleUploadedFile("x.jpg", b"no picture", content_type="image/jpeg")
    answer = client.post(reverse("job_photo", args=[token, job.pk]), {"stage": "before", "photo": bad})
    assert "not a PDF, JPEG, PNG or WebP" in answer.content.decode()


def test_each_opening_is_written_down(client, job, token):
    client.get(reverse("job_day", args=[token]))
    client.get(visit(token, job))
    client.post(visit(token, job), done(job))
    assert list(LinkOpening.objects.order_by("id").values_list("what", "job")) == [
        ("day", None), ("job", job.pk), ("done", job.pk),
    ]  # fmt: skip


def test_it_dies_48_hours_after_the_day_on_the_real_clock(client, job, token):
    link = DayLink.objects.get()
    ahead = clock.start_of(clock.today() + A_DAY) + 2 * A_DAY - clock.now()
    assert abs(link.expires_at - timezone.now() - ahead) < datetime.timedelta(minutes=5)
    with time_machine.travel(link.expires_at - datetime.timedelta(seconds=1), tick=False):
        assert client.get(visit(token, job)).status_code == 200
    with time_machine.travel(link.expires_at, tick=False):
        assert client.get(visit(token, job)).status_code == 410
        assert client.post(visit(token, job), done(job)).status_code == 410
    assert Job.objects.get(pk=job.pk).status == S.BOOKED


def test_a_revoked_link_and_a_forged_one_open_nothing(o, client, job, token):
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    other = DayLink.objects.get().public_id.hex + ":" + token.split(":")[1][::-1]
    for address in (forged, other, "nonsense", token.split(":")[0]):
        assert client.get(reverse("job_day", args=[address])).status_code == 404
    actions.revoke_link(link_id=DayLink.objects.get().pk, by=o.coordinator)
    assert client.get(reverse("job_day", args=[token])).status_code == 410
    assert signed(actions.make_link(fitter=o.fitter, on_day=clock.today(), by=o.coordinator)) != token


def test_the_printed_sheet_says_no_more_than_the_phone(o, client, job, token):
    import pypdf

    client.force_login(o.coordinator)
    link = DayLink.objects.get()
    answer = client.get(reverse("hardening:link_sheets", args=[o.project.slug, link.pk]))
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert "Back gate, ring twice" in " ".join(text.split())
    assert not [word for word in CANARIES if word in text]
