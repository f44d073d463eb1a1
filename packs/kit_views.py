"""Doors to the property-marking kits: where each is, and whether it is registered."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from households.forms import FindForm
from households.models import Household
from packs import actions, rules, stock_queries
from packs.kit_forms import ClashForm, DayForm, ReceiveKitsForm, RegisterKitForm, TransferForm
from packs.models import Kit, KitClash
from packs.pages import page_of, parts
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted

FOUND = 20


def _kit(request, project, pk):
    kits = Kit.objects.visible_to(request.user, project).for_list().select_related("project")
    return get_object_or_404(kits, pk=pk)


@allow(Perm.KIT_KEEP)
def kit_list(request, project):
    """Every kit, newest first, and the registration rate."""
    kits = Kit.objects.visible_to(request.user, project).standing().for_list()
    context = {
        "page": page_of(request, kits),
        "registration": stock_queries.registration(project, clock.today()),
        "may_open": request.user.can(Perm.FIGURE_SEE, project),
        "clashes": KitClash.objects.visible_to(request.user, project).open().count(),
        "may_import": request.user.can(Perm.ADDRESSES_IMPORT, project),
        "parts": parts(request.user, project, "packs:kit_list"),
    }
    return render(request, "packs/kit_list.html", context)


@allow(Perm.KIT_KEEP)
def kit_find(request, project):
    """Where is the kit with this code? Asked by post: a code stands in no web address."""
    code = request.POST.get("code", "")[:60]
    found = stock_queries.where_is(project, code) if code.strip() else None
    if found:
        return redirect("packs:kit", project.slug, found.kit)
    messages.error(request, "No kit with this code is written down." if code.strip() else "Enter a kit code.")
    return redirect("packs:kit_list", project.slug)


@allow(Perm.KIT_KEEP)
def kit(request, project, pk):
    """One kit: where it is and was, and how far its registration has come."""
    found = _kit(request, project, pk)
    at_home = found.household_id is not None and not found.withdrawn_at
    context = {
        "kit": found,
        "moves": found.moves.select_related("household__street", "location", "recorded_by"),
        "form_due": found.form_taken_on and rules.form_due(found.form_taken_on),
        "may_form": at_home and not found.form_taken_on and not found.registered_on,
        "may_register": at_home and not found.registered_on,
        "may_transfer": at_home,
    }
    return render(request, "packs/kit.html", context)


@allow(Perm.KIT_KEEP)
def kit_receive(request, project):
    form = ReceiveKitsForm(posted(request), project=project)
    if carried_out(form, actions.receive_kits, project=project, by=request.user):
        messages.success(request, "The codes are written down.")
        return redirect("packs:kit_list", project.slug)
    return render(request, "packs/kit_receive.html", {"form": form})


@allow(Perm.KIT_KEEP)
def kit_form(request, project, pk):
    found = _kit(request, project, pk)
    form = DayForm(posted(request), name="taken_on", label="Form taken on")
    if carried_out(form, actions.take_form, kit_id=found.pk, by=request.user):
        messages.success(request, "The form is written down. It must be on the register within ten days.")
        return redirect(found)
    return render(request, "packs/kit_form.html", {"form": form, "kit": found})


@allow(Perm.KIT_KEEP)
def kit_register(request, project, pk):
    found = _kit(request, project, pk)
    form = RegisterKitForm(posted(request))
    if carried_out(form, actions.register_kit, kit_id=found.pk, by=request.user):
        messages.success(request, "The kit is registered.")
        return redirect(found)
    return render(request, "packs/kit_register.html", {"form": form, "kit": found})


@allow(Perm.KIT_KEEP)
def kit_transfer(request, project, pk):
    """Find the home that has the kit now, then move it there."""
    found, sent = _kit(request, project, pk), request.POST
    find = FindForm(sent if "text" in sent else None)
    homes = (
        Household.objects.visible_to(request.user, project)
        .select_related("street")
        .exclude(pk=found.household_id)
    )
    key = sent.get("home", "")
    text = find.cleaned_data["text"] if find.is_valid() else ""
    chosen = (
        homes.filter(pk=key)
        if key.isdecimal() and len(key) < 19
        else homes.matching(text).in_walking_order()[:FOUND]
    )
    shown = chosen if text or key else homes.none()
    form = TransferForm(sent if "moved_on_day" in sent else None, homes=shown)
    if carried_out(form, actions.transfer_kit, kit_id=found.pk, by=request.user):
        messages.success(request, "The kit is at its new home. Where it was stays written down.")
        return redirect(found)
    context = {"find": find, "form": form, "kit": found, "searched": find.is_bound or form.is_bound}
    return render(request, "packs/kit_transfer.html", context)


@allow(Perm.KIT_KEEP)
def chase_list(request, project):
    """Kits at homes that nobody has registered, the longest out first."""
    kits = Kit.objects.visible_to(request.user, project).to_chase()
    context = {
        "page": page_of(request, kits),
        "registration": stock_queries.registration(project, clock.today()),
        "may_open": request.user.can(Perm.FIGURE_SEE, project),
        "day": clock.today(),
        "late_before": rules.form_due(clock.today()) - 2 * (rules.form_due(clock.today()) - clock.today()),
        "parts": parts(request.user, project, "packs:chase_list"),
    }
    return render(request, "packs/chase_list.html", context)


@allow(Perm.KIT_KEEP)
def clash_settle(request, project, pk):
    clashes = KitClash.objects.visible_to(request.user, project).for_list()
    found = get_object_or_404(clashes, pk=pk)
    form = ClashForm(posted(request))
    if carried_out(form, actions.settle_clash, clash_id=found.pk, by=request.user):
        messages.success(request, "It is settled.")
        return redirect("packs:task_list", project.slug)
    return render(request, "packs/clash_settle.html", {"form": form, "clash": found})
