"""Doors to the page a phone keeps. What it does without signal is in static/doorstep; what it sends goes through the deposit."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.gzip import gzip_page

from accounts.gates import outlives_idle
from accounts.permissions import Perm, allow, open_page
from doorstep import shell


@outlives_idle
@allow(Perm.ROUND_SEE)
@gzip_page
@ensure_csrf_cookie
def phone(request, project):
    """The page itself: the same for everybody who walks rounds, so that a phone may keep it."""
    context = {"version": shell.version(), "words": shell.words()}
    return render(request, "doorstep/phone.html", context)


@allow(Perm.ROUND_SEE)
def phone_manifest(request, project):
    """For the home screen."""
    start = reverse("doorstep:phone", args=[project.slug])
    return JsonResponse(shell.manifest(project, start), content_type="application/manifest+json")


@open_page("the program of the phone's page holds program text only")
@gzip_page
def phone_program(request, version):
    """The page's program under the name of its version, so that it may be kept for ever. Only today's is here."""
    if version != shell.version():
        raise Http404
    answer = HttpResponse(shell.program(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@open_page("the service worker of the phone's page holds program text only")
@gzip_page
def phone_worker(request):
    """Served at the root, so that it may keep a page of any project; looked at afresh each time."""
    answer = HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
