"""What the pages of this room share: the parts above each list, and the one shape of a page that asks before something is done."""

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts.permissions import Perm
from saferstreets.common.answers import carried_out

# (label, URL name, right)
PARTS = (
    ("Recorded crime", "outcomes:crime", Perm.CRIME_SEE),
    ("Surveys", "outcomes:survey_list", Perm.SURVEY_SEE),
    ("You said, we did", "outcomes:concern_list", Perm.CONCERN_SEE),
)


def parts(request, project, here):
    """The parts this person may open, as (label, URL name, whether it is the one shown)."""
    return [(label, name, name == here) for label, name, right in PARTS if request.user.can(right, project)]


def ask_and_do(request, *, form, action, title, back, done, caption="", lead="", leads_to=None, **details):
    """Show the form, do the action with its answers, say that it is done and go back. back: a row or an address."""
    if carried_out(form, action, **details):
        messages.success(request, done)
        return redirect(leads_to or back)
    url = back if isinstance(back, str) else back.get_absolute_url()
    return render(
        request,
        "outcomes/act.html",
        {"form": form, "title": title, "caption": caption, "lead": lead, "back": url},
    )
