"""Doors of the desk (being laid)."""

from django.http import HttpResponse

from accounts.permissions import Perm, allow_in_any_project, open_page, signed_in


@signed_in("everybody chooses among their own projects")
def choose_project(request):
    return HttpResponse("")


@open_page("tells a load balancer that the server answers")
def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


@allow_in_any_project(Perm.PROJECT_SETUP)
def project_new(request):
    return HttpResponse("")
