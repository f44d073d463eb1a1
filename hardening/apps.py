from django.apps import AppConfig


class HardeningConfig(AppConfig):
    """Names the room for Django."""

    name = "hardening"
