"""Doors of the grant: promises, milestones, agreements, posts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from grants import actions, progress
from grants.forms import (
    ActivityForm,
    AgreementForm,
    MilestoneDoneForm,
    MilestoneForm,
    ReviseTargetForm,
    TrainingDoneForm,
)
from grants.models import Activity, Agreement, Deliverable, Milestone, Post, Training
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted


@allow(Perm.GRANT_SEE)
def deliverable_list(request, project):
    """What was promised, what it is now, and how far it has come."""
    deliverables = Deliverable.objects.visible_to(request.user, project).with_targets()
    promises = progress.promises(deliverables, project, clock.today())
    return render(
        request,
        "grants/deliverable_list.html",
        {
            "promises": promises,
            "day": clock.today(),
            "may_change": request.user.can(Perm.PROJECT_SETUP, project),
            "may_forecast": request.user.can(Perm.FORECAST_SEE, project),
        },
    )


@allow(Perm.GRANT_SEE)
def deliverable(request, project, pk):
    """One promise and every target ever stated for it."""
    found = get_object_or_404(Deliverable.objects.visible_to(request.user, project).with_targets(), pk=pk)
    context = {
        "promise": progress.promises([found], project, clock.today())[0],
        "history": progress.history(found.history),
        "day": clock.today(),
        "may_change": request.user.can(Perm.PROJECT_SETUP, project),
    }
    return render(request, "grants/deliverable.html", context)


@allow(Perm.PROJECT_SETUP)
def target_revise(request, project, pk):
    found = get_object_or_404(Deliverable.objects.visible_to(request.user, project).with_targets(), pk=pk)
    form = ReviseTargetForm(posted(request), request.FILES or None)
    if carried_out(form, actions.revise_target, deliverable=found, by=request.user):
        messages.success(request, f"The target of {found.title} is stated. Earlier ones stay on record.")
        return redirect(found)
    return render(
        request,
        "grants/target_revise.html",
        {"form": form, "deliverable": found, "history": progress.history(found.history)},
    )


@allow(Perm.GRANT_SEE)
def milestone_list(request, project):
    """The steps of the work by part of the update, and the activities."""
    context = {
        "sections": Milestone.objects.visible_to(request.user, project).by_section(clock.today()),
        "activities": Activity.objects.visible_to(request.user, project).order_by("stated_on", "id"),
        "may_change": request.user.can(Perm.PROJECT_SETUP, project),
    }
    return render(request, "grants/milestone_list.html", context)


@allow(Perm.PROJECT_SETUP)
def milestone_add(request, project):
    form = MilestoneForm(posted(request))
    if carried_out(form, actions.add_milestone, project=project, stated_on=clock.today(), by=request.user):
        messages.success(request, "The milestone is added.")
        return redirect("grants:milestone_list", project.slug)
    return render(request, "grants/milestone_add.html", {"form": form})


@allow(Perm.PROJECT_SETUP)
def milestone_done(request, project, pk):
    milestone = get_object_or_404(Milestone.objects.visible_to(request.user, project), pk=pk)
    form = MilestoneDoneForm(posted(request), initial={"done_on": clock.today()})
    if carried_out(form, actions.mark_milestone_done, milestone=milestone, by=request.user):
        messages.success(request, "The milestone is marked as done.")
        return redirect("grants:milestone_list", project.slug)
    return render(request, "grants/milestone_done.html", {"form": form, "milestone": milestone})


@allow(Perm.PROJECT_SETUP)
def activity_add(request, project):
    form = ActivityForm(posted(request))
    if carried_out(form, actions.add_activity, project=project, stated_on=clock.today(), by=request.user):
        messages.success(request, "The activity is added.")
        return redirect("grants:milestone_list", project.slug)
    return render(request, "grants/activity_add.html", {"form": form})


@allow(Perm.GRANT_SEE)
def agreement_list(request, project):
    """Agreements and memorandums, each body by the name it has today."""
    agreements = Agreement.objects.visible_to(request.user, project).for_list(clock.today())
    return render(
        request,
        "grants/agreement_list.html",
        {"agreements": agreements, "may_change": request.user.can(Perm.PROJECT_SETUP, project)},
    )


@allow(Perm.PROJECT_SETUP)
def agreement_add(request, project):
    form = AgreementForm(posted(request))
    if carried_out(form, actions.add_agreement, project=project, stated_on=clock.today(), by=request.user):
        messages.success(request, "The agreement is added.")
        return redirect("grants:agreement_list", project.slug)
    return render(request, "grants/agreement_add.html", {"form": form})


@allow(Perm.GRANT_SEE)
def post_list(request, project):
    """Posts, whether they are filled today, and the training each receives."""
    posts = Post.objects.visible_to(request.user, project).with_training()
    rows = [{"post": post, "in_post": post.in_post_on(clock.today())} for post in posts]
    return render(
        request,
        "grants/post_list.html",
        {"rows": rows, "may_change": request.user.can(Perm.PROJECT_SETUP, project)},
    )


@allow(Perm.PROJECT_SETUP)
def training_done(request, project, pk):
    training = get_object_or_404(
        Training.objects.visible_to(request.user, project).select_related("post"), pk=pk
    )
    form = TrainingDoneForm(posted(request), initial={"done_on": clock.today()})
    if carried_out(form, actions.record_training_done, training=training, by=request.user):
        messages.success(request, "The training is recorded as given.")
        return redirect("grants:post_list", project.slug)
    return render(request, "grants/training_done.html", {"form": form, "training": training})
