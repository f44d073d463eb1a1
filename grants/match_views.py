"""Doors of the match ledger."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from grants import ledger
from grants import match as matches
from grants import match_forms as forms
from grants.actions import match as actions
from grants.models import MatchContribution
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted

ON_A_PAGE = 20


@allow(Perm.BUDGET_SEE)
def match(request, project):
    """What the fund asks for, what is given, and every contribution with its proof, newest first."""
    found = MatchContribution.objects.visible_to(request.user, project).for_list()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = matches.rows(page.object_list)
    proofs = ledger.sources([row["one"] for row in rows], project)
    context = {
        **matches.standing(project, clock.today()), "page": page, "rates": matches.rates(project), "day": clock.today(),
        "rows": [{**row, "proof": proofs.get(row["one"].source)} for row in rows],
        "may_change": request.user.can(Perm.BUDGET_EDIT, project),
        "opens_visits": request.user.can(Perm.HOUSEHOLD_SEE, project),
    }  # fmt: skip
    return render(request, "grants/match.html", context)


def _on_match(request, slug, form, action, title, done, **details):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, back=reverse("grants:match", args=[slug]), label="Match",
        by=request.user, **details,
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def match_add(request, project):
    form = forms.MatchForm(posted(request), request.FILES or None, initial={"happened_on": clock.today()})
    return _on_match(
        request, project.slug, form, actions.record_match, "Record a contribution", "The contribution is recorded.", project=project,
        lead="Time and things are match in kind: they count towards the share and are never claimed. What a visit says about an "
        "accompanying officer is here already.",
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def match_rate(request, project):
    form = forms.MatchRateForm(posted(request), initial={"from_on": project.starts_on})
    return _on_match(
        request, project.slug, form, actions.state_match_rate, "State a rate", "The rate is stated, and time that waited for it is priced.",
        project=project,
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def match_terms(request, project):
    form = forms.MatchTermsForm(posted(request), initial={"stated_on": clock.today()})
    return _on_match(
        request,
        project.slug,
        form,
        actions.state_match_terms,
        "How much match is asked for?",
        "The terms are stated.",
        project=project,
    )


@allow(Perm.BUDGET_EDIT)
def match_back(request, project, pk):
    """Take a contribution back by its opposite."""
    found = get_object_or_404(MatchContribution.objects.visible_to(request.user, project), pk=pk)
    return _on_match(
        request, project.slug, forms.TakeBackForm(posted(request)), actions.take_back_match, "Take it back?",
        "Taken back; both stay on record.", lead=str(found), contribution=found, warning=True,
    )  # fmt: skip
