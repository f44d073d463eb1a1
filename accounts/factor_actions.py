"""Writes about how people sign in: sessions ended, a lost second factor asked about and reset."""

from functools import partial

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.actions import record_event
from accounts.choices import Role
from accounts.letters import letter, letters_to, went
from accounts.models import LostFactor, Membership, User
from saferstreets.common.workflow import Refused

# What the library says it changed, as the person is told of it.
CHANGES = {
    "password_changed": "Your password was changed.",
    "password_set": "A password was set.",
    "password_reset": "Your password was changed by the link in a letter.",
    "totp_activated": "An authenticator app was added.",
    "totp_deactivated": "The authenticator app was removed.",
    "webauthn_added": "A passkey was added.",
    "webauthn_removed": "A passkey was removed.",
    "recovery_codes_generated": "New recovery codes were made; the old ones no longer work.",
}


class FactorRefused(Refused):
    """The second factor cannot be asked about or reset like this."""


def end_sessions(*, user, but=None):
    """End every session of this person, but the one with the key `but`. Returns how many."""
    kept = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    keys = list(kept.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    kept.delete()
    return len(keys)


def forget_ended_sessions():
    """Forget the browser and address of every session that is over. Returns how many."""
    over = UserSession.objects.filter(
        ~Exists(Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now()))
    )
    return over.delete()[0]


@transaction.atomic
def end_session(*, session, by):
    """End one session of one's own, named by its row."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    record_event(by=by, verb="session.end", subject=by)


@transaction.atomic
def end_other_sessions(*, by, here):
    """End all of one's own sessions but this one. here: its key. Returns how many."""
    ended = end_sessions(user=by, but=here)
    record_event(by=by, verb="session.end_others", subject=by)
    return ended


@transaction.atomic
def note_change(*, user, what):
    """Write down what a person changed about their own sign-in, and tell them by letter. what: one of CHANGES."""
    record_event(by=user, verb="sign_in.change", subject=user, fields=[what])
    said = CHANGES.get(what, "Something about it was changed.")
    body = f"{said}\n\nIf that was not you, tell your coordinator at once: somebody else may be able to sign in as you.\n"
    _tell(user, "Your sign-in was changed", body)


@transaction.atomic
def ask_for_reset(*, user):
    """Somebody who knew their password has lost the rest: each of their projects where somebody else can answer is asked. Returns the asks.

    Raises FactorRefused where nobody else runs any of them.
    """
    User.objects.select_for_update().get(pk=user.pk)
    now = timezone.now()
    asks = []
    for project in _projects_with_another(user):
        ask, _ = LostFactor.objects.update_or_create(
            project=project, user=user, settled_at=None, defaults={"asked_at": now}
        )
        record_event(by=user, verb="factor.ask", subject=ask)
        asks.append(ask)
        _tell_coordinators(ask)
    if not asks:
        raise FactorRefused(
            "Nobody else coordinates a project of yours. Ask the IT officer who looks after the server."
        )
    body = (
        "Somebody who knows your password asked to be let in without your second factor.\n\n"
        "If that was not you, tell your coordinator at once, and change your password.\n"
    )
    _tell(user, "Your second factor", body)
    return asks


def _projects_with_another(user):
    roles = Membership.objects.current().filter(user=user).select_related("project").order_by("project_id")
    mine = {role.project_id: role.project for role in roles}
    return [
        project
        for project in mine.values()
        if Membership.objects.of(project, [Role.COORDINATOR]).exclude(user=user).exists()
    ]


def _tell_coordinators(ask):
    body = (
        f"Somebody of {ask.project.name} has lost the second half of their sign-in and asks to be let in.\n\n"
        "Sign in, open Set up, then People and their roles. Speak to the person before you answer.\n"
    )
    for one in letters_to(
        [Role.COORDINATOR], project=ask.project, subject="Somebody asks to be let in", body=body, but=ask.user
    ):
        transaction.on_commit(partial(went, one, "a sign-in"))


@transaction.atomic
def reset_factor(*, ask, how, by):
    """A second person has made sure who asks: passkeys, app and codes are gone, every session ends, the password lets in to set up new ones.

    how: by what they were known, a sentence. Raises FactorRefused for one's own, for one that is answered or too old.
    """
    ask = LostFactor.objects.select_for_update().get(pk=ask.pk)
    if ask.user_id == by.pk:
        raise FactorRefused("You cannot let yourself in. Ask another coordinator.")
    if ask.settled_at or not LostFactor.objects.open().filter(pk=ask.pk).exists():
        raise FactorRefused("This is answered already, or too old. The person can ask again.")
    _reset(user=ask.user, how=how, by=by)
    record_event(by=by, verb="factor.reset", subject=ask, fields=["how"])
    return ask


@transaction.atomic
def reset_on_the_server(*, user, how):
    """The same by the IT officer, for somebody whom no other coordinator can let in. Raises FactorRefused where one can."""
    if _projects_with_another(user):
        raise FactorRefused("Another coordinator can let this person in: Set up, People and their roles.")
    _reset(user=user, how=how, by=None)
    record_event(by=None, verb="factor.reset", subject=user, fields=["how"])


def _reset(*, user, how, by):
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    end_sessions(user=user)
    LostFactor.objects.filter(user=user, settled_at=None).update(
        settled_at=timezone.now(), settled_by=by, how=how
    )
    body = (
        "Your second factor was reset, and you were signed out everywhere. Sign in with your password and set up a new one.\n\n"
        "If you did not ask for this, tell your coordinator at once.\n"
    )
    _tell(user, "Your second factor was reset", body)


@transaction.atomic
def bind_identity(*, user, provider, uid):
    """The first sign-in by single sign-on: from now on this account answers to that identity alone.

    Raises FactorRefused where the account, or the identity, belongs to another already.
    """
    User.objects.select_for_update().get(pk=user.pk)
    bound = SocialAccount.objects.filter(provider=provider, user=user).first()
    if bound and bound.uid != uid:
        raise FactorRefused("This account answers to another identity.")
    if bound is None:
        try:
            with transaction.atomic():
                SocialAccount.objects.create(user=user, provider=provider, uid=uid, extra_data={})
        except IntegrityError as taken:
            raise FactorRefused("This identity belongs to another account.") from taken
        record_event(by=user, verb="sign_in.bind", subject=user)


def _tell(user, subject, body):
    """Write to the person once it is done."""
    transaction.on_commit(partial(went, letter(user.email, subject, body), "a sign-in"))
