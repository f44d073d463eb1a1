"""The pages of the cameras: what each person may see of them, what they enter, what a list costs."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import ViewEvent
from cctv.choices import PaperKind, SchemeKind
from cctv.models import Camera, ImageRequest, SchemePaper
from evidence.models import Document
from imports.models import Batch
from tests.factories import cctv as make
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import StreetFactory
from tests.test_permissions import POLICY, needs, project_routes

pytestmark = pytest.mark.django_db
D = datetime.date
SECRET = "ZX-SECRET-CORNER"


@pytest.fixture(autouse=True)
def on_the_day(settings, tmp_path):
    settings.DEMONSTRATION_TODAY, settings.MEDIA_ROOT = make.TODAY, tmp_path


@pytest.fixture
def project():
    return ProjectFactory(slug="eyes")


def address(project, name, *args):
    return reverse(f"cctv:{name}", args=[project.slug, *args])


def a_day(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def secret_scheme(project, **details):
    """A live scheme in which every place, blind spot and word that may name a place is the same secret."""
    by = member(project)
    scheme = (
        make.live(project, by, cameras=0, **details)
        if details.pop("live", False)
        else make.installed(project, by, **details)
    )
    make.camera(
        scheme, by, location=SECRET, area=SECRET, purpose=SECRET, blind_spots=SECRET, street=StreetFactory(project=project), lon_e6=-2_345_678,
        lat_e6=53_456_789,
    )  # fmt: skip
    make.state(scheme, "dpia", by, words=SECRET)
    make.state(scheme, "signs", by, words=SECRET)
    make.judge(scheme, by, keys=["p01"])
    make.request(scheme, by, about=SECRET, asked_by=SECRET)
    for kind in (PaperKind.PHOTOGRAPH, PaperKind.LETTER):
        from cctv import actions

        actions.add_paper(scheme_id=scheme.pk, kind=kind, title=SECRET, content=make.photograph(), by=by)
    return scheme


KEYS = {
    "cctv:paper": lambda scheme: [one.pk for one in SchemePaper.objects.filter(scheme=scheme)],
    "cctv:camera": lambda scheme: [one.pk for one in Camera.objects.filter(scheme=scheme)],
}


def pages_of(project, role, scheme):
    """Every address of the office that needs at most this scheme's own rows, for a role that may open it."""
    for name, view in project_routes():
        if role not in POLICY[needs(view)]:
            continue
        if name in KEYS:
            yield from (reverse(name, args=[project.slug, pk]) for pk in KEYS[name](scheme))
        else:
            for args in ([], [scheme.pk]) if name.startswith("cctv:") else ([],):
                try:
                    yield reverse(name, args=[project.slug, *args])
                except Exception:  # noqa: BLE001, S112 - a route of other arguments
                    continue
    yield from ("/", reverse("check"), reverse("ask", args=[project.slug]))


@pytest.mark.parametrize(
    "role", [Role.PARTNER_READER, Role.FINANCE, Role.CERTIFIER, Role.ASSISTANT, Role.EVALUATOR]
)
def test_no_page_that_a_reader_can_open_says_where_a_camera_hangs(client, project, role):
    scheme = secret_scheme(project)
    client.force_login(member(project, role))
    opened = 0
    for page in pages_of(project, role, scheme):
        answer = client.get(page)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        opened += answer.status_code == 200
        for piece in (SECRET.encode(), b"53.456", b"53456789", b"-2.345"):
            assert piece not in body, page
    assert opened > 2


def test_the_public_and_a_partner_of_another_scheme_get_nothing(client, project):
    scheme = secret_scheme(project)
    for page in (address(project, "scheme", scheme.pk), address(project, "camera_list", scheme.pk)):
        assert client.get(page).status_code == 302
    other = make.scheme(project, name="Other school", site="Other school")
    client.force_login(make.partner(other))
    for name in ("scheme", "camera_list", "pack", "request_list", "paper_add", "camera_add"):
        assert client.get(address(project, name, scheme.pk)).status_code == 404
        assert client.get(address(project, name, other.pk)).status_code == 200
    for pk in Camera.objects.values_list("pk", flat=True):
        assert client.get(address(project, "camera", pk)).status_code == 404
    assert "Example school" not in client.get(address(project, "scheme_list")).text
    for name in ("scheme_add", "camera_import", "other_cameras"):
        assert client.get(address(project, name)).status_code == 403


def test_a_partners_last_day_ends_their_sight(client, project, settings):
    scheme = make.scheme(project)
    works = make.partner(scheme)
    scheme.partners.update(until_on=make.TODAY)
    client.force_login(works)
    assert client.get(address(project, "scheme", scheme.pk)).status_code == 200
    settings.DEMONSTRATION_TODAY = D(2021, 11, 25)
    assert client.get(address(project, "scheme", scheme.pk)).status_code == 404


def test_every_look_at_the_places_of_cameras_is_written_down(client, project):
    scheme = secret_scheme(project)
    works = make.partner(scheme)
    client.force_login(works)
    assert SECRET in client.get(address(project, "camera_list", scheme.pk)).text
    assert SECRET in client.get(address(project, "camera", Camera.objects.get().pk)).text
    assert ViewEvent.objects.filter(by=works, kind="camera places").count() == 2


def test_the_page_tells_a_councillor_before_now_next_and_who_in_2041(client, project):
    scheme = make.live(project, before="Intrusions into the grounds.", transfer_pence=None)
    client.force_login(member(project, Role.PARTNER_READER))
    page = client.get(address(project, "scheme", scheme.pk)).text
    for words in (
        "Intrusions into the grounds.", "Live, 1 October 2021", "Next, the cameras are handed over", "Who looks after it in 2041?", str(scheme.owner),
        "past the life expected of them, which ends between 2027 and 2031", "The owner’s, not ours", "6 to 10 years",
    ):  # fmt: skip
        assert words in page, words


def test_another_bodys_cameras_say_that_they_are_not_ours(client, project):
    other = make.scheme(project, kind=SchemeKind.COMPLEMENTARY)
    client.force_login(member(project))
    page = client.get(address(project, "scheme", other.pk)).text
    assert "another body’s own work" in page
    assert "The road" not in page


def test_a_lapse_turns_red_and_is_dated_on_every_page(client, project, settings):
    scheme = make.live(project)
    settings.DEMONSTRATION_TODAY = D(2022, 1, 12)
    client.force_login(member(project))
    for page in (
        address(project, "scheme_list"),
        address(project, "scheme", scheme.pk),
        address(project, "pack", scheme.pk),
    ):
        assert "12 lapsed, the first on 12 January 2022" in client.get(page).text
    pack = client.get(address(project, "pack", scheme.pk)).text
    assert pack.count('data-status="overdue"') >= 12
    assert "since 12 January 2022" in pack
    assert "not complete" in client.get(reverse("office:today", args=[project.slug])).text


@pytest.mark.parametrize("name", ["photo.jpg", "letter.pdf", "evidence.mp4"])
def test_an_upload_that_is_a_video_is_refused_with_the_reason_whatever_its_name(client, project, name):
    scheme = make.scheme(project)
    client.force_login(make.partner(scheme))
    film = SimpleUploadedFile(name, make.MP4 + b"\0" * 100, "image/jpeg")
    sent = {"kind": "letter", "title": "Letter", "content": film}
    answer = client.post(address(project, "paper_add", scheme.pk), sent)
    assert "keeps no footage, ever" in answer.text
    film.seek(0)
    sent = {"met": "yes", **a_day("settled_on", make.TODAY), "words": "At the gate", "content": film}
    assert (
        "keeps no footage, ever" in client.post(address(project, "item_state", scheme.pk, "signs"), sent).text
    )
    assert not Document.objects.exists()


def test_a_picture_for_every_reader_is_said_to_show_no_camera(client, project):
    scheme = make.scheme(project)
    client.force_login(make.partner(scheme))
    send = lambda **more: client.post(  # noqa: E731
        address(project, "paper_add", scheme.pk),
        {
            "kind": "picture",
            "title": "The school",
            "content": SimpleUploadedFile("a.jpg", make.photograph()),
            **more,
        },
    )
    assert "Say that it shows no camera" in send().text
    assert send(shows_none="on").status_code == 302
    paper = SchemePaper.objects.get()
    client.force_login(member(project, Role.PARTNER_READER))
    kept = b"".join(client.get(address(project, "paper", paper.pk)).streaming_content)
    assert b"Example Camera Maker" not in kept
    assert kept.startswith(b"\xff\xd8")


def test_a_works_partner_says_what_the_school_did_and_not_that_it_is_live(client, project):
    scheme = make.scheme(project)
    make.reach(scheme, "agreement", "transfer")
    client.force_login(make.partner(scheme))
    say = lambda stage: client.post(  # noqa: E731
        address(project, "stage_record", scheme.pk, stage), {"said": "reached", **a_day("on", make.INSTALLED)}
    )
    assert say("purchase").status_code == 302
    assert say("installed").status_code == 302
    assert say("live").status_code == 200
    assert "Choose one of the answers shown" in say("live").text
    assert client.get(address(project, "stage_record", scheme.pk, "nonsense")).status_code == 404
    assert client.get(address(project, "scheme_hand_over", scheme.pk)).status_code == 403


def test_the_twelve_principles_go_on_record_from_one_page(client, project):
    scheme = make.scheme(project)
    client.force_login(make.partner(scheme))
    sent = {
        "edition": "2013",
        **a_day("settled_on", make.TODAY),
        "p01": "Policy 4",
        "p12": "No matching",
        "wanting": ["p12"],
    }
    assert client.post(address(project, "principles_judge", scheme.pk), sent).status_code == 302
    page = client.get(address(project, "pack", scheme.pk)).text
    assert "Policy 4" in page
    assert "Found wanting on 24 November 2021" in page
    assert (
        "Say of at least one"
        in client.post(address(project, "principles_judge", scheme.pk), {"edition": "2013"}).text
    )


def test_a_request_is_logged_and_answered_without_an_image(client, project):
    scheme = make.scheme(project)
    client.force_login(make.partner(scheme))
    sent = {
        "asked_by": "Example Constabulary",
        "basis": "police",
        **a_day("asked_on", make.TODAY - datetime.timedelta(days=1)),
        "asked_time": "0:15",
        "about": "Last night",
    }
    assert client.post(address(project, "request_log", scheme.pk), sent).status_code == 302
    asked = ImageRequest.objects.get()
    sent = {
        "given": "no",
        **a_day("decided_on", make.TODAY),
        "decided_by": "Head teacher",
        "reason": "Nothing was kept",
    }
    assert client.post(address(project, "request_answer", asked.pk), sent).status_code == 302
    page = client.get(address(project, "request_list", scheme.pk)).text
    assert "Nothing was kept" in page
    assert 'type="file"' not in client.get(address(project, "request_log", scheme.pk)).text


def test_a_list_is_brought_looked_at_and_its_changes_are_told(client, project):
    scheme = make.scheme(project)
    client.force_login(member(project))
    file = io.BytesIO(b"camera_id,location\n1,Gate\n2,Yard\n")
    file.name = "school_2021-11-01.csv"
    answer = client.post(f"{address(project, 'camera_import')}?scheme={scheme.pk}", {"file": file})
    batch = Batch.objects.get()
    assert answer.url == batch.get_absolute_url()
    assert "2: Yard" in client.get(answer.url).text
    assert "Added (2)" in client.get(address(project, "camera_changes", batch.pk)).text
    client.post(reverse("imports:batch_merge", args=[project.slug, batch.pk]))
    assert Camera.objects.filter(scheme=scheme).count() == 2


@pytest.mark.parametrize("name", ["scheme_list", "camera_list", "request_list", "pack", "scheme"])
def test_twenty_rows_cost_what_two_cost(client, project, name):
    client.force_login(member(project))
    scheme = make.scheme(project)
    args = [] if name == "scheme_list" else [scheme.pk]

    def rows(count):
        for _ in range(count):
            number = Camera.objects.count()
            make.camera(
                make.scheme(project, name=f"S{number}") if name == "scheme_list" else scheme,
                number=str(number),
                mask="unknown",
            )
            make.request(scheme)
            make.state(scheme, "dpia")
        with CaptureQueriesContext(connection) as found:
            client.get(address(project, name, *args))
        return len(found)

    rows(1)
    assert rows(1) == rows(18)
