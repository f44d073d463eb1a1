"""How a page reads what was sent, does it, and says in its form what was refused."""

from django.contrib import messages
from django.shortcuts import redirect, render

from saferstreets.common.workflow import Refused


def posted(request):
    """What a form reads: the sent answers, or None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def carried_out(form, action, **details):
    """Do `action` with the cleaned answers; a refusal is shown in the form. True when it was done.

    A form that turns its answers into something else says so in a property of its own, `details`.
    """
    if not form.is_valid():
        return False
    try:
        action(**getattr(form, "details", form.cleaned_data), **details)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def parts_of(doors, user, project, here):
    """The lists of a room that this person may open, as (label, URL name, whether it is the one shown). doors: (label, URL name, right)."""
    return [(label, name, name == here) for label, name, right in doors if user.can(right, project)]


def ask_and_do(
    request, *, form, action, title, back, done, caption="", lead="", label="", warning=False, leads_to=None, **details
):  # fmt: skip
    """The one shape of every page that asks before something is done: show the form, do the action, say `done` and go back.

    back: a row or an address; label: words on the link to it; leads_to: where else it leads once it is done. details: what the
    action takes beside the answers.
    """
    if carried_out(form, action, **details):
        messages.success(request, done)
        return redirect(leads_to or back)
    url = back if isinstance(back, str) else back.get_absolute_url()
    context = {
        "form": form,
        "title": title,
        "caption": caption,
        "lead": lead,
        "back": url,
        "back_label": label,
        "warning": warning,
    }
    return render(request, "act.html", context)
