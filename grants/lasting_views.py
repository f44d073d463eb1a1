"""Doors of what stays: assets entered, approved and disposed of, and the page that tells a councillor who looks after it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from grants import actions, lasting_page
from grants import lasting_forms as forms
from grants.asset_views import FAR_YEAR
from grants.models import Asset
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted


@allow(Perm.GRANT_SEE)
def sustainability(request, project):
    """What lasts beyond the grant, part by part."""
    return render(
        request, "grants/sustainability.html", lasting_page.sustainability(project, clock.today(), FAR_YEAR)
    )


def _on_assets(request, slug, form, action, title, done, **details):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, back=reverse("grants:asset_list", args=[slug]),
        label="Asset register", by=request.user, **details,
    )  # fmt: skip


def _asset(request, project, pk):
    return get_object_or_404(Asset.objects.visible_to(request.user, project), pk=pk)


@allow(Perm.PROJECT_SETUP)
def asset_add(request, project):
    form = forms.AssetForm(posted(request))
    return _on_assets(
        request,
        project.slug,
        form,
        actions.add_asset,
        "Add an asset",
        "The asset is on the register.",
        project=project,
    )


@allow(Perm.PROJECT_SETUP)
def asset_approve(request, project, pk):
    asset = _asset(request, project, pk)
    form = forms.ApproveAssetForm(
        posted(request), request.FILES or None, initial={"approved_on": clock.today()}
    )
    return _on_assets(
        request,
        project.slug,
        form,
        actions.approve_asset,
        "The funder’s approval",
        "The approval is on record.",
        caption=str(asset),
        asset=asset,
    )


@allow(Perm.PROJECT_SETUP)
def asset_dispose(request, project, pk):
    asset = _asset(request, project, pk)
    form = forms.DisposeForm(posted(request), initial={"disposed_on": clock.today()})
    return _on_assets(
        request,
        project.slug,
        form,
        actions.dispose_of_asset,
        "What became of it?",
        "The disposal is recorded.",
        caption=str(asset),
        asset=asset,
    )
