"""The list of homes as it is usually written: model objects in a template loop. Measured beside ours, never part of the office.

The same homes, form, words, frame, middleware, session and right as households:household_list. Related streets come in the
same query (`select_related`), so nothing is slow on purpose: only the row is made in the template, from objects.
"""

from functools import cache
from pathlib import Path

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from accounts.permissions import Perm, allow
from households.forms import FindForm
from households.models import Household

ON_A_PAGE = 50


@cache
def _template():
    return engines["django"].from_string((Path(__file__).parent / "plain_list.html").read_text())


@allow(Perm.HOUSEHOLD_SEE)
def plain_list(request, project):
    """The whole register, as objects."""
    form = FindForm(initial={"text": request.session.get(f"find-home-{project.pk}", "")})
    homes = (
        Household.objects.visible_to(request.user, project)
        .in_walking_order()
        .select_related("street", "project")
    )
    page = Paginator(homes, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "may_record": request.user.can(Perm.VISIT_RECORD, project)}
    return HttpResponse(_template().render(context, request))


urlpatterns = [
    path("<slug:slug>/households/plain/", plain_list, name="plain_list"),
    path("", include("saferstreets.urls")),
]
