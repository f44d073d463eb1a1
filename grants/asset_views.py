"""Doors of what stays after the grant: the asset register, and who looks after what."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from grants import actions, lasting
from grants.asset_forms import ReviewDutyForm
from grants.models import Asset, Duty
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted

FAR_YEAR = 2041  # twenty years after the grant: who looks after it then?


@allow(Perm.GRANT_SEE)
def asset_list(request, project):
    """The asset register in the columns of the model grant agreement."""
    rows = lasting.with_flags(Asset.objects.visible_to(request.user, project).for_list())
    context = {
        "rows": rows,
        "missing": sum(row["missing"] for row in rows),
        "unknown": sum(row["asset"].cost_pence is None for row in rows),
        "limit": lasting.APPROVAL_ABOVE_PENCE,
        "may_change": request.user.can(Perm.PROJECT_SETUP, project),
    }
    return render(request, "grants/asset_list.html", context)


@allow(Perm.GRANT_SEE)
def duty_list(request, project):
    """Who looks after what, until when, and what is due for review."""
    day = clock.today()
    rows = []
    for duty in Duty.objects.visible_to(request.user, project).for_list():
        status, label = lasting.review_status(duty.next_review_on, duty.until_on, day)
        rows.append(
            {
                "duty": duty, "holder": duty.holder_name(day), "status": status, "label": label,
                "life": lasting.life_words(duty.least_years, duty.most_years), "later": lasting.holder_in(duty, FAR_YEAR),
            }
        )  # fmt: skip
    may_change = request.user.can(Perm.PROJECT_SETUP, project)
    return render(
        request, "grants/duty_list.html", {"rows": rows, "year": FAR_YEAR, "may_change": may_change}
    )


@allow(Perm.PROJECT_SETUP)
def duty_review(request, project, pk):
    duty = get_object_or_404(Duty.objects.visible_to(request.user, project), pk=pk)
    form = ReviewDutyForm(posted(request), initial={"reviewed_on": clock.today()})
    if carried_out(form, actions.review_duty, duty=duty, by=request.user):
        messages.success(request, "The review is recorded.")
        return redirect("grants:duty_list", project.slug)
    return render(request, "grants/duty_review.html", {"form": form, "duty": duty})
