from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Names the room for Django."""

    name = "evidence"
