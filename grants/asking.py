"""The one shape of a page of money that asks before something is done: a form, its action, and where it leads."""

from django.contrib import messages
from django.shortcuts import redirect, render

from saferstreets.common.answers import carried_out


def ask_and_do(
    request, *, form, action, title, back, done, caption="", lead="", label="Back", warning=False, **details
):
    """Show the form, do the action with its answers, say that it is done and go back. back: a URL; label: words on the back link."""
    if carried_out(form, action, **details):
        messages.success(request, done)
        return redirect(back)
    context = {
        "form": form,
        "title": title,
        "caption": caption,
        "lead": lead,
        "back": back,
        "back_label": label,
        "warning": warning,
    }
    return render(request, "grants/ask.html", context)
