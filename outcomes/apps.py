from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Names the room for Django."""

    name = "outcomes"
