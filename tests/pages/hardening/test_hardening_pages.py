"""Pages of the room: each shows what it should, costs what it should, and refuses in words."""

import datetime
import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from hardening import actions
from hardening.choices import JobStatus as S
from hardening.models import DayLink, Invoice, Job, SecuritySurvey
from saferstreets.common import clock
from tests.factories import hardening as make
from tests.factories.accounts import member
from tests.factories.register import landlord, note_vulnerability


def url(o, name, *args):
    return reverse(f"hardening:{name}", args=[o.project.slug, *args])


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as made:
        assert client.get(address).status_code == 200
    return len(made)


@pytest.mark.parametrize(
    "name",
    [
        "board",
        "job_list",
        "day_list",
        "inspection_list",
        "cocoon_list",
        "letter_list",
        "firm_list",
        "measure_list",
    ],
)
def test_a_list_of_six_costs_what_a_list_of_two_costs(o, client, name):
    def fill(count):
        for _ in range(count):
            for status in (S.APPROVED, S.BOOKED, S.SNAGGED):
                make.job_in(o, status)
            who = landlord(o.project, o.coordinator, name=f"Landlord {Job.objects.count()}")
            make.job_in(o, S.APPROVED, make.victim(o.project, tenure="private_rented", landlord=who))
            actions.write_letter(landlord=who, by=o.coordinator)
            make.make_fitter(o.firm, o.coordinator)
        actions.pull_burglaries(project=o.project, by=o.coordinator)

    client.force_login(o.coordinator)
    fill(2)
    client.get(url(o, name))
    few = queries(client, url(o, name))
    fill(2)
    assert queries(client, url(o, name)) == few


def test_the_board_counts_what_the_list_shows_and_marks_what_is_late(o, client):
    jobs = [make.job_in(o, S.APPROVED) for _ in range(3)]
    Job.objects.filter(pk=jobs[0].pk).update(due_on=clock.today() - datetime.timedelta(days=1))
    client.force_login(o.officer)
    column = client.get(url(o, "board")).context["columns"][0]
    assert (column["status"], column["count"], column["late"]) == ("approved", 3, 1)
    assert column["cards"][0]["job"] == jobs[0]
    shown = client.get(url(o, "job_list") + "?show=late").context["page"]
    assert [job.pk for job in shown] == [jobs[0].pk]


def test_the_waiting_list_goes_by_priority_and_the_reserve_list_is_costed(o, client):
    low = make.referred(o, make.home(o.project), other_reason="Next to a burgled home")
    high = make.job_in(o, S.APPROVED)
    kept = make.job_in(o, S.APPROVED)
    actions.set_reserve(job_id=kept.pk, reserve=True, by=o.coordinator)
    client.force_login(o.officer)
    assert [job.pk for job in client.get(url(o, "job_list")).context["page"]] == [high.pk, low.pk]
    reserve = client.get(url(o, "job_list") + "?show=reserve")
    assert (reserve.context["total"], [job.cost_pence for job in reserve.context["page"]]) == (
        105_00,
        [105_00],
    )
    page = client.get(url(o, "job", high.pk)).content.decode()
    assert "40: A burglary is on record" in page
    assert "Qualifies: recorded burglary" in page


def test_the_survey_at_the_desk_keeps_its_answers_and_shows_the_gaps(o, client):
    home = make.victim(o.project)
    client.force_login(o.coordinator)
    form = client.get(url(o, "survey_record", home.pk)).context["form"]
    said = {
        **make.WEAK,
        "client_id": str(form["client_id"].value()),
        "happened_on_day": "24",
        "happened_on_month": "11",
        "happened_on_year": "2021",
    }
    wrong = client.post(url(o, "survey_record", home.pk), {**said, "windows": ""})
    assert (
        "Answer the question: Do the ground-floor windows have key-operated locks?" in wrong.content.decode()
    )
    page = client.post(url(o, "survey_record", home.pk), said, follow=True).content.decode()
    assert "Door without a deadlock: back door" in page
    assert "smoke" not in page, "what is sensitive is not shown again"
    assert SecuritySurvey.objects.get().wide == 0


def test_domestic_abuse_stops_the_form_and_writes_nothing(o, client):
    home = make.victim(o.project)
    client.force_login(o.coordinator)
    said = {
        "referred_by": "resident",
        "agreed_on_day": "24",
        "agreed_on_month": "11",
        "agreed_on_year": "2021",
        "domestic_abuse": "on",
    }
    assert "Refer, do not fit" in client.post(url(o, "home_refer", home.pk), said).content.decode()
    assert not Job.objects.exists()


def test_the_guard_speaks_on_the_page(o, client):
    home = make.victim(o.project)
    note_vulnerability(home, o.coordinator, category="mobility")
    job = make.job_in(o, S.SURVEYED, home)
    said = {"measure": o.measures["deadlock"].pk, "place": "front_door", "quantity": "1"}
    client.force_login(o.coordinator)
    page = client.post(url(o, "job_lines", job.pk), {**said, "override_reason": "x"}).content.decode()
    assert "BS 8621" in page
    assert "override_reason" not in page, "the coordinator is not even asked"
    client.force_login(o.officer)
    assert (
        client.post(url(o, "job_lines", job.pk), {**said, "override_reason": "A second way out"}).status_code
        == 302
    )
    assert "A second way out" in client.get(url(o, "job", job.pk)).content.decode()


def test_a_reply_is_filed_against_its_lines(o, client):
    who = landlord(o.project, o.coordinator, name="Example Homes of two")
    jobs = [
        make.job_in(o, S.APPROVED, make.victim(o.project, tenure="private_rented", landlord=who))
        for _ in range(2)
    ]
    client.force_login(o.coordinator)
    client.post(url(o, "landlord_write", who.pk))
    letter = who.letters.get()
    text = text_of(client.get(url(o, "letter_pdf", letter.pk)).content)
    assert all(job.household.address in text for job in jobs)
    lines = list(letter.lines.order_by("job"))
    said = {
        f"line_{lines[0].pk}": "agreed", f"line_{lines[1].pk}": "refused", "replied_on_day": "24", "replied_on_month": "11",
        "replied_on_year": "2021", "file": SimpleUploadedFile("reply.pdf", b"%PDF-1.4 yes and no"),
    }  # fmt: skip
    assert client.post(url(o, "letter_reply", letter.pk), said).status_code == 302
    for line in lines:
        line.refresh_from_db()
    assert [line.consent for line in lines] == ["given", "refused"]
    assert lines[0].consent_document == lines[1].consent_document == type(letter).objects.get().reply


def test_the_papers_of_a_job(o, client):
    job = make.job_in(o, S.BOOKED)
    appointment = job.appointments.get()
    client.force_login(o.coordinator)
    order = text_of(client.get(url(o, "job_order_pdf", job.pk)).content)
    assert "£105" in order
    assert "£126" in order
    normal, large = (
        client.get(url(o, name, appointment.pk)).content
        for name in ("appointment_letter", "appointment_letter_large")
    )
    for letter in (normal, large):
        assert job.household.address in text_of(letter)
        assert o.fitter.id_number in text_of(letter)
    sizes = {round(size) for page in pypdf.PdfReader(io.BytesIO(large)).pages for size in _sizes(page)}
    assert min(sizes) >= 18, "nothing in the large print is smaller than 18 point"


def _sizes(page):
    found = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, font, size: (
            found.append(abs(size * tm[3] * cm[3])) if text.strip() else None
        )
    )
    return found


def test_finance_pays_and_sees_no_home(o, client):
    job = make.job_in(o, S.CLOSED)
    make.invoice(o, job, number="INV-9")
    client.force_login(o.finance)
    page = client.get(url(o, "invoice_list")).content.decode()
    assert "INV-9" in page
    assert job.household.number not in page
    assert job.household.street.name not in page
    said = {"paid_on_day": "24", "paid_on_month": "11", "paid_on_year": "2021"}
    assert client.post(url(o, "invoice_pay", Invoice.objects.get().pk), said).status_code == 302
    assert Job.objects.get(pk=job.pk).status == S.PAID


def test_an_officer_sees_the_doors_of_a_cocoon_and_not_whose_it_is(o, client):
    home = make.victim(o.project)
    for number in (9501, 9503):
        make.home(o.project, street=home.street, number=str(number))
    cocoon = actions.pull_burglaries(project=o.project, by=o.coordinator)[0]
    client.force_login(member(o.project, Role.OFFICER))
    page = client.get(url(o, "cocoon", cocoon.pk)).content.decode()
    assert page.count("Record<span") == cocoon.tasks.count()
    said = {"outcome": "spoke", "done_on_day": "24", "done_on_month": "11", "done_on_year": "2021"}
    assert client.post(url(o, "door", cocoon.tasks.first().pk), said).status_code == 302
    assert client.get(url(o, "job_list")).status_code == 403


def test_the_link_is_made_once_and_shows_its_uses(o, client):
    job = make.job_in(o, S.BOOKED)
    client.force_login(o.coordinator)
    for _ in range(2):
        client.post(url(o, "appointment_link", job.appointments.get().pk))
    link = DayLink.objects.get()
    page = client.get(url(o, "link", link.pk)).content.decode()
    assert "/job/" in page
    assert "It opens 1 job of this day" in page


def test_a_job_drawn_for_inspection_has_no_door_to_closing(o, client):
    job = make.job_in(o, S.FITTED)
    client.force_login(o.coordinator)
    assert client.post(url(o, "inspection_list"), {"per_fitter": "0"}).status_code == 302
    labels = [door["label"] for door in client.get(url(o, "job", job.pk)).context["doors"]]
    assert "Close" not in labels
    assert "Record the inspection" in labels


def test_a_measure_and_a_firm_with_its_people_are_entered_through_the_pages(o, client):
    client.force_login(o.coordinator)
    said = {
        "name": "Hinge bolts",
        "closes": "door_lock",
        "unit_cost_pence": "11.50",
        "fit_minutes": "20",
        "needs_drilling": "on",
    }
    assert client.post(url(o, "measure_add"), said).status_code == 302
    assert o.project.measures.get(name="Hinge bolts").unit_cost_pence == 11_50
    assert (
        client.post(url(o, "firm_add"), {"name": "Example New Firm", "vat_percent": "0"}).status_code == 302
    )
    firm = o.project.fitting_firms.get(body__name="Example New Firm")
    assert (
        client.post(
            url(o, "firm_fitter_add", firm.pk), {"name": "Example Newcomer", "id_number": "N1"}
        ).status_code
        == 302
    )
    day = {"until_on_day": "24", "until_on_month": "11", "until_on_year": "2022"}
    assert client.post(url(o, "firm_check", firm.pk), {"kind": "insurance", **day}).status_code == 302
    assert (
        client.post(url(o, "fitter_check", firm.fitters.get().pk), {"kind": "dbs", **day}).status_code == 302
    )
    page = client.get(url(o, "firm_list")).content.decode()
    assert page.count("None on record") == 2, "procurement and vetting are still missing"
