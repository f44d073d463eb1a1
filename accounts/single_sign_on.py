"""Single sign-on by OpenID Connect: an identity opens the account of an invited person with that email address, and no other."""

from allauth.core.exceptions import SignupClosedException
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404

from accounts.factor_actions import FactorRefused, bind_identity
from accounts.models import User


class InvitedIdentityAdapter(DefaultSocialAccountAdapter):
    """Nobody gets an account by having an identity somewhere; what the identity's server says about a person is not kept."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def authenticate_by_email(self, sociallogin):
        """Done below: the library's own way takes the password away from whoever comes by it."""
        return

    def pre_social_login(self, request, sociallogin):
        """Find whom this identity may sign in as. Raises SignupClosedException, which the page "ask your coordinator" answers."""
        if sociallogin.state.get("process") != "login":
            raise SignupClosedException
        said = next((one.email for one in sociallogin.email_addresses if one.verified), None)
        person = User.objects.filter(email__iexact=said).first() if said else None
        account = sociallogin.account
        if person is None or (account.pk and account.user_id != person.pk):
            raise SignupClosedException
        try:
            bind_identity(user=person, provider=account.provider, uid=account.uid)
        except FactorRefused as refused:
            raise SignupClosedException from refused
        sociallogin.user = person


class SignedTokens(OpenIDConnectOAuth2Adapter):
    """The identity is read from the token, whose signature is checked each time, not only when it came by a way that is not trusted."""

    def complete_login(self, request, app, token, **kwargs):
        self.did_fetch_access_token = False
        login = super().complete_login(request, app, token, **kwargs)
        login.account.extra_data = {}
        return login


def _door(view_class):
    @login_not_required
    def door(request, provider_id):
        try:
            return view_class.adapter_view(SignedTokens(request, provider_id))(request)
        except SocialApp.DoesNotExist as off:
            raise Http404 from off

    return door


def context(request):
    """Context processor: what the sign-in page calls the single sign-on, where there is one."""
    if not settings.OIDC_SERVER or getattr(request.resolver_match, "url_name", "") != "account_login":
        return {}
    return {"single_sign_on": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["name"]}


login = _door(OAuth2LoginView)
callback = _door(OAuth2CallbackView)
