"""Doors to what comes after the fitting: inspections, cocoons, invoices, results."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from hardening import actions, forms, results
from hardening.models import Cocoon, CocoonTask, Invoice, Job, Snag
from hardening.views.acting import parts
from households.views.answers import carried_out
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.forms import HouseForm


@allow(Perm.JOB_INSPECT)
def inspection_list(request, project):
    """What is drawn and not yet seen, what nobody has chosen, and the snags that are open."""
    jobs = Job.objects.visible_to(request.user, project)
    form = forms.SampleForm(posted(request))
    drawn = []

    def draw(**said):
        drawn.append(actions.draw_sample(project=project, by=request.user, **said))

    if carried_out(form, draw):
        messages.success(
            request, f"{drawn[0]} more to inspect." if drawn[0] else "There was nothing more to choose."
        )
        return redirect("hardening:inspection_list", project.slug)
    context = {
        "form": form, "day": clock.today(), "to_inspect": jobs.to_inspect().select_related("household__street", "fitter").order_by("due_on", "id"),
        "not_drawn": jobs.not_drawn().count(), "parts": parts(request.user, project, "hardening:inspection_list"),
        "snags": Snag.objects.visible_to(request.user, project).open().select_related("job__household__street", "job__fitter"),
    }  # fmt: skip
    return render(request, "hardening/inspection_list.html", context)


@allow(Perm.COCOON_SEE)
def cocoon_list(request, project):
    """Every cocoon with what was actually done; the doors still to do, the most pressing first."""
    cocoons, today = Cocoon.objects.visible_to(request.user, project), clock.today()
    tasks = (
        CocoonTask.objects.visible_to(request.user, project)
        .open()
        .select_related("cocoon", "household__street")
    )
    context = {
        "page": Paginator(cocoons.for_list().order_by("-made_on", "-id"), 50).get_page(request.GET.get("page")),
        "tasks": tasks.order_by("cocoon__due_on", "household__street__name", "household__walk_seq", "id")[:100],
        "day": today, "may_pull": request.user.can(Perm.JOB_REFER, project), "parts": parts(request.user, project, "hardening:cocoon_list"),
    }  # fmt: skip
    return render(request, "hardening/cocoon_list.html", context)


@allow(Perm.JOB_REFER)
def cocoon_pull(request, project):
    """Make the cocoons of the burglary records that have none."""
    return ask_and_do(
        request, form=HouseForm(posted(request)), action=actions.pull_burglaries, title="Pick up new burglary records?",
        lead="Each record in use that has no cocoon yet gets one; again makes no second.", done="Every burglary record in use has its cocoon.",
        back=reverse("hardening:cocoon_list", args=[project.slug]), label="Cocoons", project=project, by=request.user,
    )  # fmt: skip


@allow(Perm.COCOON_SEE)
def cocoon(request, project, pk):
    """One cocoon, door by door. Which door was burgled is not said."""
    cocoons = Cocoon.objects.visible_to(request.user, project).for_list()
    found = get_object_or_404(cocoons, pk=pk)
    tasks = found.tasks.select_related("household__street", "done_by").order_by("household__walk_seq", "id")
    return render(request, "hardening/cocoon.html", {"cocoon": found, "tasks": tasks, "day": clock.today()})


@allow(Perm.COCOON_SEE)
def cocoon_task(request, project, pk):
    tasks = CocoonTask.objects.visible_to(request.user, project).select_related("household__street")
    task = get_object_or_404(tasks, pk=pk)
    form = forms.CocoonTaskForm(posted(request), initial={"done_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.record_cocoon_task, title="What was done at this door?", caption=task.household.address,
        lead="Advice and a card. Say nothing about whose home was burgled.", done="Saved.", label="The cocoon",
        back=reverse("hardening:cocoon", args=[project.slug, task.cocoon_id]), task_id=task.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.JOB_PAY)
def invoice_list(request, project):
    """What waits for payment, by order and firm; no home is named."""
    invoices = Invoice.objects.visible_to(request.user, project).to_pay_first()
    return render(
        request,
        "hardening/invoice_list.html",
        {"page": Paginator(invoices, 50).get_page(request.GET.get("page"))},
    )


@allow(Perm.JOB_PAY)
def invoice_pay(request, project, pk):
    invoices = Invoice.objects.visible_to(request.user, project).select_related("firm__body", "order")
    found = get_object_or_404(invoices, pk=pk)
    form = forms.PayForm(posted(request), initial={"paid_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.pay_invoice, title=f"Invoice {found.number}", caption=str(found.firm), done="The payment is recorded.",
        back=reverse("hardening:invoice_list", args=[project.slug]), label="Invoices", invoice_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.HARDENING_SEE)
def results_page(request, project):
    """What the work has done: homes, days, money, WIDE before and after by tenure. Each number leads to its rows where they may be seen."""
    context = {
        **results.of(project, clock.today()),
        "may_figures": request.user.can(Perm.FIGURE_SEE, project),
        "parts": parts(request.user, project, "hardening:results"),
    }
    return render(request, "hardening/results.html", context)
