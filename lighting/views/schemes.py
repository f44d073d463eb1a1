"""Doors to schemes: the list, one scheme, its details and people."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.choices import Role
from accounts.models import User
from accounts.permissions import Perm, allow
from grants.models import Agreement
from households import map as streets_map
from lighting import actions, forms, showing
from lighting.choices import PlaceKind
from lighting.models import Column, NightEvidence, Scheme, SchemePartner
from lighting.views.acting import ask_and_do, scheme_of
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused


@allow(Perm.SCHEME_SEE)
def scheme_list(request, project):
    """Every scheme: how many columns, how many lit, how far it is."""
    today = clock.today()
    schemes = list(Scheme.objects.visible_to(request.user, project).for_list())
    rows = [
        {
            "scheme": scheme,
            "columns": scheme.columns_all,
            "lit": scheme.columns_lit,
            "state": showing.state_of(scheme, today),
        }
        for scheme in schemes
    ]
    context = {
        "rows": rows, "may_keep": request.user.can(Perm.LIGHTING_KEEP, project), "may_import": request.user.can(Perm.ADDRESSES_IMPORT, project),
        "may_inventory": request.user.can(Perm.LIGHTING_SEE, project),
    }  # fmt: skip
    return render(request, "lighting/scheme_list.html", context)


@allow(Perm.SCHEME_SEE)
def scheme(request, project, pk):
    """One scheme as a councillor understands it: before, now, next, a picture, a small map, who looks after it in 2041."""
    found = get_object_or_404(Scheme.objects.visible_to(request.user, project).for_page(), pk=pk)
    today = clock.today()
    steps, streets = showing.road(found, today), list(Column.objects.of(found).by_street())
    totals = Column.objects.of(found).totals()
    places = showing.places(found)
    context = {
        "scheme": found, "steps": showing.step_rows(steps), "coming": showing.next_step(steps), "totals": totals, "streets": streets,
        "now": showing.now_words(totals, steps), "next": showing.next_words(steps), "state": showing.state_of(found, today),
        "energy": showing.energy(found, totals), "months": showing.supply_months(found, today), "after": showing.looked_after(found, steps),
        "boundary_names": places.get(PlaceKind.BOUNDARY), "route_ends": places.get(PlaceKind.ROUTE_END), "access": places.get(PlaceKind.ACCESS),
        "attribution": streets_map.ATTRIBUTION,
        "map": showing.map_of(found, streets), "photo": showing.one_picture(found), "far_year": showing.FAR_YEAR,
        "proof": NightEvidence.objects.filter(project=project, scheme=found).count(), "doors": showing.doors(found, steps, totals, request.user),
        "may_report": request.user.can(Perm.SCHEME_REPORT, project), "may_keep": request.user.can(Perm.LIGHTING_KEEP, project),
        "partners": found.partners.current().select_related("user") if request.user.can(Perm.LIGHTING_KEEP, project) else [],
    }  # fmt: skip
    return render(request, "lighting/scheme.html", context)


@allow(Perm.LIGHTING_KEEP)
def scheme_add(request, project):
    """Enter a scheme."""
    form = forms.SchemeForm(posted(request))
    if form.is_valid():
        try:
            made = actions.add_scheme(project=project, by=request.user, **form.details)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The scheme is entered.")
            return redirect(made)
    return render(request, "lighting/scheme_add.html", {"form": form})


@allow(Perm.LIGHTING_KEEP)
def scheme_change(request, project, pk):
    """Contractor, owner, life, assumptions."""
    found = scheme_of(request, project, pk)
    agreements = Agreement.objects.filter(project=project).select_related("body")
    names = (
        "owner",
        "contractor",
        "life_from_years",
        "life_to_years",
        "stated_in",
        "agreement",
        "before",
        "depends_on",
        "burning_hours",
        "grams_a_kwh",
    )
    form = forms.DetailsForm(
        posted(request), agreements=agreements, initial={name: getattr(found, name) for name in names}
    )
    return ask_and_do(
        request, form, actions.change_scheme, title="People, life and energy", back=found, done="Saved.", scheme_id=found.pk, by=request.user
    )  # fmt: skip


@allow(Perm.LIGHTING_KEEP)
def scheme_partner(request, project, pk):
    """Let a works partner enter this scheme's progress."""
    found = scheme_of(request, project, pk)
    people = (
        User.objects.filter(
            memberships__project=project, memberships__role=Role.WORKS_PARTNER, is_active=True
        )
        .distinct()
        .order_by("name")
    )
    form = forms.PartnerForm(posted(request), people=people)
    lead = "The person sees this scheme and no other. The role of works partner is given under Set up."
    return ask_and_do(
        request, form, actions.add_partner, title="Who enters the progress?", lead=lead, back=found, done="The person may enter progress now.",
        scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.LIGHTING_KEEP)
def partner_end(request, project, pk):
    """The person sees the scheme no more."""
    partner = get_object_or_404(
        SchemePartner.objects.visible_to(request.user, project).select_related("scheme__project", "user"),
        pk=pk,
    )
    form = forms.EndForm(posted(request))
    return ask_and_do(
        request, form, actions.end_partner, title=f"End the access of {partner.user}?", back=partner.scheme, done="The access has ended.",
        partner_id=partner.pk, by=request.user,
    )  # fmt: skip
