"""The signed-in list of 50 homes, through middleware, session and template, beside the same list written the plain way."""

import re
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from bench.databases import ENGINES, LARGE, throwaway
from bench.report import cpu

NAME = "List of 50 homes, signed in"
WANTED = "at least 1.5x the pages of the same list written the plain way (objects in a template loop), on both databases"
HOMES = 50_000 if LARGE else 2_000
PAGES = 10


@contextmanager
def collected():
    """Hashed static names, as an installed office has them, in a folder of their own."""
    with TemporaryDirectory() as folder, override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield


def shown(client, page):
    """What the page says, without the marks that differ each time."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", client.get(page).content.decode())
    return re.sub(r"\s+", " ", text)


def compare(report, engine, project, by):
    client = Client()
    client.force_login(by)
    ours, plain = (reverse(name, args=[project.slug]) for name in ("households:household_list", "plain_list"))
    if shown(client, ours) != shown(client, plain).replace(plain, ours):
        raise AssertionError("the two lists do not say the same")

    def ask(page):
        for _ in range(PAGES):
            client.get(page)

    for clock, words in ((cpu, "processor"), (None, "clock")):
        how = {"clock": clock} if clock else {}
        report.compare(
            f"{PAGES} pages, {words} time",
            on=engine,
            floor=lambda: ask(plain),
            ours=lambda: ask(ours),
            at_least=1.5,
            rounds=9,
            **how,
        )


def run(report):
    """See that both lists say the same, then ask for them in turn."""
    from bench import register

    with collected(), override_settings(ROOT_URLCONF="bench.plain_list", DEMONSTRATION_TODAY=register.TODAY):
        for engine in ENGINES:
            with throwaway(engine) as connected:
                connected.ensure_connection()
                compare(report, engine, *register.fill(HOMES, others=3))
    report.note(
        f"the first 50 of {HOMES:,} homes; both sides carry the same frame, menu, form, session and right"
    )
