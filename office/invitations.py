"""The letter to somebody who was given a role: what it is, until when, and where to begin."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from accounts.letters import letter, went
from saferstreets.common.periods import long_date


def send(membership, *, office, is_new):
    """Send it. A mail server that does not answer is logged: the role is given all the same, and the sign-in page helps. Returns whether it went."""
    project, user = membership.project, membership.user
    until = f", until {long_date(membership.until)}" if membership.until else ""
    body = f"You have been given a role in the project office of {project.name}: {membership.get_role_display()}{until}.\n\n"
    if is_new:
        body += f"Set your password first. The link works once, and for three days; afterwards use “Forgot your password?”.\n{_first_password(user, office)}\n"
    else:
        body += f"Sign in as you do already.\n{office.rstrip('/')}{reverse('account_login')}\n"
    return went(
        letter(user.email, f"Your role in {project.name}", body, project=project),
        "a role of person %s",
        user.pk,
    )


def _first_password(user, office):
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return office.rstrip("/") + reverse("account_reset_password_from_key", kwargs=key)
