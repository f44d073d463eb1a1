"""What the pages of this room share: how a scheme is found, and what a page that asks calls its way back."""

from django.shortcuts import get_object_or_404

from cctv.models import Scheme
from saferstreets.common import answers


def scheme_of(request, project, pk):
    """The scheme with everything its pages say, if this person may see it."""
    return get_object_or_404(Scheme.objects.visible_to(request.user, project).for_list(), pk=pk)


def files(request):
    """What a form with a file reads."""
    return request.FILES if request.method == "POST" else None


def ask_and_do(request, *, caption="", label="", **said):
    """See answers.ask_and_do. The way back is named after the caption where it has no words of its own."""
    return answers.ask_and_do(request, caption=caption, label=label or caption, **said)
