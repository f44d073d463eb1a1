"""Doors that a phone opens while its person is signed in."""

from django.http import JsonResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.gzip import gzip_page

from accounts.gates import outlives_idle
from accounts.permissions import Perm, allow
from doorstep import phone_round
from doorstep.inbox import devices
from doorstep.inbox.requests import NotADeposit, read_enrolment


@outlives_idle
@allow(Perm.VISIT_RECORD)
def phone_enrol(request, project):
    """Let this phone hand in, from now on. Its token is shown this once."""
    if request.method != "POST":
        return JsonResponse({"error": "method", "text": "This address takes POST only."}, status=405)
    try:
        wanted = read_enrolment(request.body)
    except NotADeposit as fault:
        return JsonResponse({"error": "not-an-enrolment", "text": str(fault)}, status=400)
    device, token = devices.enrol_phone(project=project, by=request.user, **wanted)
    enrolled = {"device": str(device.public_id), "user": request.user.pk, "token": token}
    return JsonResponse(phone_round.office(project) | enrolled, status=201)


@outlives_idle
@allow(Perm.ROUND_SEE)
@gzip_page
@ensure_csrf_cookie
def phone_round_json(request, project):
    """The doors to walk, as the phone keeps them."""
    chosen = request.GET.get("round", "")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < 19 else None
    return JsonResponse(phone_round.for_phone(request.user, project, number))
