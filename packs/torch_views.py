"""Doors to the torches, what was found with them, and the signs in the streets."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from packs import actions
from packs.choices import ItemKind
from packs.kit_forms import DayForm, FindForm, PermitForm, SignForm, SignUpForm, TorchBackForm, TorchForm
from packs.models import Find, Sign, TorchIssue
from packs.pages import page_of, parts
from packs.stock_queries import table
from saferstreets.common import clock, figures
from saferstreets.common.answers import carried_out, posted
from saferstreets.common.periods import Period


def _torch(request, project, pk):
    return get_object_or_404(
        TorchIssue.objects.visible_to(request.user, project).select_related("project"), pk=pk
    )


@allow(Perm.TORCH_KEEP)
def torch_list(request, project):
    """Who has a torch and has seen the video; ordered, received and issued are three numbers."""
    whole = Period(project.starts_on, max(clock.today(), project.starts_on))
    rows, _places = table(project)
    context = {
        "page": page_of(
            request, TorchIssue.objects.visible_to(request.user, project).order_by("-issued_on", "-id")
        ),
        "may_open": request.user.can(Perm.FIGURE_SEE, project),
        "ordered": figures.value("P18", project, whole),
        "received": figures.value("P11", project, whole),
        "issued": figures.value("P12", project, whole),
        "trained": figures.value("P13", project, whole),
        "on_shelf": sum(
            dict(row["cells"])["In stores"] for row in rows if row["item"].kind == ItemKind.TORCH
        ),
        "parts": parts(request.user, project, "packs:torch_list"),
    }
    return render(request, "packs/torch_list.html", context)


@allow(Perm.TORCH_KEEP)
def torch_issue(request, project):
    form = TorchForm(posted(request), project=project)
    if carried_out(form, actions.issue_torch, project=project, by=request.user):
        messages.success(request, "The torch is issued.")
        return redirect("packs:torch_list", project.slug)
    return render(request, "packs/torch_issue.html", {"form": form})


@allow(Perm.TORCH_KEEP)
def torch_train(request, project, pk):
    found = _torch(request, project, pk)
    form = DayForm(posted(request), name="trained_on", label="Training video watched on")
    if carried_out(form, actions.train_officer, issue_id=found.pk, by=request.user):
        messages.success(request, "The training is recorded.")
        return redirect(found)
    return render(request, "packs/torch_train.html", {"form": form, "torch": found})


@allow(Perm.TORCH_KEEP)
def torch_return(request, project, pk):
    found = _torch(request, project, pk)
    form = TorchBackForm(posted(request), project=project)
    if carried_out(form, actions.return_torch, issue_id=found.pk, by=request.user):
        messages.success(request, "The torch is back.")
        return redirect(found)
    return render(request, "packs/torch_return.html", {"form": form, "torch": found})


def _find(request, project, pk):
    return get_object_or_404(
        Find.objects.visible_to(request.user, project).select_related("project", "kit"), pk=pk
    )


@allow(Perm.FIND_RECORD)
def find_list(request, project):
    """Marks seen under a torch: seen, traced, returned."""
    context = {
        "page": page_of(request, Find.objects.visible_to(request.user, project)),
        "parts": parts(request.user, project, "packs:find_list"),
    }
    return render(request, "packs/find_list.html", context)


@allow(Perm.FIND_RECORD)
def find_add(request, project):
    form = FindForm(posted(request))
    if carried_out(form, actions.record_find, project=project, by=request.user):
        messages.success(request, "The find is written down.")
        return redirect("packs:find_list", project.slug)
    return render(request, "packs/find_add.html", {"form": form})


@allow(Perm.FIND_RECORD)
def find(request, project, pk):
    """One find. Whose it is, the register says; the office knows its own kits only."""
    return render(request, "packs/find.html", {"find": _find(request, project, pk)})


@allow(Perm.FIND_RECORD)
def find_trace(request, project, pk):
    found = _find(request, project, pk)
    form = DayForm(posted(request), name="traced_on", label="Traced on")
    if carried_out(form, actions.trace_find, find_id=found.pk, by=request.user):
        messages.success(request, "The find is traced.")
        return redirect(found)
    return render(request, "packs/find_trace.html", {"form": form, "find": found})


@allow(Perm.FIND_RECORD)
def find_return(request, project, pk):
    found = _find(request, project, pk)
    form = DayForm(posted(request), name="returned_on", label="Returned on")
    if carried_out(form, actions.return_find, find_id=found.pk, by=request.user):
        messages.success(request, "Its owner has it back.")
        return redirect(found)
    return render(request, "packs/find_return.html", {"form": form, "find": found})


def _sign(request, project, pk):
    return get_object_or_404(
        Sign.objects.visible_to(request.user, project).for_list().select_related("project"), pk=pk
    )


@allow(Perm.STOCK_SEE)
def sign_list(request, project):
    """Signs on lamp columns, street by street."""
    context = {
        "page": page_of(request, Sign.objects.visible_to(request.user, project).for_list()),
        "may_keep": request.user.can(Perm.STOCK_KEEP, project),
        "parts": parts(request.user, project, "packs:sign_list"),
    }
    return render(request, "packs/sign_list.html", context)


@allow(Perm.STOCK_KEEP)
def sign_plan(request, project):
    form = SignForm(posted(request), project=project)
    if carried_out(form, actions.plan_sign, project=project, by=request.user):
        messages.success(request, "The column is written down.")
        return redirect("packs:sign_list", project.slug)
    return render(request, "packs/sign_plan.html", {"form": form})


@allow(Perm.STOCK_KEEP)
def sign_permit(request, project, pk):
    found = _sign(request, project, pk)
    form = PermitForm(posted(request))
    if carried_out(form, actions.permit_sign, sign_id=found.pk, by=request.user):
        messages.success(request, "The permission is recorded.")
        return redirect(found)
    return render(request, "packs/sign_permit.html", {"form": form, "sign": found})


@allow(Perm.STOCK_KEEP)
def sign_up(request, project, pk):
    found = _sign(request, project, pk)
    form = SignUpForm(posted(request), project=project)
    if carried_out(form, actions.put_up_sign, sign_id=found.pk, by=request.user):
        messages.success(request, "The sign is up.")
        return redirect(found)
    return render(request, "packs/sign_up.html", {"form": form, "sign": found})


@allow(Perm.STOCK_KEEP)
def sign_down(request, project, pk):
    found = _sign(request, project, pk)
    form = DayForm(posted(request), name="down_on", label="Taken down on")
    if carried_out(form, actions.take_down_sign, sign_id=found.pk, by=request.user):
        messages.success(request, "The sign is down.")
        return redirect(found)
    return render(request, "packs/sign_down.html", {"form": form, "sign": found})
