from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Names the room for Django."""

    name = "grants"
