"""Doors through which a job moves: each a form, an action and the way back to the job."""

from django.shortcuts import get_object_or_404

from accounts.permissions import Perm, allow
from grants.models import BudgetLine
from hardening import actions, forms, rules
from hardening.models import Fitter, FittingFirm, JobLine, Measure
from hardening.views.acting import job_of
from households.views.residents import home_of
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.forms import HouseForm


def _on_job(request, job, form, action, title, done, *, details=None, **page):
    """The shape of every door here. details: what the action is told beside the answers; the job unless said otherwise."""
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, back=job.get_absolute_url(), label=f"Job {job.pk}",
        caption=job.household.address, by=request.user, **page, **(details or {"job_id": job.pk}),
    )  # fmt: skip


@allow(rules.SURVEY.needs)
def job_refer(request, project, pk):
    """Put a home on the list."""
    home = home_of(request, project, pk)
    form = forms.ReferForm(posted(request), initial={"agreed_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.refer_home, title="Refer for target hardening", lead=rules.READING, caption=home.address,
        back=home.get_absolute_url(), label="The home", done="The home is on the list.", project=project, household=home, by=request.user,
    )  # fmt: skip


@allow(rules.SPECIFY.needs)
def job_specify(request, project, pk):
    job = job_of(request, project, pk)
    return _on_job(
        request,
        job,
        HouseForm(posted(request)),
        actions.specify_job,
        "Send the specification for approval?",
        "Sent to a Crime Prevention Officer.",
    )


@allow(rules.APPROVE.needs)
def job_approve(request, project, pk):
    job = job_of(request, project, pk)
    lead = "You agree that this is what the home needs and that nobody is locked in by it."
    return _on_job(
        request,
        job,
        HouseForm(posted(request)),
        actions.approve_job,
        "Approve the specification?",
        "Approved.",
        lead=lead,
    )


@allow(rules.SEND_BACK.needs)
def job_send_back(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.ReasonForm(posted(request))
    return _on_job(request, job, form, actions.send_back, "Send the specification back", "Sent back.")


@allow(rules.ORDER.needs)
def job_order(request, project, pk):
    """Order what waits for nobody."""
    job = job_of(request, project, pk)
    form = forms.OrderForm(
        posted(request),
        firms=FittingFirm.objects.filter(project=project).select_related("body"),
        lines=BudgetLine.objects.filter(project=project),
    )
    lead = "The commitment is posted to the grant at once. Lines that wait for a landlord go to a job of their own."
    return _on_job(request, job, form, actions.order_job, "Order the work", "The order is placed.", lead=lead)


@allow(rules.ORDER.needs)
def job_change_order(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.ChangeOrderForm(posted(request))
    return _on_job(
        request, job, form, actions.change_order, "Variation or credit note", "The change is recorded."
    )


@allow(rules.BOOK.needs)
def job_book(request, project, pk):
    job = job_of(request, project, pk)
    fitters = Fitter.objects.filter(project=project, firm=job.firm_id).in_use().select_related("firm")
    form = forms.BookForm(posted(request), fitters=fitters, ends_on=project.ends_on)
    return _on_job(request, job, form, actions.book_job, "Book an appointment", "The appointment is booked.")


@allow(rules.FIT.needs)
def job_fit(request, project, pk):
    """The fitter's sheet came back on paper."""
    job = job_of(request, project, pk)
    lines = JobLine.objects.filter(project=project, job=job).ready().for_list()
    form = forms.FitForm(
        posted(request),
        lines=lines,
        initial={"on": clock.today(), "fitted_line_ids": [line.pk for line in lines]},
    )
    return _on_job(request, job, form, actions.record_fit, "Record the fitting", "The fitting is recorded.")


@allow(rules.NO_ACCESS.needs)
def job_no_access(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.ReasonForm(posted(request))
    return _on_job(
        request, job, form, actions.record_no_access, "Record no access", "Recorded. Book again, or cancel."
    )


@allow(rules.INSPECT.needs)
def job_inspect(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.InspectForm(posted(request), initial={"inspected_on": clock.today()})
    return _on_job(
        request,
        job,
        form,
        actions.inspect_job,
        "Record the inspection",
        "The inspection is recorded.",
        lead="Survey the home again as well: the WIDE score before and after is what shows the effect.",
    )


@allow(rules.MEND.needs)
def job_mend(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.MendForm(posted(request), initial={"mended_on": clock.today()})
    return _on_job(
        request,
        job,
        form,
        actions.mend_snags,
        "Record the snags put right",
        "Recorded. Inspect it once more.",
    )


@allow(rules.CLOSE.needs)
def job_close(request, project, pk):
    job = job_of(request, project, pk)
    return _on_job(
        request,
        job,
        HouseForm(posted(request)),
        actions.close_job,
        "Close this job?",
        "Closed. The invoice can be taken in.",
    )


@allow(rules.ORDER.needs)
def job_invoice(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.InvoiceForm(posted(request), initial={"received_on": clock.today()})
    return _on_job(
        request,
        job,
        form,
        actions.accept_invoice,
        "Take in the invoice",
        "It agrees with the order. Finance can pay it.",
    )


@allow(rules.DECLINE.needs)
def job_decline(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.ReasonForm(posted(request))
    return _on_job(
        request, job, form, actions.decline_job, "They no longer want it", "Recorded.", warning=True
    )


@allow(rules.CANCEL.needs)
def job_cancel(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.ReasonForm(posted(request))
    return _on_job(
        request,
        job,
        form,
        actions.cancel_job,
        "Cancel this job",
        "Cancelled; an order is cancelled with it.",
        warning=True,
    )


@allow(rules.ORDER.needs)
def job_reserve(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.ReserveForm(posted(request), initial={"reserve": "1" if job.reserve else "0"})
    return _on_job(request, job, form, actions.set_reserve, "Waiting list or reserve list", "Saved.")


@allow(Perm.JOB_REFER)
def job_agree(request, project, pk):
    job = job_of(request, project, pk)
    form = forms.AgreeForm(posted(request), initial={"agreed_on": clock.today()})
    return _on_job(
        request,
        job,
        form,
        actions.agree_again,
        "Those who live there now agree",
        "Saved. The work may go on.",
    )


@allow(rules.SPECIFY.needs)
def job_lines(request, project, pk):
    """The specification: take the survey's proposal, add a measure, take one off."""
    job = job_of(request, project, pk)
    dropped = (
        get_object_or_404(JobLine, project=project, job=job, pk=request.POST["drop"])
        if _number(request, "drop")
        else None
    )
    if dropped or "propose" in request.POST:
        action = actions.drop_line if dropped else actions.take_proposal
        details = {"line_id": dropped.pk, "reason": ""} if dropped else {"job_id": job.pk}
        form, done = HouseForm(request.POST), "The specification is changed."
        return _on_job(request, job, form, action, "Specification", done, details=details)
    form = forms.LineForm(
        posted(request), measures=Measure.objects.filter(project=project).in_use(),
        overrides=request.user.can(Perm.JOB_APPROVE, project),
    )  # fmt: skip
    return _on_job(request, job, form, actions.add_line, "Add a measure", "The measure is added.")


def _number(request, name):
    text = request.POST.get(name, "")
    return text.isdecimal() and len(text) < 19
