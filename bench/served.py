"""The office behind a real address, in this process: for browsers. It can be stopped and started again on the same port."""

import socket
import threading
from contextlib import contextmanager, suppress

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler


class Quiet(WSGIRequestHandler):
    """Says nothing about what it served."""

    def log_message(self, *_):
        pass


class Office(ThreadedWSGIServer):
    """Knows its open connections, so that they can be cut: a browser keeps one open and would be answered by an office that is stopped."""

    daemon_threads, block_on_close = True, False

    def __init__(self, *where):
        self.open = set()
        super().__init__(*where)

    def process_request(self, request, client_address):
        self.open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.open.discard(request)
        super().shutdown_request(request)

    def hang_up(self):
        """Cut every connection."""
        for one in list(self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class Served:
    """`address` stays the same over stops and starts. sent: bytes of answers so far, compressed as they travel, headers included."""

    def __init__(self, uncollected=False):
        self._office = StaticFilesHandler(WSGIHandler()) if uncollected else WSGIHandler()
        self._server = None
        self._port = 0
        self.sent = 0
        self.start()
        self.address = f"http://localhost:{self._port}"

    def start(self):
        """Answer again."""
        self._server = Office(("127.0.0.1", self._port), Quiet)
        self._server.set_app(self._counted)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        """Nobody listens any more."""
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()

    def _counted(self, environ, start_response):
        def count(status, headers, *more):
            self.sent += len(status) + sum(len(name) + len(value) + 4 for name, value in headers) + 13
            return start_response(status, headers, *more)

        answer = self._office(environ, count)
        try:
            for piece in answer:
                self.sent += len(piece)
                yield piece
        finally:
            if hasattr(answer, "close"):
                answer.close()


@contextmanager
def served(**how):
    """An office while the block runs."""
    office = Served(**how)
    try:
        yield office
    finally:
        office.stop()


def cookie_of(person):
    """The cookie of somebody who is signed in, without the sign-in page's throttle: (name, value)."""
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return settings.SESSION_COOKIE_NAME, session.session_key


def walk(doors):
    """An Assistant with a round of today through `doors` invented homes. Returns the Assistant."""
    from accounts.models import Membership, Project, User
    from bench import register
    from households.actions import make_round
    from households.ladder import parts_on
    from households.models import Household, Street
    from households.picking import Pick
    from saferstreets.common import clock

    by = User.objects.create(email="assistant@phone.example", name="Phone Assistant", password="!")
    project = Project.objects.create(
        slug="walk", name="The walk", starts_on=register.STARTS, ends_on=register.STILL_GOING
    )
    Membership.objects.create(project=project, user=by, role="assistant")
    street = Street.objects.create(project=project, name="Invented Street", town="Workington")
    homes = Household.objects.bulk_create(
        Household(
            project=project,
            street=street,
            number=str(9000 + n),
            door_key=str(9000 + n),
            postcode="ZZ14 1AA",
            walk_seq=n,
        )
        for n in range(1, doors + 1)
    )
    today = clock.today()
    make_round(
        project=project, picks=[Pick(home.pk, 5) for home in homes], on_day=today, part_of_day=parts_on(today)[-1], walked_by=by, by=by
    )  # fmt: skip
    return by
