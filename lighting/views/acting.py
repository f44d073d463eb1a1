"""The one shape of every page that asks before something is done, and how a scheme is found."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from lighting.models import Column, Scheme
from saferstreets.common.answers import carried_out


def scheme_of(request, project, pk):
    """The scheme, if this person may see it."""
    return get_object_or_404(
        Scheme.objects.visible_to(request.user, project).select_related("project"), pk=pk
    )


def column_of(request, project, pk):
    """The column, if this person may see it."""
    columns = Column.objects.visible_to(request.user, project).select_related(
        "project", "scheme__project", "street"
    )
    return get_object_or_404(columns, pk=pk)


def given(request):
    """(answers, files) of what was sent; (None, None) when the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def ask_and_do(request, form, action, *, title, back, done, caption="", lead="", **details):
    """Show the form, do the action with its answers, say so and go back. back: a record.

    A form that turns its answers into something else says so in `details`, the rest gives them as they are.
    """
    if carried_out(_Answered(form) if hasattr(type(form), "details") else form, action, **details):
        messages.success(request, done)
        return redirect(back)
    context = {
        "form": form, "title": title, "caption": caption, "lead": lead, "back": back.get_absolute_url(), "back_label": str(back)[:60],
    }  # fmt: skip
    return render(request, "lighting/act.html", context)


class _Answered:
    """A form whose answers are its `details`."""

    def __init__(self, form):
        self.form, self.is_valid, self.add_error = form, form.is_valid, form.add_error

    @property
    def cleaned_data(self):
        return self.form.details
