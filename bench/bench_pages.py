"""The signed-in list of 50 homes, through middleware, session and template, beside the same list written the plain way."""

import re
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import Client, RequestFactory, override_settings
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


def browser(by):
    """A function that gets a page as a server would: the WSGI application called with the cookie of somebody signed in."""
    client, office = Client(), WSGIHandler()
    client.force_login(by)
    cookie = client.cookies.output(header="", sep=";").split(";")[0].strip()

    def get(address):
        asked = RequestFactory(HTTP_COOKIE=cookie).get(address).environ
        status = []
        answer = office(asked, lambda line, headers: status.append(line))
        page = b"".join(answer)
        answer.close()
        if status != ["200 OK"]:
            raise AssertionError(f"{address} answered {status}")
        return page.decode()

    return get


def shown(page):
    """What a page says, without the marks that differ each time."""
    return re.sub(r"\s+", " ", re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page))


def compare(report, engine, project, by):
    get = browser(by)
    ours, plain = (reverse(name, args=[project.slug]) for name in ("households:household_list", "plain_list"))
    if shown(get(ours)) != shown(get(plain)).replace(plain, ours):
        raise AssertionError("the two lists do not say the same")

    def ask(page):
        for _ in range(PAGES):
            get(page)

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
