"""Writes of the set-up pages that join verbs of several rooms; each verb leaves its own audit event."""

from django.db import transaction

from accounts import actions as accounts
from accounts.choices import Role
from accounts.models import Membership, User
from grants import actions as grants
from households.actions import StreetRefused, add_area, add_street
from office import invitations
from packs.actions import open_places
from saferstreets.common.workflow import Refused


class PersonRefused(Refused):
    """The person cannot be added like this."""


def body_named(body, by):
    """The body a form names: a row as it is, a name as a body of that name (entered if it is new), None as None."""
    return accounts.add_organisation(by=by, name=body) if isinstance(body, str) else body


@transaction.atomic
def open_project(*, by, **facts):
    """Open a project with the places its stock comes from and goes to; `by` is its coordinator."""
    project = accounts.create_project(by=by, **facts)
    open_places(project=project, by=by)
    return project


@transaction.atomic
def open_with_coordinator(*, email, person, password=None, **facts):
    """Open a project for a coordinator, from outside the office: nobody is signed in. Returns the project.

    An account with this address is taken as it is; without one it is made, and without a password the person sets one through
    "Forgot your password?". facts: as accounts.actions.create_project takes them.
    """
    user = User.objects.filter(email__iexact=email).first() or accounts.add_user(
        by=None, email=email, name=person, password=password
    )
    project = accounts.create_project(by=None, **facts)
    accounts.add_member(project=project, user=user, role=Role.COORDINATOR, by=None)
    open_places(project=project, by=None)
    return project


@transaction.atomic
def change_facts(*, project, by, lead_body, **facts):
    """Change the facts of a project; a lead body that is not in the list is entered with them."""
    return accounts.change_project(project=project, by=by, lead_body=body_named(lead_body, by), **facts)


@transaction.atomic
def enter_area(*, project, by, name, codes, vintage, inferred, note):
    """Enter an area with codes of one vintage."""
    return add_area(
        project=project, name=name, by=by, note=note, lsoas=[(code, vintage, inferred) for code in codes]
    )


@transaction.atomic
def enter_streets(*, project, by, names, town, locality, area):
    """Enter every street of a list that is not there yet. Returns (how many entered, names that were there already)."""
    there = []
    for name in names:
        try:
            add_street(project=project, name=name, town=town, locality=locality, area=area, by=by)
        except StreetRefused:
            there.append(name)
    return len(names) - len(there), there


@transaction.atomic
def enter_post(*, project, by, body, training, **post):
    """Enter a post and the training it is to receive."""
    entered = grants.add_post(project=project, body=body_named(body, by), by=by, **post)
    for given_by in training:
        grants.add_training(post=entered, given_by=given_by, by=by)
    return entered


@transaction.atomic
def enter_deliverable(*, project, by, value, stated_on, stated_in, **deliverable):
    """Enter a promise and, where there is a number, its first target."""
    entered = grants.add_deliverable(project=project, by=by, **deliverable)
    if value is not None:
        grants.revise_target(
            deliverable=entered, value=value, stated_on=stated_on, stated_in=stated_in, by=by
        )
    return entered


@transaction.atomic
def invite(*, project, by, email, name, role, until, office):
    """Give a person a role on the project, and a bag to whoever will carry one.

    Somebody without an account here gets one; the letter that tells them leads to where they set a password. It is sent once the role
    is sure. office: the address of this office on the web.

    Returns (membership, whether the account is new). Raises PersonRefused for a new person without a name or for an
    account that is closed, and MembershipRefused for an end date that would leave no coordinator or a role that does not go with
    one they hold.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None and not name:
        raise PersonRefused("Nobody has this email address here yet. Enter the person’s name too.")
    if user is not None and not user.is_active:
        raise PersonRefused(
            "The account of this person is closed. Ask whoever looks after the server to open it."
        )
    person = user or accounts.add_user(by=by, email=email, name=name)
    there = Membership.objects.filter(project=project, user=person, role=role).first()
    if there and until:
        membership = accounts.end_membership(membership=there, until=until, by=by)
    else:
        membership = accounts.add_member(project=project, user=person, role=role, until=until, by=by)
    open_places(project=project, by=by)
    transaction.on_commit(lambda: invitations.send(membership, office=office, is_new=user is None))
    return membership, user is None
