from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """Names the room for Django."""

    name = "households"
