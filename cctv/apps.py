from django.apps import AppConfig


class CctvConfig(AppConfig):
    """Names the room for Django."""

    name = "cctv"
