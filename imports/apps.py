from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Names the room for Django."""

    name = "imports"
