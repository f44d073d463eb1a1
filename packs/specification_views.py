"""Doors to what goes in the pack."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.permissions import Perm, allow
from packs import actions, specifying
from packs.pages import parts
from packs.specification_forms import SpecificationForm
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted


@allow(Perm.STOCK_SEE)
def specification(request, project):
    """Every version of the pack, the newest first, and what changed."""
    context = {
        "versions": specifying.versions(project),
        "may_change": request.user.can(Perm.PROJECT_SETUP, project),
        "parts": parts(request.user, project, "packs:specification"),
    }
    return render(request, "packs/specification.html", context)


@allow(Perm.PROJECT_SETUP)
def specification_new(request, project):
    """The next version: it begins with what the pack holds now."""
    versions = specifying.versions(project)
    newest = next(iter(versions), None)
    number, note = (newest["version"].version, newest["version"].note) if newest else (0, "")
    form = SpecificationForm(
        posted(request),
        contents=specifying.held_in(versions, request.POST.get("after", number)),
        initial={"after": number, "from_on": clock.today(), "note": note},
    )
    if carried_out(form, actions.add_specification, project=project, by=request.user):
        messages.success(request, "The new version is in use from the day you entered.")
        return redirect("packs:specification", project.slug)
    return render(request, "packs/specification_new.html", {"form": form})
