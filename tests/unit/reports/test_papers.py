"""The paper: PDF/UA, every fact and number in its text, hostile words verbatim, long cases, verification."""

import datetime
import io

import page
import pikepdf
import pypdf
import pytest
import time_machine
from django.core.management import call_command

from accounts.actions import record_event
from accounts.audit import seal_days
from reports import actions, paper
from reports.composition import compose
from reports.management.commands import figures_md
from reports.verification import faults_of
from saferstreets.common import clock
from saferstreets.common.periods import Period
from tests.factories import grants as promised
from tests.factories import reports as made

pytestmark = [pytest.mark.pdf, pytest.mark.django_db]
HOSTILE = (
    '<script>alert(1)</script>', '<img src="file:///etc/passwd" onerror=alert(1)>', "{{ 7*7 }}{% now %}", "<!-- style sheet --></style>",
    "]]>&lt;b&gt;", "'\"><svg/onload=1>", "javascript:alert(1)", "<link rel=attachment href=file:///etc/passwd>", "static:manage.py",
)  # fmt: skip


def drawn(project, words=None, as_at=made.SEPTEMBER):
    composition = compose(project, Period(project.starts_on, as_at), words or {})
    html = paper.document(composition, paper.working_copy(composition))
    return composition, html, paper.as_pdf(html)


def sheets(content):
    return [" ".join(sheet.extract_text().split()) for sheet in pypdf.PdfReader(io.BytesIO(content)).pages]


def check_gate(content):
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.rule_id for failure in report.failures]


def alternatives(document):
    """The alternative text of every Figure in the structure tree."""
    found, waiting = [], [document.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                found.append(str(node.get("/Alt", "")))
            kids = node.get("/K")
            waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return found


def test_the_gate(counted):
    _, _, content = drawn(counted.project, {"summary": "All is well.", "sustainability": "It lasts."})
    check_gate(content)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.MarkInfo.Marked
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert (
            str(document.docinfo["/Title"])
            == "Safer Streets Testtown: partnership progress update, 3 June 2021 to 30 September 2021"
        )
        assert [item.title for item in document.open_outline().root[0].children][:3] == [
            "Summary",
            "Award and area",
            "Proposals for Testtown",
        ]
        fonts = {str(font.BaseFont) for sheet in document.pages for font in sheet.Resources.Font.values()}
        assert all("Public-Sans" in font for font in fonts)
        assert any("September" not in text and "Sep 2021 3" in text for text in alternatives(document))
        assert all(alternatives(document))
        assert not document.attachments


def test_the_proposals_stand_under_the_heading_of_their_round():
    project = {"round": "Safer Streets Fund round 2 (SSF2)", "place": "Testtown"}
    assert paper.proposals_heading(project) == "SSF2 Proposals for Testtown"
    assert paper.proposals_heading({**project, "round": ""}) == "Proposals for Testtown"


def test_every_page_says_what_it_is(counted):
    _, _, content = drawn(counted.project)
    for number, text in enumerate(sheets(content), 1):
        assert paper.DEMONSTRATION in text
        assert "Working copy of 24 November 2021, not issued" in text
        assert number == 1 or f"Page {number} of" in text


def test_every_number_is_in_page_and_pdf(counted):
    composition, html, content = drawn(counted.project)
    text = " ".join(sheets(content))
    words = text.replace("- ", "-")  # a line may break at a hyphen
    for figure in composition["figures"]:
        assert figure["label"] in text
        assert figure["definition"].split(".")[0] in words
        assert f">{figure['since_words']}<" in html
    assert "150 homes (The bid; as proposed); then 100 homes (September update; no approval recorded)" in text
    assert "Not counted yet" in text
    assert "£311,358" in text
    assert "Old Council" in text
    assert "New Council" not in text


def test_the_same_twice_is_the_same_bytes(counted):
    assert drawn(counted.project)[1:] == drawn(counted.project)[1:]


def test_hostile_words_are_words(counted):
    words = "\n\n".join(HOSTILE)
    promised.step(counted.project, counted.writer, HOSTILE[0], done_on=datetime.date(2021, 9, 1))
    _, html, content = drawn(counted.project, {"summary": words, "sustainability": words})
    check_gate(content)
    text = "".join(" ".join(sheets(content)).split())
    for line in HOSTILE:
        assert "".join(line.split()) in text
    assert "<script" not in html
    assert html.count("<style") == html.count("</style>") == 1
    assert "style-src" not in html
    assert paper.style_source(html).startswith("'sha256-")


def test_no_words_no_heading(counted):
    _, html, content = drawn(counted.project)
    assert "Sustainability" not in html
    assert "CCTV at the school" not in html
    assert "lorem" not in html.lower()


def test_a_long_case_holds(counted):
    for number in range(200):
        promised.step(
            counted.project,
            counted.writer,
            f"Step {number} of a very long list of steps " + "with words " * 8,
            due_on=datetime.date(2022, 3, 1),
        )
    _, _, content = drawn(
        counted.project,
        {"summary": "Ein langes Wort: " + "Donaudampfschifffahrt" * 12, "award": "A paragraph. " * 300},
    )
    check_gate(content)
    text = sheets(content)
    assert 12 < len(text) < 40
    assert "Step 199 of a very long list" in " ".join(text)


@pytest.fixture
def issued(counted):
    return made.issued(counted.project, counted.writer, counted.certifier, summary="All’s well – mostly.")


def test_an_issued_paper_says_so(issued):
    check_gate(bytes(issued.pdf))
    text = sheets(bytes(issued.pdf))
    assert all("Issued 24 November 2021" in sheet for sheet in text)
    assert "Working copy" not in " ".join(text)
    assert issued.frozen_sha256[:4] in text[0]


def test_verification_passes_names_and_fails(issued, capsys):
    fresh = type(issued).objects.get()
    assert faults_of(fresh) == ([], [])
    call_command("verify_updates")
    assert "as issued" in capsys.readouterr().out
    fresh.pdf = bytes(fresh.pdf)[:-1] + b"!"
    faults, _ = faults_of(fresh)
    assert faults == [
        "the PDF: the stored bytes do not give the stored SHA-256",
        "the PDF: drawn again from the web page it differs",
    ]


def test_verification_under_another_release_compares_figures_and_words(issued):
    fresh = type(issued).objects.get()
    fresh.renderer = {**fresh.renderer, "templates": "older", "pango": "1.0"}
    faults, notes = faults_of(fresh)
    assert faults == []
    assert len(notes) == 2
    fresh.frozen["narrative"]["summary"] = "Quite different."
    faults, _ = faults_of(fresh)
    assert any("summary" in fault for fault in faults)
    assert any("frozen figures" in fault for fault in faults)


def test_verify_exits_1_on_a_fault(issued, monkeypatch, capsys):
    monkeypatch.setattr(
        "reports.management.commands.verify_updates.faults_of", lambda update: (["the PDF differs"], [])
    )
    with pytest.raises(SystemExit) as left:
        call_command("verify_updates")
    assert left.value.code == 1
    assert "the PDF differs" in capsys.readouterr().err


def test_figures_are_as_known_on_issue(issued, counted):
    from tests.factories.doorstep import deliver

    deliver(counted.homes[7], counted.assistant, on=datetime.date(2021, 9, 15))
    kept, now = type(issued).objects.get().frozen, actions.composed(issued)
    assert [row["value"] for paper in (kept, now) for row in paper["figures"] if row["id"] == "P01"] == [3, 4]


def test_a_paper_issued_in_the_past_speaks_of_that_day(counted):
    update = made.reviewed(counted.project, counted.writer)
    moment = clock.start_of(datetime.date(2021, 10, 5))
    update = actions.issue_update(update_id=update.pk, by=counted.certifier, issued_at=moment)
    assert "Issued 5 October 2021" in update.html
    assert "as known on 5 October 2021" in update.html
    assert "24 November" not in update.html


def test_figures_md_is_current():
    assert figures_md.PATH.read_text(encoding="utf-8") == figures_md.text(), "run manage.py figures_md"


def test_the_head_of_the_sealed_trail_is_printed_and_stays(counted):
    with time_machine.travel("2021-11-20T10:00:00+00:00", tick=False):
        record_event(by=counted.writer, verb="test.event", subject=counted.project)
    (seal, *_) = seal_days(until=datetime.date(2021, 11, 20))
    issued = made.issued(counted.project, counted.writer, counted.certifier)
    assert seal.head in issued.html.replace(" ", "")
    assert faults_of(type(issued).objects.get()) == ([], [])
