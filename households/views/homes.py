"""Doors of the desk to a home itself: correct it, add one, split one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households import desk
from households.actions.homes import EDITABLE, HomeChanged, change_home, split_home
from households.actions.other_values import settle_many, settle_value
from households.actions.places import add_household
from households.forms.homes import HomeEditForm, HomeForm, SettleForm, SettleManyForm, SplitForm
from households.models import Household, HouseholdValue, Street
from households.views.answers import carried_out, parts
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused

ON_A_PAGE = 50


def _home(request, project, pk):
    homes = Household.objects.visible_to(request.user, project).select_related("street", "project")
    return get_object_or_404(homes, pk=pk)


@allow(Perm.HOUSEHOLD_EDIT)
def home_edit(request, project, pk):
    """Correct a home. Whoever saves second sees both versions side by side, and chooses."""
    household, compared = _home(request, project, pk), []
    form = HomeEditForm(posted(request), home=household, shown=EDITABLE)
    if form.is_valid():
        try:
            change_home(household_id=pk, by=request.user, **form.cleaned_data)
        except HomeChanged as changed:
            compared = desk.compared(form.cleaned_data, changed.now)
            form.show_again(changed.now.version)
            form.add_error(None, str(changed))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The home is saved.")
            return redirect(household)
    return render(
        request, "households/home_edit.html", {"form": form, "household": household, "compared": compared}
    )


@allow(Perm.HOUSEHOLD_EDIT)
def home_add(request, project, pk):
    """Add a home that no list named. pk: the street's."""
    street = get_object_or_404(
        Street.objects.visible_to(request.user, project).select_related("project"), pk=pk
    )
    form = HomeForm(posted(request))
    if carried_out(form, add_household, project=project, street=street, by=request.user):
        messages.success(request, "The home is added.")
        return redirect(street)
    return render(request, "households/home_add.html", {"form": form, "street": street})


@allow(Perm.HOUSEHOLD_EDIT)
def home_split(request, project, pk):
    """Say that one entry is several homes; its visits stay with it."""
    household = _home(request, project, pk)
    form = SplitForm(posted(request), initial={"version": household.version})
    if carried_out(form, split_home, household_id=pk, by=request.user):
        messages.success(request, "The home is split. Its visits stay with it, and each flat shows them.")
        return redirect(household)
    return render(request, "households/home_split.html", {"form": form, "household": household})


@allow(Perm.HOUSEHOLD_EDIT)
def value_list(request, project):
    """Where sources disagree: tick homes and take theirs, or keep ours."""
    values = HouseholdValue.objects.visible_to(request.user, project).unsettled().for_list()
    page = Paginator(values, ON_A_PAGE).get_page(request.GET.get("page"))
    form = SettleManyForm(posted(request), shown=[value.pk for value in page])
    if form.is_valid():
        ids, take = form.cleaned_data["values"], form.cleaned_data["take"]
        settled, stay = settle_many(value_ids=ids, take=take, by=request.user)
        messages.success(request, desk.settled_words(settled, stay))
        return redirect("households:value_list", project.slug)
    context = {"page": page, "rows": desk.disagreements(page), "form": form}
    context["parts"] = parts(request.user, project, "households:value_list")
    return render(request, "households/value_list.html", context)


@allow(Perm.HOUSEHOLD_EDIT)
def value_settle(request, project, pk):
    """Two sources disagree about a home: take theirs or keep ours."""
    values = HouseholdValue.objects.visible_to(request.user, project)
    other = get_object_or_404(values.select_related("household__street", "household__project"), pk=pk)
    said = desk.disagreement(other, other.household)
    form = SettleForm(posted(request), ours=said["ours"], theirs=said["theirs"], source=said["source"])
    if carried_out(form, settle_value, value_id=pk, by=request.user):
        messages.success(request, "It is settled.")
        return redirect(other.household)
    return render(
        request, "households/value_settle.html", {"form": form, "household": other.household, "said": said}
    )
