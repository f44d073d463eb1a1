from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Names the room for Django."""

    name = "packs"
