"""Settings of the test suite: the product's own, with a cheap hash and un-hashed static names."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0" * 40)
os.environ["DEMONSTRATION"] = "1"
os.environ["DEMONSTRATION_TODAY"] = ""

from saferstreets.settings import *  # noqa: E402, F403
from saferstreets.settings import STORAGES  # noqa: E402

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
