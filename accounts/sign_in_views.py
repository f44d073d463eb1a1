"""Doors of "Your sign-in", and of who has lost the second half of theirs."""

from functools import wraps
from http import HTTPStatus

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.views import remove_webauthn
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import factor_actions, factors, sessions
from accounts.permissions import signed_in


def under_another_key(adds_a_factor):
    """A page of the library that adds a second factor; once it has, the session goes on under a key that nobody has seen before."""

    @wraps(adds_a_factor)
    def page(request, *args, **kwargs):
        answer = adds_a_factor(request, *args, **kwargs)
        if (
            request.method == "POST"
            and answer.status_code == HTTPStatus.FOUND
            and request.user.is_authenticated
        ):
            sessions.change_key(request)
        return answer

    return page


@signed_in("everybody keeps their own sign-in")
def your_sign_in(request):
    """Password, second factor and sessions of the person who looks; where a factor is required, the page that asks for the first one."""
    kept = factors.of(request.user)
    has_one = bool(kept["app"] or kept["passkeys"])
    context = {
        **kept,
        "has_one": has_one,
        "must": settings.SECOND_FACTOR == "required" and not has_one and not factors.was_shown(request),
        "sessions": sessions.of(request.user, request.session.session_key),
    }
    return render(request, "accounts/your_sign_in.html", context)


@signed_in("everybody ends their own sessions")
@require_POST
def session_end(request, pk):
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    factor_actions.end_session(session=session, by=request.user)
    messages.success(request, "That session is ended.")
    return redirect("your_sign_in")


@signed_in("everybody ends their own sessions")
@require_POST
def session_end_others(request):
    factor_actions.end_other_sessions(by=request.user, here=request.session.session_key)
    messages.success(request, "You are signed out everywhere but here.")
    return redirect("your_sign_in")


@signed_in("keeps the session of somebody who types")
def still_here(request):
    """Asked by a page while its person types, so that a long text is not lost to the thirty minutes."""
    return HttpResponse(status=204)


@signed_in("everybody keeps their own sign-in")
def passkey_remove(request, pk):
    """The library's page, unless this passkey is the one thing left where one is required."""
    one = get_object_or_404(Authenticator.objects.filter(user=request.user), pk=pk)
    if not get_adapter().can_delete_authenticator(one):
        messages.error(request, get_adapter().error_messages["cannot_delete_authenticator"])
        return redirect("your_sign_in")
    return remove_webauthn(request, pk=pk)


@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")
def factor_lost(request):
    """Opens between the password and the second factor, for who cannot show one."""
    refused = ""
    if request.method == "POST":
        try:
            factor_actions.ask_for_reset(user=request._login_stage.login.user)
        except factor_actions.FactorRefused as why:
            refused = str(why)
        else:
            clear_login(request)
            return render(request, "accounts/factor_lost_asked.html")
    return render(request, "accounts/factor_lost.html", {"refused": refused})
