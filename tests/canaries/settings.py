"""The settings of a live office behind a proxy, as docs/deploy.md has them; letters are written into a folder instead of sent."""

import os
from pathlib import Path

from saferstreets.settings import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = Path(os.environ["CANARY_FOLDER"]) / "letters"
ROOT_URLCONF = "tests.canaries.urls"
