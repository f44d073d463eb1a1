"""Every write of this room."""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts import rules
from accounts.choices import Role
from accounts.models import AuditEvent, Membership, Organisation, OrganisationName, Project, User, ViewEvent
from saferstreets.common import clock
from saferstreets.common.workflow import Refused


class ProjectRefused(Refused):
    """The project cannot be made or changed like this."""


class MembershipRefused(Refused):
    """The role cannot be given or ended like this."""


class ViewRefused(Refused):
    """A sensitive record stays closed."""


def record_event(*, by, verb, subject, project=None, fields=()):
    """Write the one audit row of an action, inside its transaction.

    by: the person, or None for the office's own clock. subject: the record. fields: names, never values.
    """
    event = _event(by=by, verb=verb, subject=subject, project=project, fields=fields)
    event.save(force_insert=True)
    return event


def record_events(events):
    """The same for many actions of one transaction, in order and in one statement. events: record_event's arguments of each."""
    return AuditEvent.objects.bulk_create(_event(**event) for event in events)


def _event(*, by, verb, subject, project=None, fields=()):
    return AuditEvent(
        by=by,
        verb=verb,
        project=project if project is not None else getattr(subject, "project", None),
        subject_type=subject._meta.label,
        subject_id=str(subject.pk),
        fields=sorted(fields),
        recorded_at=timezone.now(),
    )


@transaction.atomic
def record_view(*, by, kind, subject, reason):
    """Write down one look at a sensitive record, in the transaction that reveals it.

    kind: what is revealed, such as "vulnerability". reason: why the person looks, in their words; without one it is refused.
    """
    if not reason.strip():
        raise ViewRefused("Say why you need to see this. Every look is written down.")
    return ViewEvent.objects.create(
        project=subject.project, by=by, kind=kind, subject_type=subject._meta.label, subject_id=str(subject.pk),
        reason=reason.strip(), viewed_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def create_project(*, by, slug, name, starts_on, ends_on, **details):
    """Open a project and make `by` its coordinator. details: any other field of Project.

    Raises ProjectRefused for a short name that is taken or that the house uses itself.
    """
    if not rules.slug_is_free(slug):
        raise ProjectRefused(f"“{slug}” is used by the office itself. Choose another short name.")
    if Project.objects.filter(slug=slug).exists():
        raise ProjectRefused(f"There is already a project with the short name “{slug}”. Choose another.")
    project = Project.objects.create(slug=slug, name=name, starts_on=starts_on, ends_on=ends_on, **details)
    record_event(
        by=by, verb="project.create", subject=project, project=project, fields=["slug", "name", *details]
    )
    if by is not None:
        add_member(project=project, user=by, role="coordinator", by=by)
    return project


@transaction.atomic
def change_project(*, project, by, **changes):
    """Change facts of a project (any field but the short name). Writes nothing when nothing differs."""
    changed = [field for field, value in changes.items() if getattr(project, field) != value]
    if changed:
        for field in changed:
            setattr(project, field, changes[field])
        project.save(update_fields=changed)
        record_event(by=by, verb="project.change", subject=project, project=project, fields=changed)
    return project


@transaction.atomic
def add_user(*, by, email, name, password=None):
    """Make an account; without a password the person sets one through "Forgot your password?". Returns the user."""
    user = User(email=email.strip().lower(), name=name)
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save()
    record_event(by=by, verb="user.add", subject=user, fields=["email", "name"])
    return user


@transaction.atomic
def add_member(*, project, user, role, by, until=None):
    """Give a person a role on a project; the same role again only moves its end date.

    Raises MembershipRefused for a role that may not go with one they hold there today.
    """
    held = set(Membership.objects.current().filter(project=project, user=user).values_list("role", flat=True))
    if other := rules.why_apart(str(role), held - {str(role)}):
        raise MembershipRefused(
            f"{Role(role).label} does not go with {Role(other).label}, which this person is here. End that role first, or ask another person."
        )
    membership, created = Membership.objects.get_or_create(
        project=project, user=user, role=role, defaults={"until": until}
    )
    if not created and membership.until != until:
        membership.until = until
        membership.save(update_fields=["until"])
    record_event(by=by, verb="membership.add", subject=membership, fields=["role", "until"])
    return membership


@transaction.atomic
def end_membership(*, membership, until, by):
    """Set the last day of a role; from the next day it gives no rights. The row stays: late records name the person.

    Raises MembershipRefused when the project would be left without a coordinator. The project is locked meanwhile, so
    two coordinators cannot end each other.
    """
    project = Project.objects.select_for_update().get(pk=membership.project_id)
    membership = Membership.objects.get(pk=membership.pk)
    others = (
        Membership.objects.current()
        .filter(project=project, role=Role.COORDINATOR, until=None, user__is_active=True)
        .exclude(pk=membership.pk)
    )
    if membership.role == Role.COORDINATOR and not others.exists():
        raise MembershipRefused(
            "The project needs a coordinator without a last day. Give somebody else that role first."
        )
    membership.until = until
    membership.save(update_fields=["until"])
    record_event(by=by, verb="membership.end", subject=membership, fields=["until"])
    return membership


@transaction.atomic
def leave(*, project, user, by):
    """A person leaves the project: every role they hold there ends at once. What is on their phone still arrives and waits for a person.

    Raises MembershipRefused for one who is not on it, for oneself, and where no coordinator would be left.
    """
    if user.pk == by.pk:
        raise MembershipRefused("You cannot end your own access. Ask another coordinator.")
    Project.objects.select_for_update().get(pk=project.pk)
    held = list(Membership.objects.current().filter(project=project, user=user))
    if not held:
        raise MembershipRefused("This person has no role here today.")
    others = Membership.objects.current().filter(
        project=project, role=Role.COORDINATOR, until=None, user__is_active=True
    )
    if not others.exclude(user=user).exists():
        raise MembershipRefused(
            "The project needs a coordinator without a last day. Give somebody else that role first."
        )
    yesterday = clock.today() - datetime.timedelta(days=1)
    for membership in held:
        membership.until = yesterday
        membership.save(update_fields=["until"])
        record_event(by=by, verb="membership.leave", subject=membership, fields=["until"])
    return held


@transaction.atomic
def add_organisation(*, by, name, names=(), ended_on=None, successor=None):
    """Enter a body with its names: (text, kind, from_on, until_on) each. The same name again returns the body unchanged."""
    body, created = Organisation.objects.get_or_create(
        name=name, defaults={"ended_on": ended_on, "successor": successor}
    )
    if created:
        OrganisationName.objects.bulk_create(
            OrganisationName(organisation=body, text=text, kind=kind, from_on=from_on, until_on=until_on)
            for text, kind, from_on, until_on in names
        )
        record_event(by=by, verb="organisation.add", subject=body, fields=["name"])
    return body
