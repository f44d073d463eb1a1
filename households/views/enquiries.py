"""Doors for people who ask for a visit, and for the desk that answers them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households import actions, rules
from households.forms import CloseForm, EnquiryForm, FindForm, PromiseForm
from households.models import Enquiry, Household, Refusal
from households.views.answers import carried_out, parts
from households.views.landlords import FOUND, ON_A_PAGE, chosen_home
from saferstreets.common import clock
from saferstreets.common.answers import posted


def _enquiry(request, project, pk):
    return get_object_or_404(Enquiry.objects.visible_to(request.user, project).for_list(), pk=pk)


@allow(Perm.ENQUIRY_SEE)
def enquiry_list(request, project):
    """Who asked for a visit: those who wait come first."""
    enquiries = Enquiry.objects.visible_to(request.user, project).waiting_first().for_list()
    context = {
        "page": Paginator(enquiries, ON_A_PAGE).get_page(request.GET.get("page")),
        "day": clock.today(),
        "parts": parts(request.user, project, "households:enquiry_list"),
    }
    return render(request, "households/enquiry_list.html", context)


@allow(Perm.ENQUIRY_SEE)
def enquiry_add(request, project):
    """Somebody rang, wrote or stopped us in the street."""
    form = EnquiryForm(posted(request))
    if carried_out(form, actions.receive_enquiry, project=project, by=request.user):
        messages.success(request, "The enquiry is saved.")
        return redirect("households:enquiry_list", project.slug)
    return render(request, "households/enquiry_add.html", {"form": form})


@allow(Perm.ENQUIRY_SEE)
def enquiry(request, project, pk):
    """What somebody asked for, and what became of it."""
    found = _enquiry(request, project, pk)
    received_on = clock.here(found.received_at).date()
    refused = Refusal.objects.filter(project=project).perhaps_of(found.household_id, received_on).exists()
    context = {
        "enquiry": found, "open": found.is_open, "day": clock.today(),
        "sees_name": not refused or request.user.can(rules.COORDINATOR_ONLY, project),
    }  # fmt: skip
    return render(request, "households/enquiry.html", context)


@allow(Perm.ENQUIRY_SEE)
def enquiry_home(request, project, pk):
    """Which home is meant: the likely ones first, any other by the search box."""
    found = _enquiry(request, project, pk)
    chosen = chosen_home(request, project, "home")
    form = FindForm(request.POST if "text" in request.POST else None)
    homes = Household.objects.visible_to(request.user, project).select_related("street")
    if form.is_valid() and form.cleaned_data["text"]:
        context = {
            "homes": homes.matching(form.cleaned_data["text"]).in_walking_order()[:FOUND],
            "searched": True,
        }
    else:
        context = {"homes": homes.resembling(found.address), "searched": False}
    if chosen:
        matching = FindForm({"text": ""})
        if carried_out(
            matching,
            lambda text: actions.match_enquiry(enquiry_id=found.pk, household=chosen, by=request.user),
        ):
            return redirect("households:enquiry", project.slug, found.pk)
        form = matching
    return render(request, "households/enquiry_home.html", {"enquiry": found, "form": form, **context})


@allow(Perm.ENQUIRY_SEE)
def enquiry_promise(request, project, pk):
    found = _enquiry(request, project, pk)
    form = PromiseForm(
        posted(request),
        project=project,
        initial={"promised_on": found.promised_on, "promised_time": found.promised_time},
    )
    if carried_out(form, actions.promise_visit, enquiry_id=found.pk, by=request.user):
        messages.success(request, "The visit is promised. It shows under Today on its day.")
        return redirect("households:enquiry", project.slug, found.pk)
    return render(request, "households/enquiry_promise.html", {"form": form, "enquiry": found})


@allow(Perm.ENQUIRY_SEE)
def enquiry_close(request, project, pk):
    found = _enquiry(request, project, pk)
    form = CloseForm(posted(request))
    if carried_out(form, actions.close_enquiry, enquiry_id=found.pk, by=request.user):
        messages.success(request, "The enquiry is closed.")
        return redirect("households:enquiry_list", project.slug)
    return render(request, "households/enquiry_close.html", {"form": form, "enquiry": found})
