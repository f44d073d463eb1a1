"""Settings, all from the environment (or a local `.env`); `.env.example` lists every variable."""

import datetime
import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from dotenv import load_dotenv

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")


def env_required(name):
    """The value of a variable the office cannot start without; says where to set it when it is missing."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Put it in the environment or in {BASE_DIR / '.env'} (see .env.example)."
        )
    return value


def env_flag(name):
    """True for 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def env_list(name):
    """Comma-separated values, blanks dropped."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


SECRET_KEY = env_required("SECRET_KEY")
# The key before, while it is being changed: phones' records of its time are opened with it.
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")
DEBUG = env_flag("DEBUG")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or ["localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
# Where the public finds this office, as it is printed in papers and letters; without it they give the path alone.
PUBLIC_ADDRESS = os.environ.get("PUBLIC_ADDRESS", "").rstrip("/")

# The demonstration opens on a day in the middle of delivery, so that pace and lateness are alive.
# A live office never moves its clock: the day is refused unless DEMONSTRATION is on as well.
DEMONSTRATION = env_flag("DEMONSTRATION")
_today = os.environ.get("DEMONSTRATION_TODAY", "")
if _today and not DEMONSTRATION:
    raise ImproperlyConfigured(
        "DEMONSTRATION_TODAY is only for the demonstration: set DEMONSTRATION=1 or remove it."
    )
DEMONSTRATION_TODAY = datetime.date.fromisoformat(_today) if _today else None

# Whoever signs in by password shows a second thing as well: an app's code or a passkey. The demonstration only offers it.
SECOND_FACTOR = os.environ.get("SECOND_FACTOR") or ("offered" if DEMONSTRATION else "required")
if SECOND_FACTOR not in {"required", "offered"}:
    raise ImproperlyConfigured("SECOND_FACTOR must be “required” or “offered”.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "saferstreets.common",
    "accounts",
    "evidence",
    "imports",
    "households",
    "grants",
    "packs",
    "hardening",
    "lighting",
    "cctv",
    "outcomes",
    "doorstep",
    "reports",
    "office",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.gates.SessionClock",
    "accounts.gates.SecondFactorGate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "saferstreets.middleware.NoStoreMiddleware",
]

ROOT_URLCONF = "saferstreets.urls"
WSGI_APPLICATION = "saferstreets.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "saferstreets.menu.house",
                "office.demonstration.signins.context",
                "accounts.single_sign_on.context",
            ]
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{BASE_DIR / 'saferstreets.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # recursive_triggers: without it INSERT OR REPLACE removes a row past the triggers of append-only tables.
    # IMMEDIATE: a deferred transaction that turns into a writer under load is refused whatever the timeout.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA cache_size=-32000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Sign-in throttling must count over every worker, so the cache is in the database (table made by a migration).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "house_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.KnownPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_ADAPTER = "accounts.sign_in.InvitedOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by a coordinator who knows the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# An account's door closes for longer the more wrong passwords there were: five minutes, an hour, twelve hours. A new password by letter
# opens it at once, or anybody could keep anybody out.
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key,10/1h/key,20/12h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    env_flag("BEHIND_PROXY")
)  # else the proxy's address would stand for everybody's
MFA_ADAPTER = "accounts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {"authenticate": "accounts.factors.CodeForm", "reauthenticate": "accounts.factors.CodeAgainForm"}
MFA_PASSKEY_LOGIN_ENABLED = MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
# A session ends after 30 minutes without a sign of its person, and 12 hours after the sign-in (accounts.gates).
SESSION_IDLE_MINUTES = 30
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Single sign-on by OpenID Connect, such as Entra ID: on when its server is named. See docs/deploy.md.
OIDC_SERVER = os.environ.get("OIDC_SERVER", "").rstrip("/")
# 1 when that server asks everybody for a second factor itself, so that the office need not.
OIDC_SECOND_FACTOR = env_flag("OIDC_SECOND_FACTOR")
SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.InvitedIdentityAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "office",
                "name": os.environ.get("OIDC_NAME") or "your organisation’s account",
                "client_id": env_required("OIDC_CLIENT_ID"),
                "secret": env_required("OIDC_CLIENT_SECRET"),
                # The server's word counts for addresses of these domains; for others it must say that it has checked them.
                "settings": {
                    "server_url": OIDC_SERVER,
                    "fetch_userinfo": False,
                    "verified_email": env_list("OIDC_EMAIL_DOMAINS"),
                },
            }
        ]
        if OIDC_SERVER
        else [],
    }
}

# On an IT officer's server everything is https; the demonstration runs on plain http on this machine only.
HTTPS = not (DEBUG or DEMONSTRATION)
if HTTPS and OIDC_SERVER and not OIDC_SERVER.startswith("https://"):
    raise ImproperlyConfigured("OIDC_SERVER must begin with https://")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # the demonstration on http://localhost
if HTTPS:  # bound to this host and to https by their names
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_flag("BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        # The way to the single sign-on begins with a button of ours, and a browser asks whether that may lead there.
        "form-action": [SELF, *filter(None, ["/".join(OIDC_SERVER.split("/")[:3])])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / "media"))
# What was erased, by ids only; outlives the database, so that a restored copy forgets it again.
ERASURES = Path(os.environ.get("ERASURES", BASE_DIR / "erasures.jsonl"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "saferstreets.storage.HashedStaticFilesStorage"},
}
# An address list can be large; it goes to disk, never to memory, and is refused above this (see imports.rules).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
# Where the sun sets, in degrees north and east: nobody calls alone after dark. Workington unless said.
OFFICE_PLACE = tuple(float(part) for part in (env_list("OFFICE_PLACE") or ["54.64", "-3.55"]))
# For how many years from the end of funding the records of the grant's money are kept, apart from residents' data.
GRANT_RECORDS_YEARS = int(os.environ.get("GRANT_RECORDS_YEARS") or 7)
FORMAT_MODULE_PATH = ["saferstreets.formats"]

# The demonstration sends nothing: its letters are kept as files and shown on a page.
LETTERS_KEPT_IN = MEDIA_ROOT / "letters" if DEMONSTRATION and not os.environ.get("EMAIL_BACKEND") else None
EMAIL_FILE_PATH = LETTERS_KEPT_IN
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND") or (
    f"django.core.mail.backends.{'filebased' if LETTERS_KEPT_IN else 'console'}.EmailBackend"
)
EMAIL_TIMEOUT = 10  # seconds: a mail server that does not answer holds up nobody for long
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "safer-streets@localhost")
# Whom somebody writes to who cannot use a page; it stands in the accessibility statement.
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "ids": {"()": "saferstreets.logs.IdsOnly"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain" if not HTTPS else "ids"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
