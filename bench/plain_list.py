"""The list of homes as it is usually written: model objects in a template loop. Measured beside ours, never part of the office.

The same homes, form, words, frame, middleware, session and right as households:household_list. Related streets come in the
same query (`select_related`), so nothing is slow on purpose: only the row (plain_row.html) is made in the template, from
objects. The rest of the page is the office's own template, so that a change there needs no change here.
"""

import re
from functools import cache
from pathlib import Path

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.urls import include, path

from accounts.permissions import Perm, allow
from households.forms.register import FindForm
from households.models import Household
from households.views.answers import parts

ON_A_PAGE = 50


@cache
def _template():
    """The office's page with its rows made in a loop of objects."""
    page = get_template("households/household_list.html").template.source
    row = (Path(__file__).parent / "plain_row.html").read_text()
    loop = "{% for home in homes %}" + row + "{% endfor %}"
    plain, swapped = re.subn(r"{% table_rows .*? %}", lambda _: loop, page)
    if swapped != 1:
        raise LookupError("the office's list has no rows to swap")
    return engines["django"].from_string(plain)


@allow(Perm.HOUSEHOLD_SEE)
def plain_list(request, project):
    """The whole register, as objects."""
    form = FindForm(initial={"text": request.session.get(f"find-home-{project.pk}", "")})
    homes = Household.objects.visible_to(request.user, project).in_walking_order().select_related("street")
    page = Paginator(homes, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "text": "", "page": page, "homes": page.object_list}
    context["parts"] = parts(request.user, project, "households:household_list")
    context["may_record"] = request.user.can(Perm.VISIT_RECORD, project)
    return HttpResponse(_template().render(context, request))


urlpatterns = [
    path("<slug:slug>/households/plain/", plain_list, name="plain_list"),
    path("", include("saferstreets.urls")),
]
