"""Doors of the bodies: their names as at a day, their successors, and what hangs on each."""

import datetime

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts import names as actions
from accounts.models import Organisation
from accounts.permissions import Perm, allow
from grants import bodies, body_forms
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted


def _day(request):
    try:
        return datetime.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.today()


@allow(Perm.GRANT_SEE)
def body_list(request, project):
    """Every body by the name it had on a day, and who carries its duties then."""
    day = _day(request)
    context = {
        "rows": bodies.rows(project, day),
        "day": day,
        "may_change": request.user.can(Perm.PROJECT_SETUP, project),
    }
    return render(request, "grants/body_list.html", context)


def _on_body(request, project, body, form, action, title, done, **more):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, caption=str(body), back=reverse("grants:body_list", args=[project.slug]),
        label="Bodies", body=body, by=request.user, **more,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
def body_alias(request, project, pk):
    body = get_object_or_404(Organisation, pk=pk)
    form = body_forms.AliasForm(posted(request))
    return _on_body(
        request, project, body, form, actions.add_alias, "Another way to write it", "The name is added."
    )


@allow(Perm.PROJECT_SETUP)
def body_rename(request, project, pk):
    body = get_object_or_404(Organisation, pk=pk)
    form = body_forms.RenameForm(posted(request))
    lead = "Papers of earlier days keep the old name."
    return _on_body(
        request, project, body, form, actions.rename, "A new name", "The new name is saved.", lead=lead
    )


@allow(Perm.PROJECT_SETUP)
def body_end(request, project, pk):
    """Record a body's end and its successor."""
    body = get_object_or_404(Organisation, pk=pk)
    form = body_forms.EndForm(posted(request), body=body)
    lead = "From the next day on its agreements and duties are the successor’s; papers of earlier days keep its name."
    return _on_body(
        request,
        project,
        body,
        form,
        actions.end_body,
        "It ends",
        "The end and the successor are saved.",
        lead=lead,
    )
