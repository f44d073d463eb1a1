"""Where the public reads the updates of a project."""

from django.conf import settings
from django.urls import reverse


def public_address(project):
    """Whole where the office knows its own address (PUBLIC_ADDRESS), else the path."""
    return settings.PUBLIC_ADDRESS + reverse("public_updates", args=[project.slug])
