"""Doors to the page a phone keeps. What it does without signal is in static/doorstep; what it sends goes through the deposit."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.permissions import Perm, allow, open_page
from doorstep import shell


@allow(Perm.ROUND_SEE)
def phone(request, project):
    """The page itself: the same for everybody who walks rounds, so that a phone may keep it."""
    context = {"version": shell.version(), "words": shell.words(), "modules": shell.modules()}
    return render(request, "doorstep/phone.html", context)


@allow(Perm.ROUND_SEE)
def phone_manifest(request, project):
    """For the home screen."""
    start = reverse("doorstep:phone", args=[project.slug])
    return JsonResponse(shell.manifest(project, start), content_type="application/manifest+json")


@open_page("the service worker of the phone's page holds program text only")
def phone_worker(request):
    """Served at the root, so that it may keep a page of any project; looked at afresh each time."""
    answer = HttpResponse(shell.worker(), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
