"""The one shape of the grant's pages that ask before something is done: a form, its action, and where it leads."""

import re

from django.contrib import messages
from django.shortcuts import redirect, render

from saferstreets.common.answers import carried_out


def ask_and_do(
    request, *, form, action, title, back, done, caption="", lead="", label="", warning=False, **details
):
    """Show the form, do the action with its answers, say that it is done and go back. back: a URL; label: words on the back link."""
    if carried_out(form, action, **details):
        messages.success(request, done)
        return redirect(back)
    context = {
        "form": form, "title": title, "caption": caption, "lead": lead, "back": back, "back_label": label or "Back", "warning": warning,
    }  # fmt: skip
    return render(request, "grants/act.html", context)


def number(request, name):
    """A row's number in what was sent or asked for, or None."""
    text = request.POST.get(name, "") or request.GET.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
