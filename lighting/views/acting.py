"""What the pages of this room share: how a scheme and a column are found, and what a page that asks calls its way back."""

from django.shortcuts import get_object_or_404

from lighting.models import Column, Scheme
from saferstreets.common import answers


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


def ask_and_do(request, form, action, *, back, **said):
    """See answers.ask_and_do. back: a record; the way back is named after it."""
    return answers.ask_and_do(request, form=form, action=action, back=back, label=str(back)[:60], **said)
