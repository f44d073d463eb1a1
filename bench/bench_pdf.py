"""The progress update from the database to its bytes, against WeasyPrint alone on the finished HTML."""

import datetime
from pathlib import Path
from tempfile import mkdtemp

from bench.children import in_child
from bench.databases import ENGINES, throwaway
from bench.register import settle

NAME = "The update as PDF"
WANTED = "a full update (map, charts, six photographs) within 1.1x of WeasyPrint rendering the same finished HTML; peak memory within 1.2x"
HOMES = 2000
SLUG = "workington"
AS_AT = datetime.date(2021, 10, 31)
TODAY = datetime.date(2021, 11, 24)
PAIRS = 3


def _demonstration():
    """The demonstration on its own day, with the update that is being written in it."""
    from django.conf import settings

    from office.demonstration import loading

    settings.DEMONSTRATION_TODAY = TODAY
    loading.load(households=HOMES, projects=1, seed=5)
    _more_photographs()
    settle()


def _more_photographs():
    """Six photographs in all in the draft that is drawn."""
    from office.demonstration import drawings
    from reports import actions
    from reports.models import Update

    draft = Update.objects.select_related("prepared_by").get(project__slug=SLUG, as_at=AS_AT)
    for name in ("pack", "camera", "lit", "dark", "lit"):
        section, alt, caption, draw = drawings.DRAWINGS[name]
        actions.add_photograph(
            update_id=draft.pk,
            section=section,
            content=draw(),
            alt=alt,
            caption=caption,
            by=draft.prepared_by,
        )


def page():
    """Ours as far as the finished HTML: figures, facts and words read and composed, template filled."""
    from django.conf import settings

    from accounts.models import Project
    from reports import actions, material, paper
    from saferstreets.common.periods import Period

    settings.DEMONSTRATION_TODAY = TODAY
    project = Project.objects.get(slug=SLUG)
    with actions.one_moment():
        composition = material.for_day(project, AS_AT).composition(project, Period(project.starts_on, AS_AT))
    return paper.document(composition, paper.working_copy(composition))


def ours():
    """From the database to the PDF's bytes."""
    from reports import paper

    return paper.as_pdf(page())


def alone(html):
    """WeasyPrint as its manual shows it, on HTML that is finished: the same style sheet, fonts and PDF/UA."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from reports.paper import PRINT_STYLE
    from saferstreets.common import pdf

    fetcher, fonts = pdf.fetcher(), FontConfiguration()
    style = CSS(
        string=pdf.packaged(PRINT_STYLE).decode(), font_config=fonts, url_fetcher=fetcher, base_url="static:"
    )
    document = HTML(string=html, base_url="static:", url_fetcher=fetcher)
    return document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant=pdf.VARIANT)


def alone_in_child(path):
    """WeasyPrint alone, once, in a process of the office: one that knows its addresses, as every process here does."""
    from django.urls import get_resolver

    assert get_resolver().url_patterns
    print(len(alone(Path(path).read_text())))


def ours_in_child():
    """Ours, once, in a process of its own."""
    print(len(ours()))


def run(report):
    """Warm and in turn on each engine; then whole processes, for the peak of memory."""
    finished = Path(mkdtemp(prefix="update.")) / "finished.html"
    for engine in ENGINES:
        with throwaway(engine):
            _demonstration()
            html = page()
            finished.write_text(html)
            report.compare(
                "one update, warm",
                on=engine,
                floor=lambda html=html: alone(html),
                ours=ours,
                at_most=1.1,
                rounds=5,
            )
            pairs = [
                (
                    in_child("bench.bench_pdf:alone_in_child", finished),
                    in_child("bench.bench_pdf:ours_in_child"),
                )
                for _ in range(PAIRS)
            ]
            floor, mine = (
                sorted(children, key=lambda child: child.seconds)[PAIRS // 2]
                for children in zip(*pairs, strict=True)
            )
            report.seconds("a whole process", floor.seconds, mine.seconds, on=engine, at_most=1.2)
            report.amount("peak memory", mine.peak_mb, unit="MB", floor=floor.peak_mb, on=engine, at_most=1.2)
    report.note(
        f"{HOMES:,} homes, every figure counted, {len(html) // 1000} kB of HTML; both sides start the office in the whole process, its addresses included"
    )
