"""Addresses of signing in: the sign-in library's pages that this office uses, and its own.

The first stands beside the house's addresses: a fresh office begins there. Nobody signs themselves up (that page says so).
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as identity
from django.urls import path, re_path

from accounts import sign_in_views as own
from accounts import single_sign_on

urlpatterns = [
    path("out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("new/", account.signup, name="account_signup"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/changed/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    # The library leads back to its own two lists; here both are one page.
    path("yours/", own.your_sign_in, name="mfa_index"),
    path("yours/", own.your_sign_in, name="mfa_list_webauthn"),
    path("yours/", own.your_sign_in, name="your_sign_in"),
    path("yours/here/", own.still_here, name="still_here"),
    path("yours/sessions/end/", own.session_end_others, name="session_end_others"),
    path("yours/sessions/<int:pk>/end/", own.session_end, name="session_end"),
    path("second/", factor.authenticate, name="mfa_authenticate"),
    path("second/again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("second/lost/", own.factor_lost, name="factor_lost"),
    path("app/add/", own.under_another_key(app.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("passkey/add/", own.under_another_key(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("passkey/again/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkey/<int:pk>/remove/", own.passkey_remove, name="mfa_remove_webauthn"),
    path("single/cancelled/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("single/<slug:provider_id>/", single_sign_on.login, name="openid_connect_login"),
    path("single/<slug:provider_id>/back/", single_sign_on.callback, name="openid_connect_callback"),
]
