"""No route without a named right, and every role through every route: own project, another project."""

import re

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.permissions import Perm
from tests.house import routes
from tests.world import World

# The sign-in library's own pages: each decides for itself whether one must be signed in.
SIGN_IN = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_reauthenticate", "account_change_password",
    "account_set_password", "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate", "mfa_reauthenticate", "factor_lost", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_login_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn",
    "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
}  # fmt: skip
OPEN = {
    "healthz", "ask", "ask_thanks", "check", "deposit", "deposit_part", "deposit_openapi", "phone_program", "phone_worker",
    "public_feed", "public_figures", "public_json", "public_large", "public_pdf", "public_streets", "public_streets_csv", "public_targets", "public_update", "public_updates",
    "accessibility",
    "readyz", "job_day", "job_visit", "job_could_not", "job_photo",
    "first_run", "first_run_office",
}  # fmt: skip
SIGNED_IN = {
    "choose_project", "your_sign_in", "mfa_index", "mfa_list_webauthn", "mfa_remove_webauthn", "still_here", "session_end", "session_end_others",
}  # fmt: skip

C, A, PCSO, CPO = Role.COORDINATOR, Role.ASSISTANT, Role.OFFICER, Role.CRIME_PREVENTION_OFFICER
F, W, FIN, CER = Role.FITTER, Role.WORKS_PARTNER, Role.FINANCE, Role.CERTIFIER
READ, ENF, EVAL = Role.PARTNER_READER, Role.ENFORCEMENT_OFFICER, Role.EVALUATOR
# Written out by hand from the papers, not from the code: who may hold each right.
POLICY = {
    Perm.TODAY_SEE: {C, A},
    Perm.HOUSEHOLD_SEE: {C, A, PCSO, CPO},
    Perm.VISIT_RECORD: {C, A, PCSO, CPO},
    Perm.VISIT_WITHDRAW: {C, A},
    Perm.HOUSEHOLD_EDIT: {C},
    Perm.RESIDENT_SEE: {C, A},
    Perm.HOME_REOPEN: {C},
    Perm.CARE_SEE: {C, A, CPO},
    Perm.CAUTION_SEE: {C, A, PCSO, CPO},
    Perm.CAUTION_SET: {C, PCSO},
    Perm.LANDLORD_SEE: {C, A, CPO},
    Perm.ROUND_SEE: {C, A, PCSO},
    Perm.ROUND_MAKE: {C},
    Perm.OWN_STREET_KEEP: {C},
    Perm.ENQUIRY_SEE: {C, A},
    Perm.REFERRAL_SEE: {C, A},
    Perm.MAP_SEE: {C, A, PCSO, CPO},
    Perm.INBOX_SETTLE: {C},
    Perm.FORECAST_SEE: {C, FIN, CER},
    Perm.ADDRESSES_IMPORT: {C},
    Perm.VICTIMS_IMPORT: {C},
    Perm.HARDENING_SEE: {C, A, CPO},
    Perm.JOB_REFER: {C, A, CPO},
    Perm.JOB_SPECIFY: {C, CPO},
    Perm.JOB_APPROVE: {CPO},
    Perm.JOB_ORDER: {C},
    Perm.JOB_INSPECT: {C, CPO},
    Perm.JOB_PAY: {FIN},
    Perm.COCOON_SEE: {C, A, PCSO, CPO},
    Perm.SCHEME_SEE: {C, W, FIN, CER, READ},
    Perm.LIGHTING_SEE: {C, FIN, CER, READ},
    Perm.SCHEME_REPORT: {C, W},
    Perm.LIGHTING_KEEP: {C},
    Perm.GRANT_SEE: {C, FIN, CER},
    Perm.BUDGET_SEE: {C, FIN, CER},
    Perm.BUDGET_EDIT: {C, FIN},
    Perm.BUDGET_MOVE_APPROVE: {FIN, CER},
    Perm.RETURN_PREPARE: {C, FIN},
    Perm.RETURN_CERTIFY: {CER},
    Perm.BUYING_SEE: {C, FIN, CER},
    Perm.BUYING_EDIT: {C},
    Perm.ORDER_APPROVE: {C, FIN, CER},
    Perm.ORDER_PAY: {C, FIN},
    Perm.PROJECT_SETUP: {C},
    Perm.FIGURE_SEE: {C, FIN, CER},
    Perm.UPDATE_READ: {C, A, PCSO, CPO, F, W, FIN, CER, READ, ENF, EVAL},
    Perm.UPDATE_DRAFT_SEE: {C, FIN, CER},
    Perm.UPDATE_WRITE: {C},
    Perm.UPDATE_REVIEW: {C, FIN, CER},
    Perm.UPDATE_APPROVE: {C, CER},
    Perm.AUDIT_SEE: {C},
    Perm.STOCK_SEE: {C, A, FIN},
    Perm.STOCK_MOVE: {C, A},
    Perm.STOCK_KEEP: {C},
    Perm.SURVEY_SEE: {C, A},
    Perm.SURVEY_SET: {C},
    Perm.CRIME_SEE: {C, A, PCSO, CPO, FIN, CER, EVAL},
    Perm.CRIME_IMPORT: {C},
    Perm.CONCERN_SEE: {C, A, PCSO, ENF, W},
    Perm.CONCERN_KEEP: {C, A},
    Perm.CONCERN_ANSWER: {C, PCSO, ENF, W},
    Perm.EXTRACT_TAKE: {C, EVAL},
    Perm.KIT_KEEP: {C, A},
    Perm.TORCH_KEEP: {C, CPO},
    Perm.FIND_RECORD: {C, PCSO, CPO},
    Perm.CALLER_SET: {C},
    Perm.CHECK_IN_SEE: {C},
    Perm.MAIL_SEE: {C},
    Perm.CCTV_SEE: {C, CPO, W, FIN, CER, READ},
    Perm.CCTV_KEEP: {C, W},
    Perm.CCTV_RUN: {C},
    Perm.CAMERA_SEE: {C, CPO, W},
    Perm.DATA_REQUEST_SEE: {C, CER},
    Perm.DATA_REQUEST_KEEP: {C},
    Perm.ERASURE_RELEASE: {C, CER},
}
METHODS = ("get", "post", "head", "options")
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?')
# A look at a sensitive record is written down, which is its point.
WRITTEN_DOWN = {"accounts_viewevent"}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Two projects with one of everything, made once: every cell leaves them as they were."""
    block = transaction.atomic()
    block._from_testcase = True  # as each test's own: a durable block may stand in it
    with django_db_blocker.unblock(), block:
        yield World.make()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quick(settings, monkeypatch):
    """Twenty thousand requests that ask for a code: sessions need no database for this, refusals no page around them, and papers no ink."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for code in (403, 404):
        bare = lambda request, exception, code=code: HttpResponse(status=code)  # noqa: E731
        monkeypatch.setattr(f"saferstreets.urls.handler{code}", bare, raising=False)
    monkeypatch.setattr("saferstreets.common.pdf.render", lambda html, stylesheet: b"%PDF-1.7")


def project_routes():
    return [(name, view) for name, pattern, view in routes() if pattern.startswith("<slug:slug>/")]


def needs(view):
    return getattr(view, "needs", None)


def ask(client, method, address):
    """The status of one request, which leaves no trace behind: the next cell finds the same world."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        # A file's answer is closed by its reader. Closed here, it would take the open transaction's connection with it.
        request_finished.disconnect(close_old_connections)
        answer.close()
        request_finished.connect(close_old_connections)
        transaction.set_rollback(True)
    return answer.status_code


def test_every_route_names_its_right():
    nameless = []
    for name, pattern, view in routes():
        labelled = needs(view) or hasattr(view, "open_page") or hasattr(view, "signed_in") or name in SIGN_IN
        if not labelled or (pattern.startswith("<slug:slug>/") and not needs(view)):
            nameless.append(name)
    assert not nameless
    assert {name for name, _, view in routes() if hasattr(view, "open_page")} == OPEN
    assert {name for name, _, view in routes() if hasattr(view, "signed_in")} == SIGNED_IN


def test_every_right_is_in_the_policy_and_on_some_door():
    assert set(POLICY) == set(Perm)
    assert {needs(view) for _, _, view in routes() if needs(view)} >= set(Perm) - {
        Perm.AUDIT_SEE,
        Perm.CAUTION_SEE,
    }


def test_no_route_shadows_a_project():
    from accounts.rules import RESERVED_SLUGS

    first = {pattern.split("/")[0] for _, pattern, _ in routes() if not pattern.startswith("<slug:slug>")} - {
        ""
    }
    assert first <= RESERVED_SLUGS


@pytest.mark.parametrize("role", Role)
def test_every_role_through_every_route(client, world, role, record_property):
    """Own project: allowed or 403. The other project: 404. The suite's last lines print the number of cells."""
    client.force_login(world.people[role])
    cells, wrong = 0, []
    for name, view in project_routes():
        allowed = role in POLICY[needs(view)]
        for project, expected in ((world.project, None if allowed else 403), (world.other, 404)):
            for method in METHODS:
                code = ask(client, method, reverse(name, kwargs=world.key(name, project, role)))
                cells += 1
                if code != expected and not (expected is None and code in (200, 302, 400, 405)):
                    wrong.append((method, name, project.slug, code))
    record_property("cells of the rights matrix", cells)
    assert not wrong


def test_nobody_signed_out_passes_any_door(client, world, record_property):
    answers = {
        name: client.get(reverse(name, kwargs=world.key(name, world.project))) for name, _ in project_routes()
    }
    record_property("cells of the rights matrix", len(answers))
    assert not [
        name
        for name, answer in answers.items()
        if answer.status_code != 302 or not answer.url.startswith("/sign-in/")
    ]


def test_a_record_of_the_other_project_is_not_found_under_ones_own(client, world):
    """Ids are the other project's, the address one's own: 404 for every role that may open the page."""
    wrong = []
    for role in Role:
        client.force_login(world.people[role])
        for name, view in project_routes():
            foreign = {**world.key(name, world.other), "slug": world.project.slug}
            if len(foreign) > 1 and foreign != world.key(name, world.project) and role in POLICY[needs(view)]:
                address = reverse(name, kwargs=foreign)
                code = client.get(address).status_code
                if (client.post(address).status_code if code == 405 else code) != 404:
                    wrong.append((role.value, name, code))
    assert not wrong


@pytest.mark.parametrize("role", [C, CPO, FIN])
def test_no_page_writes_when_it_is_only_looked_at(client, world, role):
    """A browser may fetch a page twice, or ahead: nobody has asked for anything yet."""
    client.force_login(world.people[role])
    wrote, opened = {}, 0
    for name, view in project_routes():
        if role in POLICY[needs(view)]:
            with CaptureQueriesContext(connection) as queries:
                opened += ask(client, "get", reverse(name, kwargs=world.key(name, world.project))) == 200
            tables = {found[1] for query in queries if (found := WRITES.match(query["sql"]))} - WRITTEN_DOWN
            if tables:
                wrote[name] = tables
    assert not wrote
    assert opened > 20


def test_one_person_with_two_roles_in_two_projects(client, world):
    both = world.both
    client.force_login(both)
    for name, view in project_routes():
        for project, role in ((world.project, C), (world.other, READ)):
            code = ask(client, "get", reverse(name, kwargs=world.key(name, project)))
            assert (code == 403) == (role not in POLICY[needs(view)]), (name, project.slug, code)
