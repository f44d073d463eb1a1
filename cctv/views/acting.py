"""The one shape of every page that asks before something is done: a form, its action, and where it leads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from cctv.models import Scheme
from saferstreets.common.answers import carried_out


def scheme_of(request, project, pk):
    """The scheme with everything its pages say, if this person may see it."""
    return get_object_or_404(Scheme.objects.visible_to(request.user, project).for_list(), pk=pk)


def files(request):
    """What a form with a file reads."""
    return request.FILES if request.method == "POST" else None


def ask_and_do(
    request, *, form, action, title, back, done, caption="", lead="", label="", warning=False, **details
):
    """Show the form, do the action with its answers, say that it is done and go back. back: a URL or a row; label: words on the back link."""
    if carried_out(form, action, **details):
        messages.success(request, done)
        return redirect(back)
    url = back if isinstance(back, str) else back.get_absolute_url()
    context = {
        "form": form, "title": title, "caption": caption, "lead": lead, "back": url, "back_label": label or caption or "Back", "warning": warning,
    }  # fmt: skip
    return render(request, "cctv/act.html", context)
