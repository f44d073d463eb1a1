"""Doors of the budget's movements: terms, moves between lines, money typed by hand and its papers."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from grants import actions, change_forms
from grants.models import BudgetChange, BudgetLine, Entry, Terms
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted


@allow(Perm.BUDGET_SEE)
def change_list(request, project):
    """What was moved between lines, and what waits for approval."""
    context = {
        "changes": BudgetChange.objects.visible_to(request.user, project).for_list(),
        "terms": Terms.objects.filter(project=project).first(),
        "may_change": request.user.can(Perm.BUDGET_EDIT, project),
    }
    return render(request, "grants/change_list.html", context)


@allow(Perm.BUDGET_EDIT)
def terms(request, project):
    """What the agreement says about moving and claiming."""
    found = Terms.objects.filter(project=project).values(*change_forms.TermsForm.base_fields).first()
    form = change_forms.TermsForm(posted(request), initial=found or {"reminder_days": 5})
    return ask_and_do(
        request, form=form, action=actions.set_terms, title="What the agreement says about its money", project=project, by=request.user,
        back=reverse("grants:change_list", args=[project.slug]), label="Moves between lines", done="The terms are entered.",
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def change_new(request, project):
    form = change_forms.ChangeForm(posted(request), request.FILES or None, project=project)
    return ask_and_do(
        request, form=form, action=actions.propose_change, title="Move money between two lines", project=project, by=request.user,
        lead="The total stays as it is. Somebody else approves the move; until then nothing moves.", proposed_on=clock.today(),
        back=reverse("grants:change_list", args=[project.slug]), label="Moves between lines", done="The move waits for somebody else’s approval.",
    )  # fmt: skip


def _change(request, project, pk):
    return get_object_or_404(BudgetChange.objects.visible_to(request.user, project).for_list(), pk=pk)


@allow(Perm.BUDGET_SEE)
def change(request, project, pk):
    """One move: from where to where, why, what it rests on, and who decided."""
    found = _change(request, project, pk)
    waits = found.decided_on is None
    own = waits and found.proposed_by_id == request.user.pk
    may_decide = waits and not own and request.user.can(Perm.BUDGET_MOVE_APPROVE, project)
    return render(
        request, "grants/change.html", {"change": found, "waits": waits, "own": own, "may_decide": may_decide}
    )


@allow(Perm.BUDGET_MOVE_APPROVE)
def change_approve(request, project, pk):
    found = _change(request, project, pk)
    wants = found.needs_letter and found.letter is None
    form = change_forms.ApproveChangeForm(posted(request), request.FILES or None, wants_letter=wants)
    return ask_and_do(
        request, form=form, action=actions.approve_change, title="Approve this move?", caption=str(found), change_id=found.pk, by=request.user,
        lead="It needs the funder’s letter." if wants else f"{found.reason}. The total of the budget stays as it is.", decided_on=clock.today(),
        back=found.get_absolute_url(), label="The move", done="The money is moved.",
    )  # fmt: skip


@allow(Perm.BUDGET_MOVE_APPROVE)
def change_refuse(request, project, pk):
    found = _change(request, project, pk)
    return ask_and_do(
        request, form=change_forms.RefuseChangeForm(posted(request)), action=actions.refuse_change, title="Refuse this move", caption=str(found),
        change_id=found.pk, decided_on=clock.today(), by=request.user, back=found.get_absolute_url(), label="The move", done="The move is refused.",
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def entry_new(request, project, pk):
    """Money that no order posts, on one line."""
    line = get_object_or_404(BudgetLine.objects.visible_to(request.user, project), pk=pk)
    form = change_forms.TypedEntryForm(
        posted(request), request.FILES or None, initial={"happened_on": clock.today()}
    )
    return ask_and_do(
        request, form=form, action=actions.type_entry, title="Enter money by hand", caption=str(line), line=line, by=request.user,
        lead="For what no order or job posts by itself: pay, a grant to a partner, a small purchase.",
        back=line.get_absolute_url(), label="The line", done="It is entered.",
    )  # fmt: skip


@allow(Perm.BUDGET_SEE)
def entry(request, project, pk):
    """One entry: what it says, what it comes from, its papers, and the return that claims it."""
    entries = (
        Entry.objects.visible_to(request.user, project)
        .for_list()
        .select_related("line", "recorded_by", "reverses")
    )
    found = get_object_or_404(entries, pk=pk)
    context = {
        "entry": found, "papers": found.papers.select_related("document"), "claimed": found.claimed.select_related("claim").first(),
        "may_change": request.user.can(Perm.BUDGET_EDIT, project),
    }  # fmt: skip
    return render(request, "grants/entry.html", context)


@allow(Perm.BUDGET_EDIT)
def entry_paper(request, project, pk):
    found = get_object_or_404(Entry.objects.visible_to(request.user, project), pk=pk)
    return ask_and_do(
        request, form=change_forms.EntryPaperForm(posted(request), request.FILES or None), action=actions.add_entry_paper, title="Keep a paper",
        caption=str(found), entry=found, by=request.user, label="The entry", done="The paper is kept.",
        back=reverse("grants:entry", args=[project.slug, pk]),
    )  # fmt: skip
