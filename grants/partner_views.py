"""Doors of agreements in full: conditions, money passed on, and the returns that partners owe."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.permissions import Perm, allow
from grants import partner_forms as forms
from grants import partners
from grants.actions import partners as actions
from grants.models import Agreement, Condition, PartnerReturn, SubGrant, SubGrantMovement
from saferstreets.common import clock
from saferstreets.common.answers import ask_and_do, posted


def _agreement(request, project, pk):
    agreements = Agreement.objects.visible_to(request.user, project).select_related(
        "body", "document", "project"
    )
    return get_object_or_404(agreements, pk=pk)


def _files(request):
    return request.FILES or None


@allow(Perm.GRANT_SEE)
def agreement(request, project, pk):
    """One agreement: what it says, its conditions, the money passed on, and the returns owed."""
    found = _agreement(request, project, pk)
    context = partners.page(found, request.user, clock.today())
    context |= {
        "may_change": request.user.can(Perm.PROJECT_SETUP, project),
        "may_pay": request.user.can(Perm.BUDGET_EDIT, project),
    }
    return render(request, "grants/agreement.html", context)


def _on_agreement(request, found, form, action, title, done, **details):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, caption=str(found), back=found.get_absolute_url(),
        label="The agreement", by=request.user, **details,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
def agreement_sign(request, project, pk):
    found = _agreement(request, project, pk)
    initial = {name: getattr(found, name) for name in ("signed_on", "amount_pence", "purpose", "in_place")}
    form = forms.SignForm(posted(request), _files(request), initial=initial)
    return _on_agreement(
        request,
        found,
        form,
        actions.sign_agreement,
        "What the paper says",
        "The agreement is saved.",
        agreement=found,
    )


@allow(Perm.PROJECT_SETUP)
def agreement_condition(request, project, pk):
    """Add a condition."""
    found = _agreement(request, project, pk)
    form = forms.ConditionForm(posted(request))
    return _on_agreement(
        request,
        found,
        form,
        actions.add_condition,
        "Add a condition",
        "The condition is added.",
        agreement=found,
    )


@allow(Perm.PROJECT_SETUP)
def condition_meet(request, project, pk):
    conditions = Condition.objects.visible_to(request.user, project).select_related(
        "agreement__body", "agreement__project"
    )
    condition = get_object_or_404(conditions, pk=pk)
    form = forms.MeetForm(posted(request), initial={"met_on": clock.today()})
    return _on_agreement(
        request, condition.agreement, form, actions.meet_condition, "Record a condition as met", "Recorded as met.",
        lead=condition.text, condition=condition,
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def agreement_sub_grant(request, project, pk):
    """Pass grant money on under an agreement."""
    found = _agreement(request, project, pk)
    form = forms.SubGrantForm(posted(request), project=project)
    return _on_agreement(
        request, found, form, actions.grant_to_partner, "Pass grant money on",
        "The sub-grant is recorded, and its amount is promised on the line.", agreement=found,
    )  # fmt: skip


@allow(Perm.BUDGET_EDIT)
def sub_grant_move(request, project, pk):
    """Money was paid to the partner, spent, paid back, or paid to us by the fund."""
    sub_grant = get_object_or_404(
        SubGrant.objects.visible_to(request.user, project).select_related(
            "agreement__body", "agreement__project"
        ),
        pk=pk,
    )
    form = forms.MoveForm(posted(request), _files(request), initial={"happened_on": clock.today()})
    return _on_agreement(
        request,
        sub_grant.agreement,
        form,
        actions.move_sub_grant,
        "Record money of the sub-grant",
        "Recorded.",
        sub_grant=sub_grant,
    )


@allow(Perm.BUDGET_EDIT)
def movement_back(request, project, pk):
    """Take a movement back by its opposite."""
    movements = SubGrantMovement.objects.visible_to(request.user, project)
    movement = get_object_or_404(
        movements.select_related("sub_grant__agreement__body", "sub_grant__agreement__project"), pk=pk
    )
    form = forms.BackForm(posted(request))
    return _on_agreement(
        request, movement.sub_grant.agreement, form, actions.take_back_movement, "Take it back?",
        "Taken back; both stay on record.", lead=str(movement), movement=movement, warning=True,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
def agreement_returns(request, project, pk):
    """Say which returns the partner owes."""
    found = _agreement(request, project, pk)
    form = forms.ExpectForm(
        posted(request), initial={"first_on": project.starts_on, "last_on": project.ends_on}
    )
    return _on_agreement(
        request,
        found,
        form,
        actions.expect_returns,
        "Which returns does the partner owe?",
        "The returns are on the list.",
        agreement=found,
    )


@allow(Perm.GRANT_SEE)
def partner_return_list(request, project):
    """Every return a partner owes, what is missing first."""
    rows = partners.return_rows(
        PartnerReturn.objects.visible_to(request.user, project).for_list(), clock.today()
    )
    may_change = request.user.can(Perm.PROJECT_SETUP, project)
    return render(request, "grants/partner_return_list.html", {"rows": rows, "may_change": may_change})


def _return(request, project, pk):
    found = PartnerReturn.objects.visible_to(request.user, project).select_related(
        "agreement__body", "project"
    )
    return get_object_or_404(found, pk=pk)


def _on_return(request, project, one, form, action, title, done):
    return ask_and_do(
        request, form=form, action=action, title=title, done=done, caption=f"{one.agreement.body}, {one}",
        back=reverse("grants:partner_return_list", args=[project.slug]), label="Partners’ returns", partner_return=one, by=request.user,
    )  # fmt: skip


@allow(Perm.PROJECT_SETUP)
def partner_return_receive(request, project, pk):
    one = _return(request, project, pk)
    form = forms.ReceiveForm(posted(request), _files(request), initial={"received_on": clock.today()})
    return _on_return(
        request,
        project,
        one,
        form,
        actions.receive_return,
        "A partner’s return is here",
        "Recorded as received.",
    )


@allow(Perm.PROJECT_SETUP)
def partner_return_chase(request, project, pk):
    one = _return(request, project, pk)
    form = forms.ChaseForm(posted(request), initial={"chased_on": clock.today()})
    return _on_return(
        request,
        project,
        one,
        form,
        actions.chase_return,
        "Remind the partner",
        "The reminder is written down.",
    )
