"""Doors to the register."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from households import rules
from households.choices import HouseholdState
from households.finding import Found
from households.forms.register import FindForm
from households.models import Household
from households.views.answers import parts

ON_A_PAGE = 50


@allow(Perm.HOUSEHOLD_SEE)
def household_list(request, project):
    """The register in walking order, or the homes that match the search box.

    What was typed is kept in the session, so that no address ever stands in a web address or a server's log.
    """
    remembered = f"find-home-{project.pk}"
    if request.method == "POST":
        form = FindForm(request.POST)
        if form.is_valid():
            request.session[remembered] = form.cleaned_data["text"].strip()
            return redirect("households:household_list", project.slug)
        text = ""
    else:
        text = request.session.get(remembered, "")
        form = FindForm(initial={"text": text})
    if rules.search_text(text).strip():
        pages = Paginator(Found(request.user, project, text), ON_A_PAGE)
    else:
        register = Household.objects.visible_to(request.user, project)
        pages = Paginator(register.in_walking_order().for_list(), ON_A_PAGE)
        pages.count = register.count()  # of the list itself it would join every home's street
    page = pages.get_page(request.GET.get("page"))
    context = {"form": form, "text": text, "page": page}
    context["parts"] = parts(request.user, project, "households:household_list")
    context["may_record"] = request.user.can(Perm.VISIT_RECORD, project)
    context["homes"] = _rows(page.object_list, project, context["may_record"])
    return render(request, "households/household_list.html", context)


def _rows(homes, project, may_record):
    """What a row of the register prints, ready to print: a template that decides costs more than the row's query.

    The two addresses are made once, not reversed for every row. record_url: empty where this person cannot record.
    """
    home_url, visit_url = (
        reverse(name, args=[project.slug, 0]) for name in ("office:home", "doorstep:visit_record")
    )
    return [
        {
            "address": rules.address_lines(
                flat=home.flat,
                name=home.name,
                number=home.number,
                street=home.street__name,
                town=home.street__town,
            ),
            "postcode": home.postcode,
            "uprn": home.uprn or "Not known",
            "state": HouseholdState(home.state).label,
            "url": home_url.replace("/0/", f"/{home.pk}/"),
            "record_url": visit_url.replace("/0/", f"/{home.pk}/")
            if may_record and home.closed_on is None
            else "",
        }
        for home in homes
    ]
