"""Ending sign-ins from outside: a phone that is lost may still be signed in."""

from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sign_ins(user_id):
    """End every sign-in of this person, wherever it is; they sign in again. Returns how many."""
    current = Session.objects.filter(expire_date__gt=timezone.now())
    keys = [one.pk for one in current if one.get_decoded().get("_auth_user_id") == str(user_id)]
    return Session.objects.filter(pk__in=keys).delete()[0]
