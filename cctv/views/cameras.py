"""Doors of the camera register. Every look at where cameras hang is written down."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.actions import record_view
from accounts.permissions import Perm, allow
from cctv import actions, forms, showing
from cctv.importing import changes
from cctv.models import Camera
from cctv.views.acting import ask_and_do, files, scheme_of
from imports.actions import stage_batch
from imports.models import Batch
from saferstreets.common import clock
from saferstreets.common.answers import posted
from saferstreets.common.workflow import Refused

LOOKED_AT = "camera places"


def _camera(request, project, pk):
    return get_object_or_404(
        Camera.objects.visible_to(request.user, project).select_related(
            "project", "scheme__project", "street"
        ),
        pk=pk,
    )


@allow(Perm.CAMERA_SEE)
def camera_list(request, project, pk):
    """The register of one scheme: where each camera is, what it is for, what it does not see."""
    found = scheme_of(request, project, pk)
    record_view(
        by=request.user, kind=LOOKED_AT, subject=found, reason="Opened the camera register of the scheme"
    )
    cameras = Camera.objects.visible_to(request.user, project).filter(scheme=found).for_list()
    context = {
        "scheme": found, "page": Paginator(cameras, 50).get_page(request.GET.get("page")), "may_keep": request.user.can(Perm.CCTV_KEEP, project),
        "may_run": request.user.can(Perm.CCTV_RUN, project), "live": showing.is_live(found), "waiting": cameras.waiting().count(), "day": clock.today(),
    }  # fmt: skip
    return render(request, "cctv/camera_list.html", context)


@allow(Perm.CCTV_RUN)
def other_cameras(request, project):
    """Cameras of no scheme: another body's register, for information."""
    record_view(
        by=request.user,
        kind=LOOKED_AT,
        subject=_of(project),
        reason="Opened the register of other bodies’ cameras",
    )
    cameras = Camera.objects.visible_to(request.user, project).filter(scheme=None).for_list()
    page = Paginator(cameras, 50).get_page(request.GET.get("page"))
    context = {"scheme": None, "page": page, "may_keep": False, "may_run": True, "day": clock.today()}
    return render(request, "cctv/camera_list.html", context)


def _of(project):
    """The project as the subject of a look: its register of no scheme has no row of its own."""
    project.project = project
    return project


@allow(Perm.CAMERA_SEE)
def camera(request, project, pk):
    found = _camera(request, project, pk)
    record_view(by=request.user, kind=LOOKED_AT, subject=found, reason="Opened the page of the camera")
    may_keep = request.user.can(Perm.CCTV_KEEP, project) and found.scheme_id and not found.removed_on
    return render(request, "cctv/camera.html", {"camera": found, "may_keep": may_keep})


@allow(Perm.CCTV_KEEP)
def camera_add(request, project, pk):
    found = scheme_of(request, project, pk)
    return ask_and_do(
        request, form=forms.CameraForm(posted(request), project=project), action=actions.add_camera, title="Add a camera", caption=str(found),
        back=reverse("cctv:camera_list", args=[project.slug, pk]), done="The camera is in the register.", label="Cameras", scheme_id=pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_KEEP)
def camera_change(request, project, pk):
    found = _camera(request, project, pk)
    return ask_and_do(
        request, form=forms.CameraForm(posted(request), project=project, camera=found), action=actions.change_camera, title=f"{found}",
        back=found, done="Saved.", label=f"{found}", camera_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_KEEP)
def camera_remove(request, project, pk):
    found = _camera(request, project, pk)
    form = forms.RemoveForm(posted(request), initial={"removed_on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.remove_camera, title=f"Remove {found}?", lead="It stays in the register with its day and reason.",
        back=found, done="The camera is recorded as removed.", label=f"{found}", warning=True, camera_id=found.pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_RUN)
def camera_live(request, project, pk):
    """Cameras added since the scheme went live go live too."""
    found = scheme_of(request, project, pk)
    form = forms.LiveForm(posted(request), initial={"on": clock.today()})
    return ask_and_do(
        request, form=form, action=actions.switch_on_cameras, title="Put the added cameras live?", caption=str(found), label="Cameras",
        lead="The compliance pack has to be complete, with each of these cameras in it.",
        back=reverse("cctv:camera_list", args=[project.slug, pk]), done="The cameras are live.", scheme_id=pk, by=request.user,
    )  # fmt: skip


@allow(Perm.CCTV_RUN)
def camera_import(request, project):
    """Bring a list of cameras: of one scheme (?scheme=), or another body's register. Read at once; nothing is changed."""
    form = forms.CamerasFileForm(posted(request), files(request))
    wanted = request.GET.get("scheme", "")
    scheme = scheme_of(request, project, int(wanted)) if wanted.isdecimal() else None
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = stage_batch(
                project=project, kind="cameras", path=file.temporary_file_path(), file_name=file.name, by=request.user, ask=True,
                details={"scheme": scheme.pk if scheme else None},
            )  # fmt: skip
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return redirect(
                batch if batch.mapping else reverse("imports:batch_map", args=[project.slug, batch.pk])
            )
    return render(request, "cctv/camera_import.html", {"form": form, "scheme": scheme})


@allow(Perm.CCTV_RUN)
def camera_changes(request, project, pk):
    """What one list changed in the register: added, renamed, moved, renumbered, not in it any more."""
    batches = Batch.objects.visible_to(request.user, project).filter(kind="cameras").select_related("project")
    batch = get_object_or_404(batches, pk=pk)
    return render(request, "cctv/camera_changes.html", {"batch": batch, "found": changes.of_batch(batch)})
