"""HTML to PDF: tagged, the same bytes every time, our fonts only, and nothing fetched from anywhere else."""

import http.server
import io
import threading

import page
import pikepdf
import pypdf
import pytest

from saferstreets.common import pdf

pytestmark = pytest.mark.pdf
STYLE = "reports/update-print.css"
PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def a_page(body, head=""):
    return (
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>A trial</title>'
        f'<meta name="dcterms.created" content="2021-09-30T00:00:00+00:00">{head}</head><body><h1>A trial</h1>{body}</body></html>'
    )


def words(content):
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_the_same_html_gives_the_same_bytes():
    html = a_page("<p>Ŵynn’s café – £311,358</p>")
    assert pdf.render(html, STYLE) == pdf.render(html, STYLE)


def test_it_is_tagged_in_english_with_our_font_alone():
    content = pdf.render(
        a_page(f"<p>Ŵynn’s café – £311,358 <strong>bold</strong></p><img alt='A dot' src='{PNG}'>"), STYLE
    )
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [failure.rule_id for failure in report.failures]
    with pikepdf.open(io.BytesIO(content)) as document:
        assert str(document.Root.Lang) == "en-GB"
        assert document.Root.MarkInfo.Marked
        fonts = {
            str(font.get("/BaseFont")) for sheet in document.pages for font in sheet.Resources.Font.values()
        }
    assert fonts
    assert all("Public-Sans" in font for font in fonts)


@pytest.fixture
def listener():
    """A server on this machine that must never be called; yields (address, calls)."""
    calls = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", calls
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_channel_leads_outside(listener, tmp_path, caplog):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET-IN-A-FILE")
    address, calls = listener
    for target in (
        f"{address}/x",
        f"file://{secret}",
        "ftp://127.0.0.1/x",
        "static:../../../etc/passwd",
        "static:vendor/../../manage.py",
    ):
        head = f'<link rel="stylesheet" href="{target}"><link rel="attachment" href="{target}"><style>@import url("{target}"); @font-face {{ font-family: x; src: url("{target}") }} body {{ font-family: x; background: url("{target}"); list-style-image: url("{target}") }} p::before {{ content: url("{target}") }}</style>'
        body = f'<p>text</p><img alt="one" src="{target}"><object data="{target}">none</object><embed src="{target}"><svg role="img"><title>two</title><image href="{target}"/><use href="{target}#a"/></svg><a rel="attachment" href="{target}">file</a>'
        content = pdf.render(a_page(body, head), STYLE)
        with pikepdf.open(io.BytesIO(content)) as document:
            assert not document.attachments
        assert "SECRET-IN-A-FILE" not in words(content)
        assert b"SECRET-IN-A-FILE" not in content
    assert calls == []


def test_only_named_packaged_files_and_pictures_inside_are_fetched():
    fetcher = pdf.fetcher()
    assert fetcher.fetch("static:vendor/fonts/public-sans-latin-400.woff2").read(4) == b"wOF2"
    assert fetcher.fetch(PNG).read(4)[1:] == b"PNG"
    for url in (
        "https://example.org/",
        "file:///etc/passwd",
        "data:text/html,x",
        "static:settings.py",
        "static:a/../b.css",
        "STATIC:x/y.css",
        "gopher://x",
    ):
        with pytest.raises(ValueError, match="Not fetched"):
            fetcher.fetch(url)
    with pytest.raises(pdf.Blocked):
        pdf.packaged("reports/none.css")


def test_versions_name_what_the_bytes_depend_on():
    assert {"weasyprint", "pango", "look", "subset"} <= set(pdf.versions(STYLE))
