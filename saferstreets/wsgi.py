"""The door a web server knocks on: `gunicorn saferstreets.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saferstreets.settings")

application = get_wsgi_application()
