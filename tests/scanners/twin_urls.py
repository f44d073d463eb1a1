"""Faults planted on purpose: typed text shown as it is, typed text in SQL, a way out to anywhere, a page that falls over."""

import json

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

FRONT = """<!doctype html><title>Twin</title><a href="/echo/?q=a">echo</a> <a href="/rows/?q=a">rows</a> <a href="/go/?to=/">go</a>
<a href="/broken/?n=1">broken</a> <form method="post" action="/say/"><input name="text" value="a"><button>Say</button></form>"""


@login_not_required
def front(request):
    return HttpResponse(FRONT)


@login_not_required
def echo(request):
    return HttpResponse(f"<p>{request.GET.get('q', '')}</p>")


@csrf_exempt
@login_not_required
def say(request):
    return HttpResponse(f"<p>{request.POST.get('text', '')}</p>")


@login_not_required
def rows(request):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name FROM django_migrations WHERE app = '{request.GET.get('q', '')}'")  # noqa: S608
        return HttpResponse("<br>".join(name for (name,) in cursor.fetchall()))


@login_not_required
def go(request):
    answer = HttpResponse(status=302)
    answer["Location"] = request.GET.get("to", "/")
    return answer


@login_not_required
def broken(request):
    return HttpResponse(str(int(request.GET["n"])))


@csrf_exempt
@login_not_required
def deposit(request):
    """Falls over where the product says 400."""
    said = json.loads(request.body)
    return JsonResponse(
        {"envelopes": len(said["envelopes"]) // len(str(said["v"])[1:] or "1"), "asked": said["asked"][0]}
    )


@login_not_required
def described(request):
    """The product's own description of the API, which the twin does not keep to."""
    from doorstep.sync import deposit_openapi

    return deposit_openapi(request)


urlpatterns = [
    path("", front),
    path("echo/", echo),
    path("say/", say),
    path("rows/", rows),
    path("go/", go),
    path("broken/", broken),
    path("deposit/v1", deposit),
    path("deposit/v1/openapi.json", described),
]
