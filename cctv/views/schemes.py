"""Doors of the schemes: the page for everybody, and what is entered about it."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from cctv import actions, forms, rules, showing, site_map
from cctv.models import Camera, Scheme, SchemePaper, SchemePartner
from cctv.views.acting import ask_and_do, files, scheme_of
from households.map import ATTRIBUTION, SCHEMATIC
from saferstreets.common import clock, stages
from saferstreets.common.answers import posted


@allow(Perm.CCTV_SEE)
def scheme_list(request, project):
    """Every scheme this person may see, with where it stands."""
    rows = []
    for scheme in Scheme.objects.visible_to(request.user, project).for_list():
        found = showing.pack(scheme, clock.today())
        code, words = showing.status(scheme, found)
        rows.append({"scheme": scheme, "code": code, "words": words, "pack": found if scheme.ours else None})
    may_run = request.user.can(Perm.CCTV_RUN, project)
    others = Camera.objects.of(project, None).count() if may_run else 0
    return render(request, "cctv/scheme_list.html", {"rows": rows, "may_run": may_run, "others": others})


@allow(Perm.CCTV_SEE)
def scheme(request, project, pk):
    """Before, now, next, a picture, a small map, who looks after it later. No camera's place, whoever reads."""
    found, day = scheme_of(request, project, pk), clock.today()
    pack = showing.pack(found, day)
    rows = showing.steps(found, pack, day) if found.ours else []
    now, coming = showing.now_and_next(found, rows) if found.ours else ("", "")
    code, words = showing.status(found, pack)
    streets = site_map.watched_streets(found)
    context = {
        "scheme": found, "pack": pack, "rows": rows, "now": now, "coming": coming, "code": code, "words": words, "streets": streets,
        "later": showing.later(found, day), "year": showing.FAR_YEAR, "picture": SchemePaper.objects.filter(scheme=found).pictures().first(),
        "map": site_map.picture(found, streets), "attribution": (SCHEMATIC, *ATTRIBUTION), "cameras": sum(camera.in_use_on(day) for camera in found.cameras.all()),
        **_doors(request.user, project, found),
    }  # fmt: skip
    return render(request, "cctv/scheme.html", context)


def _doors(user, project, found):
    """What this person may enter from the page."""
    may_keep, may_run = user.can(Perm.CCTV_KEEP, project) and found.ours, user.can(Perm.CCTV_RUN, project)
    papers = SchemePaper.objects.visible_to(user, project).filter(scheme=found).for_list()
    return {
        "may_keep": may_keep, "may_run": may_run, "may_places": user.can(Perm.CAMERA_SEE, project), "papers": papers if may_keep else [],
        "partners": found.partners.select_related("user") if may_run else [], "partner_stages": rules.PARTNER_STAGES,
    }  # fmt: skip


@allow(Perm.CCTV_RUN)
def scheme_add(request, project):
    form = forms.SchemeForm(posted(request), project=project)
    return ask_and_do(
        request, form=form, action=actions.add_scheme, title="Add a scheme", back=reverse("cctv:scheme_list", args=[project.slug]),
        done="The scheme is added.", label="CCTV", project=project, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_RUN)
def scheme_change(request, project, pk):
    found = scheme_of(request, project, pk)
    initial = {name: getattr(found, name) for name in forms.SchemeForm.base_fields}
    form = forms.SchemeForm(posted(request), project=project, initial=initial)
    return ask_and_do(
        request, form=form, action=actions.change_scheme, title="Change the facts", caption=str(found), back=found, done="Saved.",
        scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_KEEP)
def stage_record(request, project, pk, stage):
    """A day of one stage. That it was done is the partner's to say of its own stages, the coordinator's of the others."""
    found = scheme_of(request, project, pk)
    try:
        step = stages.find(rules.STAGES, stage)
    except stages.StageRefused:
        raise Http404 from None
    may_reach = step.name != rules.HANDOVER and (
        request.user.can(Perm.CCTV_RUN, project) or step.name in rules.PARTNER_STAGES
    )
    form = forms.StageForm(posted(request), may_reach=may_reach)
    return ask_and_do(
        request, form=form, action=actions.record_stage, title=step.label, caption=str(found), back=found, done="The day is saved.",
        scheme_id=found.pk, stage=stage, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_RUN)
def scheme_hand_over(request, project, pk):
    found = scheme_of(request, project, pk)
    form = forms.HandOverForm(posted(request), initial={"on": clock.today()})
    lead = "The cameras come into the asset register, and the list of who looks after what says who keeps them up from now on."
    return ask_and_do(
        request, form=form, action=actions.hand_over, title="Hand the scheme over", caption=str(found), lead=lead, back=found,
        done="The scheme is handed over.", scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_KEEP)
def paper_add(request, project, pk):
    found = scheme_of(request, project, pk)
    form = forms.PaperForm(posted(request), files(request))
    lead = "Place, time and camera data are taken out of a photograph."
    return ask_and_do(
        request, form=form, action=actions.add_paper, title="Add a file", caption=str(found), lead=lead, back=found, done="The file is kept.",
        scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_SEE)
def paper(request, project, pk):
    """A file of a scheme: the picture for every reader, the rest for those who may know where cameras hang."""
    papers = SchemePaper.objects.visible_to(request.user, project).select_related("document")
    return file_answer(get_object_or_404(papers, pk=pk).document)


def file_answer(document):
    """The file itself, never guessed at by the browser."""
    answer = FileResponse(document.file.open(), content_type=document.type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@allow(Perm.CCTV_RUN)
def partner_add(request, project, pk):
    found = scheme_of(request, project, pk)
    form = forms.PartnerForm(posted(request), project=project)
    lead = "They see this scheme and no other."
    return ask_and_do(
        request, form=form, action=actions.add_partner, title="Who enters progress?", caption=str(found), lead=lead, back=found,
        done="They may enter progress now.", scheme_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_RUN)
def partner_end(request, project, pk):
    partners = SchemePartner.objects.visible_to(request.user, project).select_related(
        "scheme__project", "user"
    )
    found = get_object_or_404(partners, pk=pk)
    form = forms.EndForm(posted(request), initial={"until_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.end_partner, title=f"Last day of {found.user.name}", caption=str(found.scheme), back=found.scheme,
        done="The last day is set.", partner_id=found.pk, by=request.user,
    )  # fmt: skip
