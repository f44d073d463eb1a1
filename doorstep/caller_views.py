"""Is this caller genuine? The page for residents, and the coordinator's codes and cards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts import callers
from accounts.actions import change_project
from accounts.models import CallerCode, Project
from accounts.permissions import Perm, allow, open_page
from doorstep import caller_cards as cards
from doorstep.caller_forms import CheckForm, IssueForm, NumberForm, RevokeForm
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.throttle import Throttle
from saferstreets.common.workflow import Refused

CHECKS = Throttle("check", most=20)
TOO_MANY = (
    "Too many codes have been tried from your connection in the last hour, so this one was not checked. "
    "Keep the door closed and ring one of the numbers below."
)


@open_page("a resident learns whether a code on a card is ours: yes or no, and whom to ring")
@never_cache
def check(request):
    """Yes or no. Whatever is wrong with a code, the answer is the same; the numbers to ring are always the same ones."""
    form = CheckForm(posted(request))
    genuine, full = None, False
    if form.is_valid():
        full = not CHECKS.allows(request)
        if full:
            form.add_error(None, TOO_MANY)
        else:
            CHECKS.count(request)
            genuine = callers.is_genuine(form.cleaned_data["code"])
    numbers = Project.objects.filter(ends_on__gte=clock.today()).exclude(check_caller="")
    context = {"form": form, "genuine": genuine, "checked": genuine is not None}
    context["numbers"] = numbers.order_by("name").values_list("name", "check_caller")
    return render(request, "doorstep/check.html", context, status=429 if full else 200)


def _codes(request, project):
    return CallerCode.objects.visible_to(request.user, project)


@allow(Perm.CALLER_SET)
def caller_list(request, project):
    """Every code of the project: whose it is, how long it holds, and the cards to print."""
    good = set(_codes(request, project).genuine_on(clock.today()).values_list("pk", flat=True))
    rows = [
        {
            "code": one,
            "signs": callers.code_of(one.secret),
            "good": one.pk in good,
            "state": _state(one, one.pk in good),
        }
        for one in _codes(request, project).for_list()
    ]
    return render(request, "doorstep/caller_list.html", {"rows": rows})


def _state(code, good):
    """(code for the colour, words) of where a code stands."""
    if good:
        return "active", "Genuine today"
    if code.revoked_at:
        return "stopped", "Revoked"
    return ("closed", "Over") if code.until_on < clock.today() else ("stopped", "Not on the project")


@allow(Perm.CALLER_SET)
def caller_issue(request, project):
    form = IssueForm(posted(request), project=project)
    if form.is_valid():
        try:
            callers.issue_code(project=project, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The code is issued. Print the card and the calling cards.")
            return redirect("doorstep:caller_list", project.slug)
    return render(request, "doorstep/caller_issue.html", {"form": form})


@allow(Perm.CALLER_SET)
def caller_revoke(request, project, pk):
    """End a code at once: a lost card, somebody who has left."""
    code = get_object_or_404(_codes(request, project), pk=pk)
    form = RevokeForm(posted(request))
    if form.is_valid():
        try:
            callers.revoke_code(code_id=code.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The code is revoked. Whoever checks it now is told no.")
            return redirect("doorstep:caller_list", project.slug)
    return render(request, "doorstep/caller_revoke.html", {"form": form, "code": code})


@allow(Perm.CALLER_SET)
def caller_number(request, project):
    """The number that residents ring instead of trusting a card."""
    form = NumberForm(posted(request), initial={"check_caller": project.check_caller})
    if form.is_valid():
        change_project(project=project, by=request.user, **form.cleaned_data)
        messages.success(request, "Saved. The public page and the next cards show it.")
        return redirect("doorstep:caller_list", project.slug)
    return render(request, "doorstep/caller_number.html", {"form": form})


@allow(Perm.CALLER_SET)
def caller_card(request, project, pk):
    """The large-print card as PDF."""
    return _paper(request, project, pk, cards.id_card, "card")


@allow(Perm.CALLER_SET)
def caller_calling_cards(request, project, pk):
    """A sheet of calling cards as PDF."""
    return _paper(request, project, pk, cards.calling_cards, "calling-cards")


def _paper(request, project, pk, make, name):
    code = get_object_or_404(_codes(request, project).select_related("project"), pk=pk)
    content = make(code, request.build_absolute_uri("/").rstrip("/"))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}-{code.pk}.pdf"'
    return answer
