"""Doors of the returns to the funder."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import Perm, allow
from grants import actions, claim_rules, return_page, return_papers, returning
from grants import claim_rules as rules
from grants import return_forms as forms
from grants.models import BudgetLine, ClaimLine, Return, Submission
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.forms import HouseForm
from saferstreets.common.workflow import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@allow(Perm.BUDGET_SEE)
def return_list(request, project):
    """Every return, newest first, and when each is due."""
    returns = Return.objects.visible_to(request.user, project).for_list()
    context = {
        "rows": return_page.rows(returns, project, clock.today()),
        "may_prepare": request.user.can(Perm.RETURN_PREPARE, project),
    }
    return render(request, "grants/return_list.html", context)


@allow(Perm.RETURN_PREPARE)
def return_new(request, project):
    last = Return.objects.filter(project=project).order_by("-ends_on").first()
    period = claim_rules.next_period(project.period, last.ends_on if last else None)
    first = {"starts_on": period.start, "ends_on": period.end} if period else {}
    return ask_and_do(
        request, form=forms.ReturnForm(posted(request), initial=first), action=actions.plan_return, title="Begin a return", project=project,
        by=request.user, back=reverse("grants:return_list", args=[project.slug]), label="Returns", done="The return is begun. Open it and gather its entries.",
    )  # fmt: skip


def _found(request, project, pk):
    return get_object_or_404(
        Return.objects.visible_to(request.user, project).select_related("project"), pk=pk
    )


def _ask(request, claim, form, action, title, done, **more):
    return ask_and_do(
        request, form=form, action=action, title=title, caption=str(claim), back=more.pop("back", claim.get_absolute_url()), label="The return",
        done=done, by=request.user, **{"return_id": claim.pk, **more},
    )  # fmt: skip


@allow(Perm.BUDGET_SEE)
def return_(request, project, pk):
    """One return: its figures by line, what blocks it, every entry, and who signed."""
    claim = _found(request, project, pk)
    return render(
        request, "grants/return.html", return_page.page(claim, request.user, request.GET.get("page"))
    )


@allow(Perm.RETURN_PREPARE)
@require_POST
def return_gather(request, project, pk):
    claim = _found(request, project, pk)
    try:
        count = actions.gather(return_id=claim.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{count:,} {'entry is' if count == 1 else 'entries are'} gathered.")
    return redirect(claim)


@allow(Perm.RETURN_PREPARE)
def return_leave(request, project, pk):
    """Leave one entry for a later return."""
    line = get_object_or_404(
        ClaimLine.objects.filter(project=project).select_related("entry__line", "claim__project"), pk=pk
    )
    form = HouseForm(posted(request))
    form.submit_label = "Leave it out"
    return ask_and_do(
        request, form=form, action=actions.leave_out, title="Leave this entry out?", caption=str(line.claim), claim_line_id=line.pk, by=request.user,
        lead=f"{line.entry.line}: {line.entry}. A later return may claim it.", back=line.claim.get_absolute_url(), label="The return",
        done="The entry is left for a later return.",
    )  # fmt: skip


@allow(Perm.RETURN_PREPARE)
def return_note(request, project, pk, line):
    """The outturn expected of one line, and why its figures are as they are."""
    claim = _found(request, project, pk)
    of = get_object_or_404(BudgetLine.objects.visible_to(request.user, project), pk=line)
    said = claim.notes.filter(line=of).values("forecast_pence", "words").first()
    form = forms.NoteForm(posted(request), initial=said)
    return _ask(request, claim, form, actions.note_line, f"What to say of “{of}”", "It is noted.", line=of)


@allow(Perm.RETURN_PREPARE)
def return_discard(request, project, pk):
    claim = _found(request, project, pk)
    return _ask(
        request, claim, HouseForm(posted(request)), actions.discard_return, "Throw this return away?", "The return is thrown away.", warning=True,
        lead="What it gathered is free for another return.", back=reverse("grants:return_list", args=[project.slug]),
    )  # fmt: skip


@allow(rules.SUBMIT.needs)
def return_submit(request, project, pk):
    claim = _found(request, project, pk)
    lead = "The figures are frozen, and you sign as the preparer. Somebody else certifies."
    form = forms.SubmitForm(posted(request))
    return _ask(
        request,
        claim,
        form,
        actions.submit_return,
        "Sign and submit this return?",
        "The return waits for its certifier.",
        lead=lead,
    )


@allow(rules.CERTIFY.needs)
def return_certify(request, project, pk):
    claim = _found(request, project, pk)
    last = returning.last_submission(claim)
    form = forms.CertifyForm(posted(request), initial={"seen_sha256": last.sha256 if last else ""})
    lead = "You sign that the figures of this return are those of the ledger and may be claimed under the agreement. Your name, post and the day stand under it."
    return _ask(
        request,
        claim,
        form,
        actions.certify_return,
        "Sign and certify this return?",
        "The return is certified.",
        lead=lead,
    )


@allow(rules.REOPEN.needs)
def return_reopen(request, project, pk):
    claim = _found(request, project, pk)
    lead = "What was submitted and who signed it stays on record. The preparer submits it anew as the next version."
    return _ask(request, claim, forms.ReopenForm(posted(request)), actions.reopen_return, "Reopen this return", "The return is with its preparer again.", lead=lead)  # fmt: skip


@allow(rules.QUERY.needs)
def return_query(request, project, pk):
    claim = _found(request, project, pk)
    return _ask(request, claim, forms.QueryForm(posted(request)), actions.query_return, "Record a query of the funder", "The query is recorded.")  # fmt: skip


@allow(rules.PAY.needs)
def return_pay(request, project, pk):
    claim = _found(request, project, pk)
    form = forms.PaidForm(posted(request), initial={"paid_on": clock.today()})
    return _ask(
        request,
        claim,
        form,
        actions.record_return_paid,
        "Record what the funder paid",
        "The return is recorded as paid.",
    )


def _submission(request, project, pk):
    submission = get_object_or_404(
        Submission.objects.filter(project=project).select_related("claim__project"), pk=pk
    )
    return submission, list(submission.signatures.order_by("id"))


@allow(Perm.BUDGET_SEE)
def return_version(request, project, pk):
    """One submission as it stood, whatever became of the return."""
    submission, signed = _submission(request, project, pk)
    context = {
        "submission": submission, "claim": submission.claim, "frozen": submission.frozen, "signed": signed,
        "reopened": submission.reopenings.select_related("reopened_by").first(),
    }  # fmt: skip
    return render(request, "grants/return_version.html", context)


@allow(Perm.BUDGET_SEE)
def return_workbook(request, project, pk):
    """The workbook of one submission."""
    submission, signed = _submission(request, project, pk)
    answer = HttpResponse(return_papers.workbook(submission, signed), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{_name(submission)}.xlsx"'
    return answer


@allow(Perm.BUDGET_SEE)
def return_bundle(request, project, pk):
    """The ZIP of one submission: figures, workbook, papers, digests."""
    submission, signed = _submission(request, project, pk)
    try:
        file = return_papers.bundle(submission, signed)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(submission)
    return FileResponse(file, as_attachment=True, filename=f"{_name(submission)}.zip")


def _name(submission):
    return f"{submission.claim.project.slug}-return-{submission.claim.number}-version-{submission.version}"
