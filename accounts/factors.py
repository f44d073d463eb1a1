"""The second thing somebody shows to sign in: an app's code, a passkey, or a recovery code."""

import base64

import segno
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import mark_safe

OFFICE = "Safer Streets project office"
FIRST = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
CODE_LIVES = 120  # seconds; longer than any one code is taken for


def has_one(user):
    """Has this person an app or a passkey? Recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=FIRST).exists()


def was_shown(request):
    """Was a second factor shown when this session began, here or to the single sign-on that asks for one?"""
    enough = {"mfa"} | ({"socialaccount"} if settings.OIDC_SECOND_FACTOR else set())
    return any(record["method"] in enough for record in get_authentication_records(request, request.user))


def of(user):
    """What this person signs in with beside the password: {app, passkeys, codes_left}; app and codes_left are None without one. One query."""
    kept = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
    by_type = {one.type: one for one in kept}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "app": by_type.get(Authenticator.Type.TOTP),
        "passkeys": [
            {"pk": one.pk, "name": one.wrap().name, "added": one.created_at, "used": one.last_used_at}
            for one in kept
            if one.type == Authenticator.Type.WEBAUTHN
        ],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
    }


def _box():
    """Seals the secrets at rest with the office's own, the newest first."""
    return MultiFernet([Fernet(_key(text)) for text in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret):
    derived = HKDF(SHA256(), length=32, salt=None, info=b"second factors").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)


class FactorAdapter(DefaultMFAAdapter):
    """The library's second factors, with secrets sealed at rest, this office's name and its words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. Try again",
        "cannot_delete_authenticator": "This is the only thing you sign in with beside the password. Add another first",
    }

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Raises a refusal where the office's secret has changed: never an empty secret, which anybody could compute codes for."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as fault:
            raise self.validation_error("incorrect_code") from fault

    def build_totp_svg(self, url):
        code = segno.make(url, error="m")
        return mark_safe(code.svg_inline(scale=5, border=3, title="QR code for the authenticator app"))

    def can_delete_authenticator(self, authenticator):
        others = Authenticator.objects.filter(user=authenticator.user_id, type__in=FIRST)
        return settings.SECOND_FACTOR != "required" or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user, type):
        count = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {count + 1}"

    def _get_site_name(self):
        return OFFICE


class _OnceOnly:
    """A code of an app opens once, however long its half minutes last."""

    def clean_code(self):
        code = super().clean_code()
        bare = "".join(filter(str.isalnum, code))
        if not cache.add(f"code-used:{self.user.pk}:{bare}", True, CODE_LIVES):
            raise FactorAdapter().validation_error("incorrect_code")
        return code


class CodeForm(_OnceOnly, AuthenticateForm):
    """The code asked for at the sign-in."""


class CodeAgainForm(_OnceOnly, ReauthenticateForm):
    """The code asked for again before something that matters."""
