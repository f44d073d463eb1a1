"""Doors of the compliance pack."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from cctv import actions, compliance, forms, principles, showing
from cctv.models import ComplianceItem
from cctv.views.acting import ask_and_do, files, scheme_of
from cctv.views.schemes import file_answer
from saferstreets.common import clock
from saferstreets.common.answers import posted


@allow(Perm.CCTV_SEE)
def pack(request, project, pk):
    """What the pack must show and how it stands today. The words behind it are for those who may know where cameras hang."""
    found, day = scheme_of(request, project, pk), clock.today()
    items = ComplianceItem.objects.visible_to(request.user, project).filter(scheme=found).for_list()
    said = {item.pk: item for item in items}
    standing = showing.pack(found, day)
    lines = [
        {"finding": one, "said": said.get(one.item.pk) if one.item else None} for one in standing.findings
    ]
    known = {key: [line for line in lines if line["finding"].key in keys] for key, keys in _parts().items()}
    context = {
        "scheme": found, "pack": standing, "edition": principles.edition_on(day), **known, "history": [(item, compliance.NAMES[item.key]) for item in items],
        "may_keep": request.user.can(Perm.CCTV_KEEP, project), "live": showing.is_live(found),
    }  # fmt: skip
    return render(request, "cctv/pack.html", context)


def _parts():
    return {
        "requirements": compliance.REQUIREMENT_KEYS,
        "principles": principles.PRINCIPLE_KEYS,
        "cameras": ("camera",),
    }


@allow(Perm.CCTV_KEEP)
def item_state(request, project, pk, key):
    found = scheme_of(request, project, pk)
    try:
        wanted = compliance.find(key)
    except KeyError:
        raise Http404 from None
    form = forms.ItemForm(
        posted(request), files(request), wanted=wanted, initial={"settled_on": clock.today()}
    )
    return ask_and_do(
        request, form=form, action=actions.state_item, title=wanted.label, caption=str(found), label="Compliance pack",
        back=reverse("cctv:pack", args=[project.slug, pk]), done="It is on record.", scheme_id=pk, key=key, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_KEEP)
def principles_judge(request, project, pk):
    """All twelve on one page, with the words of the last time to begin from."""
    found = scheme_of(request, project, pk)
    items = (
        ComplianceItem.objects.visible_to(request.user, project)
        .filter(scheme=found, met=True)
        .exclude(edition="")
    )
    words = dict(items.order_by("settled_on", "id").values_list("key", "words"))
    editions = [one for one in principles.EDITIONS if one.from_on <= clock.today()]
    form = forms.PrinciplesForm(posted(request), editions=editions, words=words)
    return ask_and_do(
        request, form=form, action=_judge, title="The twelve principles", caption=str(found), label="Compliance pack",
        lead="Judge each principle of the Surveillance Camera Code. The edition in force on a day is the one that counts for it.",
        back=reverse("cctv:pack", args=[project.slug, pk]), done="The principles are on record.", scheme_id=pk, form_said=form, by=request.user,
    )  # fmt: skip


def _judge(*, scheme_id, form_said, by, **answers):
    """The form's answers as the action takes them."""
    return actions.judge_principles(scheme_id=scheme_id, by=by, **form_said.said)


@allow(Perm.CAMERA_SEE)
def item_file(request, project, pk):
    """The file behind a statement."""
    items = (
        ComplianceItem.objects.visible_to(request.user, project)
        .exclude(document=None)
        .select_related("document")
    )
    return file_answer(get_object_or_404(items, pk=pk).document)
