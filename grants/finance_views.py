"""Doors of the reconciliation: our ledger beside the finance system's list."""

from itertools import chain

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Perm, allow
from grants import finance_forms as forms
from grants import reconciliation as statement
from grants import statement_page as page
from grants.actions import finance as actions
from grants.models import FinanceCode, Pair, SpendLine
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.sheets import write_csv
from saferstreets.common.workflow import Refused


@allow(Perm.BUDGET_SEE)
def reconciliation(request, project):
    """Matched, differing, ours only, theirs only: how many, how much, and the rows of one part."""
    period, shown = page.period_of(project, request.GET), page.part_of(request.GET)
    rows = statement.part_of(project, shown, period)
    found = Paginator(rows, page.ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tiles": page.tiles(statement.statement(project, period), request.path, shown), "shown": shown, "title": page.TITLES[shown],
        "page": found, "rows": page.lines(shown, found.object_list), "period": period, "keep": f"show={shown}",
        "codes": list(FinanceCode.objects.filter(project=project).select_related("line")),
        "any_spend": SpendLine.objects.filter(project=project).exists(), "may_change": request.user.can(Perm.BUDGET_EDIT, project),
    }  # fmt: skip
    return render(request, "grants/reconciliation.html", context)


@allow(Perm.BUDGET_SEE)
def reconciliation_csv(request, project):
    """The whole statement as CSV, part by part, line by line."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="reconciliation-{project.slug}.csv"'
    period = page.period_of(project, request.GET)
    parts = (page.cells(part, statement.part_of(project, part, period)) for part in statement.PARTS)
    write_csv(answer, page.COLUMNS, chain.from_iterable(parts))
    return answer


@allow(Perm.BUDGET_EDIT)
@require_POST
def reconciliation_pair(request, project):
    """Bring together what is surely the same."""
    made = actions.pair_up(project=project, by=request.user)
    messages.success(
        request,
        f"{made} pair{'' if made == 1 else 's'} found. What is not clear stays on its side for you to look at.",
    )
    return redirect("grants:reconciliation", project.slug)


@allow(Perm.BUDGET_EDIT)
@require_POST
def pair_part(request, project, pk):
    """Say that two are not the same money."""
    pair = get_object_or_404(Pair.objects.visible_to(request.user, project), pk=pk)
    try:
        actions.part(pair=pair, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Parted. Each stands on its own side again.")
    return redirect("grants:reconciliation", project.slug)


def _spend(request, project, pk):
    return get_object_or_404(
        SpendLine.objects.visible_to(request.user, project).select_related("project"), pk=pk
    )


@allow(Perm.BUDGET_SEE)
def spend(request, project, pk):
    """One line of the finance system, and what it is in our ledger."""
    found = _spend(request, project, pk)
    pair = Pair.objects.filter(project=project, spend=found).select_related("entry__line").first()
    context = {"spend": found, "pair": pair, "may_change": request.user.can(Perm.BUDGET_EDIT, project)}
    return render(request, "grants/spend.html", context)


@allow(Perm.BUDGET_EDIT)
def spend_pair(request, project, pk):
    """Choose which payment of ours it is."""
    found = _spend(request, project, pk)
    form = forms.PairForm(posted(request), spend=found)
    lead = (
        "The nearest in amount and time come first."
        if form.any_near
        else "No payment of ours within three months stands alone."
    )
    return _on_spend(
        request,
        found,
        form,
        actions.pair_by_hand,
        "Which payment of ours is it?",
        "They stand beside each other.",
        lead=lead,
    )


@allow(Perm.BUDGET_EDIT)
def spend_enter(request, project, pk):
    """Enter it in our ledger."""
    found = _spend(request, project, pk)
    line = (
        FinanceCode.objects.filter(project=project, code=found.code)
        .exclude(code="")
        .values_list("line", flat=True)
        .first()
    )
    form = forms.EnterForm(posted(request), project=project, initial={"line": line, "vat_pence": 0})
    return _on_spend(
        request, found, form, actions.enter_spend, "Enter it in the ledger", "It is in the ledger."
    )


def _on_spend(request, found, form, action, title, done, lead=""):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, caption=str(found), lead=lead, back=found.get_absolute_url(),
        label="The line", spend=found, by=request.user,
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def finance_code_add(request, project):
    form = forms.CodeForm(posted(request), project=project)
    return ask_and_do(
        request, form=form, action=actions.add_finance_code, title="Add a code", done="The code is added.",
        lead="Only lines under these codes belong to the grant. Without any code, every line of the export does.",
        back=reverse("grants:reconciliation", args=[project.slug]), label="Reconciliation", project=project, by=request.user,
    )  # fmt: skip
