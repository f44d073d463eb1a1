"""Doors of the office to phones and to what they handed in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.permissions import Perm, allow
from doorstep import rules
from doorstep.inbox import devices, settling, showing
from doorstep.inbox.requests import NotADeposit, read_file
from doorstep.inbox_forms import HandInForm, SettleForm
from doorstep.models import Device, DoorPhoto, Letter
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused

ON_A_PAGE = 50
MOST_FILE_BYTES = 20 * 1024 * 1024


def _letter(request, project, pk):
    return get_object_or_404(Letter.objects.visible_to(request.user, project).for_list(), pk=pk)


@allow(Perm.INBOX_SETTLE)
def phone_list(request, project):
    """Every phone: when it was last heard, what is still on it, which numbers are missing."""
    phones = Device.objects.visible_to(request.user, project).for_list()
    page = Paginator(phones, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "doorstep/phone_list.html", {"page": page, "phones": showing.phones(page)})


@allow(Perm.INBOX_SETTLE)
def phone_revoke(request, project, pk):
    """Report a phone lost."""
    device = get_object_or_404(Device.objects.visible_to(request.user, project).for_list(), pk=pk)
    if request.method == "POST":
        try:
            devices.revoke_phone(device_id=device.pk, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(
                request, "The phone is reported lost. It drops what it can read when it next calls."
            )
        return redirect("doorstep:phone_list", project.slug)
    return render(request, "doorstep/phone_revoke.html", {"device": device})


@allow(Perm.INBOX_SETTLE)
def inbox(request, project):
    """What phones handed in that a person must look at, newest first."""
    letters = Letter.objects.visible_to(request.user, project)
    context = {
        "page": Paginator(letters.unsettled().for_list(), ON_A_PAGE).get_page(request.GET.get("page")),
        "counts": showing.counts(project),
        "spoilt": DoorPhoto.objects.visible_to(request.user, project)
        .spoilt()
        .select_related("household__street")[:20],
    }
    return render(request, "doorstep/inbox.html", context)


@allow(Perm.INBOX_SETTLE)
def inbox_letter(request, project, pk):
    """One record: what it says, why it needs a person, and the visits of that day side by side."""
    letter = _letter(request, project, pk)
    context = {
        "letter": letter,
        "says": showing.contents(letter),
        "visits": showing.beside(letter),
        "moves": rules.open_moves(letter),
        "skewed": abs(letter.skew_seconds) > rules.LARGE_SKEW,
        "may_settle": letter in Letter.objects.unsettled().filter(project=project),
    }
    return render(request, "doorstep/inbox_letter.html", context)


def _again(request, project, pk, action):
    """Carry out a move, say what came of it, and go back to the record."""
    letter = _letter(request, project, pk)
    try:
        letter = action(letter_id=letter.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Now: {letter.get_status_display()}. {letter.words}".strip())
    return redirect(letter)


@allow(Perm.INBOX_SETTLE)
@require_POST
def inbox_retry(request, project, pk):
    """Work on the record once more."""
    return _again(request, project, pk, settling.try_again)


@allow(Perm.INBOX_SETTLE)
@require_POST
def inbox_vouch(request, project, pk):
    """Apply it although its person or phone is no longer on the project."""
    return _again(request, project, pk, settling.vouch)


@allow(Perm.INBOX_SETTLE)
def inbox_settle(request, project, pk):
    """Say what was done about it."""
    letter = _letter(request, project, pk)
    form = SettleForm(posted(request))
    if form.is_valid():
        try:
            settling.settle(letter_id=letter.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Settled.")
            return redirect("doorstep:inbox", project.slug)
    return render(request, "doorstep/inbox_settle.html", {"letter": letter, "form": form})


@allow(Perm.INBOX_SETTLE)
def inbox_hand_in(request, project):
    """The escape hatch: a file of sealed records, from a phone that could not send."""
    posted = request.method == "POST"
    form = HandInForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        try:
            contents = read_file(form.cleaned_data["file"].read(MOST_FILE_BYTES))
            total, new = settling.hand_in(project=project, contents=contents, by=request.user)
        except NotADeposit as fault:
            form.add_error("file", f"This is no file of sealed records: {fault}")
        else:
            messages.success(request, f"{total} records in the file, {new} of them new.")
            return redirect("doorstep:inbox", project.slug)
    return render(request, "doorstep/inbox_hand_in.html", {"form": form})


@allow(Perm.HOUSEHOLD_SEE)
def photo(request, project, pk):
    """A photograph of a door, as the office made it anew; never kept by the browser."""
    kept = DoorPhoto.objects.visible_to(request.user, project).filter(document__isnull=False)
    found = get_object_or_404(kept.select_related("document"), pk=pk)
    answer = FileResponse(found.document.file.open(), content_type=found.document.type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
