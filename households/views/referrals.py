"""Doors to support referrals: made with consent, chased after 28 days. One kind stands in no list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households import actions, rules
from households.forms import AnswerForm, NumberForm, OutcomeForm, ReferralForm
from households.models import Resident, SupportReferral
from households.views.answers import carried_out, parts
from households.views.landlords import ON_A_PAGE
from households.views.residents import home_of
from saferstreets.common import clock
from saferstreets.common.answers import posted


def _referral(request, project, pk):
    referrals = (
        SupportReferral.objects.visible_to(request.user, project)
        .for_list()
        .select_related("household__project", "resident")
    )
    return get_object_or_404(referrals, pk=pk)


@allow(Perm.REFERRAL_SEE)
def referral_list(request, project):
    """Whom we wait for, longest first; then what was answered."""
    seen, today = SupportReferral.objects.visible_to(request.user, project), clock.today()
    context = {
        "page": Paginator(seen.listed().for_list(), ON_A_PAGE).get_page(request.GET.get("page")),
        "overdue": seen.listed().overdue_on(today).count(),
        "day": today,
        "parts": parts(request.user, project, "households:referral_list"),
    }
    if request.user.can(rules.COORDINATOR_ONLY, project):
        context["unlisted"] = {
            "all": seen.unlisted().count(),
            "overdue": seen.unlisted().overdue_on(today).count(),
        }
    return render(request, "households/referral_list.html", context)


@allow(Perm.REFERRAL_SEE)
def referral_find(request, project):
    """Open a referral by its number: the only way to one that stands in no list."""
    form = NumberForm(posted(request))
    if form.is_valid():
        found = (
            SupportReferral.objects.visible_to(request.user, project)
            .filter(pk=form.cleaned_data["number"])
            .first()
        )
        if found:
            return redirect("households:referral", project.slug, found.pk)
        form.add_error("number", "There is no referral with this number that you may open")
    return render(request, "households/referral_find.html", {"form": form})


@allow(Perm.REFERRAL_SEE)
def referral_add(request, project, pk):
    """Pass somebody who agreed to it on to a body that can help."""
    household = home_of(request, project, pk)
    residents = Resident.objects.visible_to(request.user, project).filter(
        household=household, moved_out_on=None
    )
    form = ReferralForm(
        posted(request),
        residents=residents,
        initial={"consented_on": clock.today(), "sent_on": clock.today()},
    )
    made = []
    if carried_out(
        form, lambda **said: made.append(actions.make_referral(household=household, by=request.user, **said))
    ):
        return redirect("households:referral", project.slug, made[0].pk)
    return render(request, "households/referral_add.html", {"form": form, "household": household})


@allow(Perm.REFERRAL_SEE)
def referral(request, project, pk):
    """One referral, its clock and its answer."""
    found = _referral(request, project, pk)
    context = {
        "referral": found,
        "resident": Resident.objects.visible_to(request.user, project).filter(pk=found.resident_id).first(),
        "household": found.household,
        "overdue": found.is_overdue_on(clock.today()),
        "may_answer": any(found.status in move.sources for move in rules.REFERRAL_MOVES),
        "unlisted": found.is_unlisted,
    }
    return render(request, "households/referral.html", context)


@allow(Perm.REFERRAL_SEE)
def referral_answer(request, project, pk):
    found = _referral(request, project, pk)
    form = AnswerForm(posted(request), status=found.status, initial={"answered_on": clock.today()})
    if carried_out(form, actions.answer_referral, referral_id=found.pk, by=request.user):
        messages.success(request, "The answer is recorded.")
        return redirect("households:referral", project.slug, found.pk)
    return render(request, "households/referral_answer.html", {"form": form, "referral": found})


@allow(Perm.REFERRAL_SEE)
def referral_outcome(request, project, pk):
    """What came of it in the end."""
    found = _referral(request, project, pk)
    form = OutcomeForm(posted(request), initial={"outcome": found.outcome})
    if carried_out(form, actions.record_referral_outcome, referral_id=found.pk, by=request.user):
        messages.success(request, "What came of it is recorded.")
        return redirect("households:referral", project.slug, found.pk)
    return render(request, "households/referral_outcome.html", {"form": form, "referral": found})
