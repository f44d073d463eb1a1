"""The door to the merge of two entries of one home."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from doorstep.homes import merge_homes, recorded_at
from households.forms.register import FindForm
from households.models import Household
from saferstreets.common.workflow import Refused

FOUND = 20


def _homes(request, project):
    return Household.objects.visible_to(request.user, project).select_related("street", "project")


def _chosen(request, homes, name):
    key = request.POST.get(name, "")
    return homes.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None


@allow(Perm.HOUSEHOLD_EDIT)
def home_merge(request, project, pk):
    """Find the other entry of this home by a posted search, look at both, say which one stays."""
    homes = _homes(request, project)
    household = get_object_or_404(homes, pk=pk)
    other, keep = _chosen(request, homes, "other"), _chosen(request, homes, "keep")
    if other and keep in (household, other):
        return _merge(request, household, other, keep)
    form = FindForm(request.POST if "text" in request.POST else None)
    text = (
        form.cleaned_data["text"]
        if form.is_valid()
        else household.number and f"{household.number} {household.street.name}"
    )
    found = homes.matching(text).filter(duplicate_of=None).exclude(pk=pk).in_walking_order()[:FOUND]
    sides = [{"home": home, "rows": recorded_at(home)} for home in (household, other)] if other else []
    context = {
        "household": household,
        "other": other,
        "sides": sides,
        "form": form,
        "homes": found,
        "searched": "text" in request.POST,
    }
    return render(request, "doorstep/home_merge.html", context)


def _merge(request, household, other, keep):
    duplicate = other if keep == household else household
    try:
        merge_homes(duplicate_id=duplicate.pk, survivor_id=keep.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, "The two entries are one home. Its visits, packs and kits are together here."
        )
    return redirect(keep)
