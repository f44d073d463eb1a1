"""A visitor of a running office who keeps every byte of every answer, headers included."""

import http.client
import re
import urllib.parse
from importlib import import_module

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Somebody signed in, or nobody. tls: the office ends https itself; without, it believes that a proxy in front has."""

    def __init__(self, port, user=None, tls=None):
        self.port, self.cookies, self.tls = port, {}, tls
        if user:
            self.cookies |= session_of(user)

    def get(self, address):
        """(status, headers and body as one piece of bytes)."""
        return self._ask("GET", address)

    def post(self, address, typed):
        """The same for a form: its page is fetched first, as a person's browser would."""
        page = self.get(address)[1]
        token = TOKEN.search(page)
        fields = {**typed, "csrfmiddlewaretoken": token[1].decode() if token else ""}
        body = urllib.parse.urlencode(fields, doseq=True)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"https://127.0.0.1:{self.port}{address}",
        }
        status, answer = self._ask("POST", address, body, headers)
        if status == 302:  # where it leads is asked for as well
            leads = re.search(rb"(?im)^location: (\S+)", answer)[1].decode()
            answer += self.get(leads)[1]
        return status, answer

    def send(self, address, body, headers):
        """Bytes that no form sends."""
        return self._ask("POST", address, body, headers)

    def _line(self):
        if self.tls:
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60, context=self.tls)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def _ask(self, method, address, body=None, headers=None):
        line = self._line()
        known = {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "127.0.0.1",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        line.request(method, address, body, {**known, **(headers or {})})
        response = line.getresponse()
        content = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        line.close()
        head = "".join(f"{name}: {value}\n" for name, value in response.getheaders()).encode()
        return response.status, head + b"\n" + content


def session_of(user):
    """The cookie of a person signed in, made past the sign-in page."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {settings.SESSION_COOKIE_NAME: session.session_key}
