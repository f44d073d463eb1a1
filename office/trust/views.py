"""Doors of requests about somebody's data."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.looks import KINDS, since_a_week
from accounts.models import ViewEvent
from accounts.permissions import Perm, allow
from households.choices import DataRequestKind
from households.models import DataRequest, Household
from households.models.data_request import ANSWERED
from office.trust import actions, forms, processing, subject_file
from office.trust.register import titled
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, carried_out, posted

LOOKS_ON_A_PAGE = 50


def _found(request, project, pk):
    requests = DataRequest.objects.visible_to(request.user, project)
    return get_object_or_404(
        requests.select_related("project", "household", "asked_by", "released_by"), pk=pk
    )


@allow(Perm.DATA_REQUEST_SEE)
def request_list(request, project):
    """Who waits for an answer and until when; what waits for a second person; what was done."""
    context = {
        "requests": DataRequest.objects.visible_to(request.user, project).for_list()[:200],
        "may_enter": request.user.can(Perm.DATA_REQUEST_KEEP, project),
        "people_until": actions.people_go_on(project),
        "counts_until": actions.counts_go_on(project),
        "today": clock.today(),
    }
    return render(request, "office/request_list.html", context)


@allow(Perm.DATA_REQUEST_SEE)
def request_detail(request, project, pk):
    """One request: its clock, what an erasure would touch, and what was done. No address, no name."""
    found = _found(request, project, pk)
    context = {"asked": found, "certificate": titled(found.certificate), "today": clock.today()}
    if not found.done_at and found.kind not in ANSWERED:
        people = (found.asked_by_id, request.user.pk)
        context["would"] = titled(actions.would(found.kind, project, found.household, people))
        context["may_release"] = (
            request.user.can(Perm.ERASURE_RELEASE, project) and request.user.pk != found.asked_by_id
        )
    may = not found.done_at and request.user.can(Perm.DATA_REQUEST_KEEP, project)
    context["may_answer"] = may and found.kind in ANSWERED
    context["is_access"] = found.kind == DataRequestKind.ACCESS
    context["may_acknowledge"] = may and found.kind == DataRequestKind.COMPLAINT and not found.acknowledged_on
    return render(request, "office/request.html", context)


@allow(Perm.DATA_REQUEST_KEEP)
def home_request(request, project, pk):
    """Enter what somebody of this home asks for."""
    home = get_object_or_404(
        Household.objects.visible_to(request.user, project).select_related("street", "project"), pk=pk
    )
    form = forms.RequestForm(posted(request))
    if carried_out(form, actions.enter_request, project=project, household=home, by=request.user):
        messages.success(request, "The request is entered. Its clock runs.")
        return redirect("office:request_list", project.slug)
    return render(request, "office/home_request.html", {"form": form, "household": home})


@allow(Perm.DATA_REQUEST_KEEP)
def request_complaint(request, project):
    """Enter a complaint that is about no home."""
    return ask_and_do(
        request, form=forms.ComplaintForm(posted(request)), action=actions.enter_request, title="A complaint about data",
        lead="From somebody who is at no home of the project, or does not say which. One about a home is entered on its page. What it says stays in your post.",
        done="The complaint is entered. Acknowledge it within 30 days.", back=reverse("office:request_list", args=[project.slug]),
        label="Requests about data", project=project, kind=DataRequestKind.COMPLAINT, by=request.user,
    )  # fmt: skip


@allow(Perm.DATA_REQUEST_KEEP)
def request_acknowledge(request, project, pk):
    """Whoever complained was told that it is here."""
    found = _found(request, project, pk)
    return ask_and_do(
        request, form=forms.AcknowledgedForm(posted(request)), action=actions.acknowledge, title="The complaint was acknowledged", caption=found,
        lead="Say who looks into it and by when you will write again.", done="It is acknowledged. Answer it without delay.", back=found,
        label=found, request_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.DATA_REQUEST_KEEP)
def request_retention(request, project):
    """The dry runs of the shorter times and of both clocks, and the proposal of one to a second person."""
    form = forms.ProposeForm(posted(request))
    if carried_out(form, actions.enter_request, project=project, by=request.user):
        messages.success(request, "It is proposed. A second person must release it.")
        return redirect("office:request_list", project.slug)
    context = {
        "form": form,
        "runs": [
            {
                "title": kind.label,
                "why_not": actions.why_not_yet(kind, project),
                "rows": titled(actions.would(kind, project)),
            }
            for kind in (DataRequestKind.TERMS, DataRequestKind.RETENTION, DataRequestKind.ENDING)
        ],
        "people_until": actions.people_go_on(project),
        "counts_until": actions.counts_go_on(project),
    }
    return render(request, "office/request_retention.html", context)


@allow(Perm.DATA_REQUEST_SEE)
def request_processing(request, project):
    """The record of processing and the annex for the impact assessment, as a paper."""
    response = HttpResponse(processing.paper(project), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="record-of-processing-{clock.today()}.pdf"'
    return response


@allow(Perm.ERASURE_RELEASE)
def request_release(request, project, pk):
    """The second person's word."""
    found = _found(request, project, pk)
    form = forms.ReleaseForm(posted(request))
    if carried_out(form, lambda sure: actions.release(request_id=found.pk, by=request.user)):
        messages.success(request, "It is erased. The certificate says what was done.")
        return redirect(found)
    return render(request, "office/request_release.html", {"form": form, "asked": found})


@allow(Perm.DATA_REQUEST_KEEP)
@require_POST
def request_zip(request, project, pk):
    """The answer as one file; making it is written down."""
    found = get_object_or_404(
        DataRequest.objects.visible_to(request.user, project).filter(
            kind=DataRequestKind.ACCESS, done_at=None
        ),
        pk=pk,
    )
    actions.note_answer_made(request=found, by=request.user)
    response = HttpResponse(subject_file.answer(found), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="request-{found.pk}.zip"'
    return response


@allow(Perm.DATA_REQUEST_KEEP)
def request_answer(request, project, pk):
    """It was handed over."""
    found = _found(request, project, pk)
    form = forms.AnsweredForm(posted(request))
    if carried_out(form, actions.answered, request_id=found.pk, by=request.user):
        messages.success(request, "The request is answered.")
        return redirect("office:request_list", project.slug)
    return render(request, "office/request_answer.html", {"form": form, "asked": found})


@allow(Perm.AUDIT_SEE)
def look_list(request, project):
    """Who looked at what is kept back: the last week by person, and every look with its reason, newest first."""
    looks = ViewEvent.objects.filter(project=project).select_related("by").order_by("-viewed_at", "-id")
    page = Paginator(looks, LOOKS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"look": look, "what": KINDS.get(look.kind, look.kind)} for look in page]
    context = {"week": since_a_week(project), "page": page, "rows": rows}
    return render(request, "office/look_list.html", context)
