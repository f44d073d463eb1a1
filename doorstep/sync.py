"""The phone's door: handing in. Without a session and without cookies; the token of the phone is all it takes. See docs/deposit.md."""

import json
from functools import lru_cache
from pathlib import Path

from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from accounts.permissions import open_page
from doorstep.inbox import answers, applying, photographs, requests
from doorstep.inbox.receiving import MOST_BYTES, TooOften, authorised, receive, receive_chunk
from doorstep.inbox.requests import NotADeposit
from doorstep.inbox.spelling import receipt
from saferstreets.common.workflow import Refused

OPENAPI = Path(__file__).parent / "deposit.openapi.json"


def _error(status, code, text, **headers):
    answer = JsonResponse({"error": code, "text": text}, status=status)
    answer["Cache-Control"] = "no-store"
    for name, value in headers.items():
        answer[name.replace("_", "-")] = value
    return answer


def _door(method):
    """Wrap a view of this file: the method, the site, the length, the token, and what every fault is answered with.

    No cookie is looked at, so there is nothing that a foreign page could borrow: that is why no CSRF token is asked for.
    """

    def wrap(view):
        def door(request, **key):
            if request.method != method:
                return _error(405, "method", f"This address takes {method} only.", Allow=method)
            if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
                return _error(403, "cross-site", "Only the office’s own page hands in here.")
            try:
                length = int(request.headers.get("Content-Length") or 0)
            except ValueError:
                return _error(400, "length", "The length cannot be read.")
            if length > MOST_BYTES:
                return _error(413, "too-large", "At most 50 envelopes and 1 MB at once.")
            return _kept(view, request, key)

        door.open_page = "phones hand in with a token of their own, which reads nothing"
        return csrf_exempt(open_page(door.open_page)(door))

    return wrap


def _kept(view, request, key):
    try:
        device = authorised(request.headers.get("Authorization", ""))
        if device is None:
            return _error(401, "token", "This phone is not known here. Sign in to send what is on it.")
        answer = JsonResponse(view(device, request.body, **key))
    except (UnreadablePostError, RawPostDataException, NotADeposit) as fault:
        return _error(400, "not-a-deposit", str(fault) or "The request broke off.")
    except TooOften as often:
        return _error(429, "too-often", str(often), Retry_After=str(often.wait))
    except Refused as refused:
        return _error(413, "too-large", str(refused))
    except DatabaseError:
        return _error(503, "later", "Nothing was stored. The phone will try again.", Retry_After="30")
    answer["Cache-Control"] = "no-store"
    return answer


@_door("POST")
def deposit(device, body):
    """Envelopes in, verdicts out. Everything is stored before anything is read; what cannot be applied now stays received."""
    wanted = requests.read_deposit(body)
    known = receive(device=device, contents=wanted.contents, size=len(body), told=wanted.told)
    applying.apply_waiting([key for key, _, _ in known.values()])
    before = {sha for sha in wanted.shas if not known[sha][2]}
    return answers.answer(device, wanted.shas, wanted.asked, before)


@_door("PUT")
def deposit_part(device, body, uid, part, number):
    """A piece of a photograph. The picture is made when its last piece has come."""
    if not 1 <= part <= 6 or not 0 <= number <= 15:
        raise NotADeposit("There is no such piece.")
    sha = receive_chunk(device=device, uid=uid, part=part, number=number, content=body)
    photographs.keep_when_here(device.project_id, uid, part)
    return {
        "v": 1, "id": str(uid), "n": part, "chunk": number, "sha256": sha, "verdict": "stored",
        "receipt": receipt(device.token_sha256, f"{uid}/{part}/{number}", sha, "stored"),
        "have": photographs.have(device.project_id, uid, part),
    }  # fmt: skip


@lru_cache(maxsize=1)
def _description():
    return json.dumps(json.loads(OPENAPI.read_text()))


@open_page("describes the deposit protocol to machines; holds nothing else")
def deposit_openapi(request):
    """The machine-readable description of this door."""
    return HttpResponse(_description(), content_type="application/json")
