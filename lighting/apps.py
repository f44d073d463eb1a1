from django.apps import AppConfig


class LightingConfig(AppConfig):
    """Names the room for Django."""

    name = "lighting"
