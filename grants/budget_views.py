"""Doors of the budget: its lines, and the entries behind each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from grants import actions, ledger, lines
from grants.budget_forms import BudgetLineForm, TakeBackForm
from grants.models import BudgetLine, Entry
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted

ENTRIES_ON_A_PAGE = 50


@allow(Perm.BUDGET_SEE)
def budget(request, project):
    """Every line: allocated, committed, received, paid, free."""
    rows = lines.rows(project)
    totals = lines.totals(rows)
    context = {
        "lines": rows,
        "totals": totals,
        "unallocated": (project.award_pence or 0) - totals["allocated"],
        "illustrative": any(line.illustrative for line in rows),
        "may_change": request.user.can(Perm.BUDGET_EDIT, project),
    }
    return render(request, "grants/budget.html", context)


@allow(Perm.BUDGET_SEE)
def budget_line(request, project, pk):
    """One line and its entries, newest first."""
    line = get_object_or_404(BudgetLine.objects.visible_to(request.user, project).for_list(), pk=pk)
    page = Paginator(line.entries.for_list(), ENTRIES_ON_A_PAGE).get_page(request.GET.get("page"))
    found = ledger.sources(page.object_list, project)
    may = request.user.can(Perm.BUDGET_EDIT, project)
    rows = [
        {
            "entry": entry,
            "source": found.get(entry.source),
            "may_reverse": may and not (entry.source or entry.reverses_id or entry.taken_back),
        }
        for entry in page.object_list
    ]
    return render(
        request, "grants/budget_line.html", {"line": line, "page": page, "rows": rows, "may_change": may}
    )


@allow(Perm.BUDGET_EDIT)
def entry_reverse(request, project, pk):
    """Take an entry made by hand back. What an order or a job posted is put right there."""
    entries = Entry.objects.visible_to(request.user, project).by_hand()
    entry = get_object_or_404(entries.select_related("project", "line__project"), pk=pk)
    form = TakeBackForm(posted(request))
    if carried_out(form, actions.reverse_entry, entry=entry, key=f"reverse:{entry.pk}", by=request.user):
        messages.success(request, "The entry is taken back by the opposite one.")
        return redirect(entry)
    return render(request, "grants/entry_reverse.html", {"form": form, "entry": entry})


@allow(Perm.BUDGET_EDIT)
def budget_line_add(request, project):
    form = BudgetLineForm(posted(request), project=project, initial={"stated_on": clock.today()})
    if carried_out(form, actions.add_budget_line, project=project, by=request.user):
        messages.success(request, "The line is in the budget.")
        return redirect("grants:budget", project.slug)
    return render(request, "grants/budget_line_add.html", {"form": form})
