from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Names the room for Django."""

    name = "reports"
