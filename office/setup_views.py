"""Doors of setting up a project."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.actions import end_membership, leave
from accounts.factor_actions import reset_factor
from accounts.gates import confirmed_lately
from accounts.models import LostFactor
from accounts.permissions import Perm, allow, allow_in_any_project
from grants.actions import change_deliverable
from grants.models import Deliverable, Post
from office import setup_actions, setup_queries
from office import setup_forms as forms
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted
from saferstreets.common.workflow import Refused

FACTS = (
    "name",
    "round",
    "award_pence",
    "awarded_on",
    "starts_on",
    "ends_on",
    "purpose",
    "note",
    "streets_locked",
)


def carried_out(form, action, **details):
    """Do `action` with the cleaned answers; a refusal is shown in the form. Returns (done, what the action returned)."""
    if not form.is_valid():
        return False, None
    try:
        return True, action(**form.cleaned_data, **details)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False, None


@allow_in_any_project(Perm.PROJECT_SETUP)
def project_new(request):
    """A coordinator of one project may begin another, and is its coordinator then."""
    form = forms.NewProjectForm(posted(request))
    done, project = carried_out(
        form, setup_actions.open_project, by=request.user, demonstration=settings.DEMONSTRATION
    )
    if done:
        messages.success(request, f"{project.name} is created. Enter what it promised.")
        return redirect("office:setup", project.slug)
    return render(request, "office/project_new.html", {"form": form})


@allow(Perm.PROJECT_SETUP)
def setup(request, project):
    """What is entered about the project and what is missing."""
    return render(request, "office/setup.html", {"tasks": setup_queries.tasks(project)})


@allow(Perm.PROJECT_SETUP)
def setup_facts(request, project):
    initial = {field: getattr(project, field) for field in FACTS} | {"body": project.lead_body_id or ""}
    form = forms.ProjectFactsForm(posted(request), initial=initial)
    done, _ = carried_out(form, setup_actions.change_facts, project=project, by=request.user)
    if done:
        messages.success(request, "The facts of the project are saved.")
        return redirect("office:setup", project.slug)
    return render(request, "office/setup_facts.html", {"form": form})


@allow(Perm.PROJECT_SETUP)
def setup_areas(request, project):
    form = forms.AreaForm(posted(request))
    done, area = carried_out(form, setup_actions.enter_area, project=project, by=request.user)
    if done:
        messages.success(request, f"{area.name} is added.")
        return redirect("office:setup_areas", project.slug)
    return render(request, "office/setup_areas.html", {"form": form, "areas": setup_queries.areas(project)})


@allow(Perm.PROJECT_SETUP)
def setup_streets(request, project):
    form = forms.StreetsForm(posted(request), project=project)
    done, outcome = carried_out(form, setup_actions.enter_streets, project=project, by=request.user)
    if done:
        messages.success(request, _streets_entered(*outcome))
        return redirect("office:setup_streets", project.slug)
    return render(
        request, "office/setup_streets.html", {"form": form, "streets": setup_queries.streets(project)}
    )


def _streets_entered(count, there):
    words = f"{count:,} street{'' if count == 1 else 's'} added."
    more = f" and {len(there) - 3:,} more" if len(there) > 3 else ""
    return f"{words} Already there: {', '.join(there[:3])}{more}." if there else words


@allow(Perm.PROJECT_SETUP)
def setup_posts(request, project):
    form = forms.PostForm(posted(request))
    done, post = carried_out(form, setup_actions.enter_post, project=project, by=request.user)
    if done:
        messages.success(request, f"{post.title} is added.")
        return redirect("office:setup_posts", project.slug)
    posts = Post.objects.visible_to(request.user, project).with_training()
    return render(request, "office/setup_posts.html", {"form": form, "posts": posts})


@allow(Perm.PROJECT_SETUP)
def setup_deliverables(request, project):
    form = forms.NewDeliverableForm(posted(request))
    done, deliverable = carried_out(form, setup_actions.enter_deliverable, project=project, by=request.user)
    if done:
        messages.success(request, f"{deliverable.title} is added.")
        return redirect("office:setup_deliverables", project.slug)
    deliverables = Deliverable.objects.visible_to(request.user, project).with_targets()
    return render(request, "office/setup_deliverables.html", {"form": form, "deliverables": deliverables})


@allow(Perm.PROJECT_SETUP)
def setup_deliverable(request, project, pk):
    deliverable = get_object_or_404(Deliverable.objects.visible_to(request.user, project), pk=pk)
    initial = {name: getattr(deliverable, name) for name in forms.DeliverableForm.base_fields}
    form = forms.DeliverableForm(posted(request), initial=initial)
    done, _ = carried_out(form, change_deliverable, deliverable=deliverable, by=request.user)
    if done:
        messages.success(request, f"{deliverable.title} is saved.")
        return redirect("office:setup_deliverables", project.slug)
    return render(request, "office/setup_deliverable.html", {"form": form, "deliverable": deliverable})


@allow(Perm.PROJECT_SETUP)
@confirmed_lately
def setup_members(request, project):
    form = forms.MemberForm(posted(request))
    here = {"by": request.user, "office": request.build_absolute_uri("/")}
    done, outcome = carried_out(form, setup_actions.invite, project=project, **here)
    if done:
        membership, is_new = outcome
        how = " A letter tells them how to set a password." if is_new else " A letter tells them."
        messages.success(request, f"{membership.user.name} is {membership.get_role_display()}.{how}")
        return redirect("office:setup_members", project.slug)
    return render(
        request,
        "office/setup_members.html",
        {
            "form": form,
            "members": setup_queries.members(project),
            "today": clock.today(),
            "lost": LostFactor.objects.visible_to(request.user, project).open().for_list(),
        },
    )


@allow(Perm.PROJECT_SETUP)
@confirmed_lately
def setup_member_end(request, project, pk):
    membership = get_object_or_404(setup_queries.members(project), pk=pk)
    form = forms.EndMemberForm(posted(request), initial={"until": clock.today()})
    done, ended = carried_out(form, end_membership, membership=membership, by=request.user)
    if done:
        messages.success(
            request,
            f"{membership.user.name} is {membership.get_role_display()} until {ended.until:%-d %B %Y}.",
        )
        return redirect("office:setup_members", project.slug)
    return render(request, "office/setup_member_end.html", {"form": form, "membership": membership})


@allow(Perm.PROJECT_SETUP)
@confirmed_lately
def setup_member_leave(request, project, pk):
    membership = get_object_or_404(setup_queries.members(project), pk=pk)
    form = forms.LeaveForm(posted(request))
    done, _ = carried_out(
        form, lambda sure, **who: leave(**who), project=project, user=membership.user, by=request.user
    )
    if done:
        messages.success(request, f"{membership.user.name} has left. What is on their phone still arrives.")
        return redirect("office:setup_members", project.slug)
    return render(request, "office/setup_member_leave.html", {"form": form, "membership": membership})


@allow(Perm.PROJECT_SETUP)
@confirmed_lately
def setup_lost_factor(request, project, pk):
    """Somebody asks to be let in without their second factor; not by themselves."""
    ask = get_object_or_404(LostFactor.objects.visible_to(request.user, project).open().for_list(), pk=pk)
    return ask_and_do(
        request,
        form=forms.LetInForm(posted(request)),
        action=reset_factor,
        title="Are you sure that it is them?",
        caption=ask.user.name,
        lead="Speak to them. Their passkeys, app and codes stop working, and they are signed out everywhere. "
        "They sign in with their password and set up a new second factor. They get a letter.",
        back=reverse("office:setup_members", args=[project.slug]),
        label="People and their roles",
        done=f"{ask.user.name} can sign in with their password and set up a new second factor.",
        warning=True,
        ask=ask,
        by=request.user,
    )
