"""Doors of the log of image requests. No door of it takes or gives an image."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from cctv import actions, forms, rules
from cctv.models import ImageRequest
from cctv.views.acting import ask_and_do, scheme_of
from saferstreets.common import clock
from saferstreets.common.answers import posted


@allow(Perm.CCTV_KEEP)
def request_list(request, project, pk):
    """Who asked for images, and what came of it."""
    found = scheme_of(request, project, pk)
    requests = ImageRequest.objects.visible_to(request.user, project).filter(scheme=found).for_list()
    page = Paginator(requests, 50).get_page(request.GET.get("page"))
    return render(
        request, "cctv/request_list.html", {"scheme": found, "page": page, "open": rules.GIVE.sources}
    )


@allow(Perm.CCTV_KEEP)
def request_log(request, project, pk):
    found = scheme_of(request, project, pk)
    form = forms.RequestForm(posted(request), initial={"asked_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.log_request, title="Somebody asks for images", caption=str(found), label="Image requests",
        lead="The log says who asked, why they may, and what came of it. No image comes into it.",
        back=reverse("cctv:request_list", args=[project.slug, pk]), done="It is in the log.", scheme_id=pk, by=request.user,
    )  # fmt: skip


@allow(rules.GIVE.needs)
def request_answer(request, project, pk):
    requests = ImageRequest.objects.visible_to(request.user, project).select_related("scheme")
    found = get_object_or_404(requests, pk=pk)
    form = forms.AnswerForm(posted(request), initial={"decided_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.answer_request, title="What came of it?", caption=f"{found}", label="Image requests",
        back=reverse("cctv:request_list", args=[project.slug, found.scheme_id]), done="The answer is in the log.", request_id=found.pk,
        by=request.user,
    )  # fmt: skip
