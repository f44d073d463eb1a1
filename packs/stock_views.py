"""Doors to the stock: what is where, what moved, and how long it lasts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from packs import actions, stock_queries
from packs.choices import ItemKind
from packs.models import Item, Location, Movement
from packs.overview import tiles
from packs.pages import page_of, parts
from packs.stock_forms import ItemForm, MoveForm, ReasonForm, SettleForm
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted


def items_of(project):
    """Every item of the project, packs first."""
    items = Item.objects.filter(project=project)
    return sorted(items, key=lambda item: (item.kind != ItemKind.PACK, item.name))


@allow(Perm.STOCK_SEE)
def stock(request, project):
    """What there is of each item, and where."""
    rows, places = stock_queries.table(project)
    context = {
        "rows": rows,
        "tiles": tiles(request.user, project, clock.today()) if rows else [],
        "heads": [head for head, _ in stock_queries.COLUMNS],
        "places": places,
        "may_keep": request.user.can(Perm.STOCK_KEEP, project),
        "parts": parts(request.user, project, "packs:stock"),
    }
    return render(request, "packs/stock.html", context)


@allow(Perm.STOCK_KEEP)
def item_add(request, project):
    form = ItemForm(posted(request))
    if carried_out(form, actions.add_item, project=project, by=request.user):
        messages.success(request, f"{form.cleaned_data['name']} is counted from now on.")
        return redirect("packs:stock", project.slug)
    return render(request, "packs/item_add.html", {"form": form})


@allow(Perm.STOCK_SEE)
def item(request, project, pk):
    """One item: where it is, and everything that moved."""
    found = get_object_or_404(Item.objects.visible_to(request.user, project), pk=pk)
    movements = Movement.objects.visible_to(request.user, project).filter(item=found).for_list()
    context = {"item": found, "places": stock_queries.of_item(found), "page": page_of(request, movements)}
    return render(request, "packs/item.html", context)


@allow(Perm.STOCK_SEE)
def location(request, project, pk):
    """One place, such as a bag: what is in it, and everything that went in and out."""
    found = get_object_or_404(Location.objects.visible_to(request.user, project), pk=pk)
    context = {
        "location": found,
        "items": stock_queries.at_place(found),
        "page": page_of(request, stock_queries.in_use(found)),
    }
    return render(request, "packs/location.html", context)


@allow(Perm.STOCK_SEE)
def movement_list(request, project):
    """Every movement, newest first."""
    movements = Movement.objects.visible_to(request.user, project).for_list()
    return render(request, "packs/movement_list.html", {"page": page_of(request, movements)})


@allow(Perm.STOCK_SEE)
def movement(request, project, pk):
    """One movement: what, from where to where, why, when and by whom."""
    movements = Movement.objects.visible_to(request.user, project).for_list().select_related("reverses")
    found = get_object_or_404(movements, pk=pk)
    open_ = not found.source and not found.reverses_id and not hasattr(found, "reversed_by")
    context = {"movement": found, "may_reverse": open_ and request.user.can(Perm.STOCK_KEEP, project)}
    return render(request, "packs/movement.html", context)


@allow(Perm.STOCK_KEEP)
def movement_reverse(request, project, pk):
    movements = Movement.objects.visible_to(request.user, project).for_list().select_related("project")
    found = get_object_or_404(movements, pk=pk)
    form = ReasonForm(posted(request))
    if carried_out(
        form, actions.reverse_movement, movement=found, happened_on=clock.today(), by=request.user
    ):
        messages.success(request, "The movement is taken back by the opposite one.")
        return redirect(found)
    return render(request, "packs/movement_reverse.html", {"form": form, "movement": found})


@allow(Perm.STOCK_KEEP)
def stock_move(request, project):
    """Several items at once, between places that are nobody's bag."""
    form = MoveForm(posted(request), project=project, items=items_of(project))
    if carried_out(form, actions.move_stock, project=project, by=request.user):
        messages.success(request, "The things are moved.")
        return redirect("packs:stock", project.slug)
    return render(request, "packs/stock_move.html", {"form": form})


@allow(Perm.STOCK_SEE)
def radar(request, project):
    """How long each item lasts at the pace of the last four weeks, and by when to order."""
    context = {
        "rows": stock_queries.radar(project, clock.today()),
        "day": clock.today(),
        "parts": parts(request.user, project, "packs:radar"),
    }
    return render(request, "packs/radar.html", context)


@allow(Perm.STOCK_MOVE)
def task_list(request, project):
    """Everything of the stock that waits for a person."""
    found = stock_queries.tasks(project)
    context = found | {
        "any": any(found.values()),
        "may_settle": request.user.can(Perm.STOCK_KEEP, project),
        "parts": parts(request.user, project, "packs:task_list"),
    }
    return render(request, "packs/task_list.html", context)


@allow(Perm.STOCK_KEEP)
def uncovered_settle(request, project, pk):
    """Say where packs that no bag covered came from, or where missing ones went."""
    held = Location.objects.visible_to(request.user, project).select_related("holder")
    found = get_object_or_404(held.filter(kind="unreconciled"), pk=pk)
    task = next((row for row in stock_queries.uncovered(project) if row["location"] == found), None)
    form = SettleForm(posted(request), project=project)
    details = {"location": found, "item": task and task["item"], "on": clock.today(), "by": request.user}
    if task and carried_out(form, actions.settle_uncovered, **details):
        messages.success(request, "It is settled.")
        return redirect("packs:task_list", project.slug)
    return render(request, "packs/uncovered_settle.html", {"form": form, "task": task, "location": found})
