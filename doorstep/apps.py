from django.apps import AppConfig

from saferstreets.common.questions import kinds


class DoorstepConfig(AppConfig):
    """Names the room for Django; gathers the questionnaires that rooms ask at homes when the house is ready."""

    name = "doorstep"

    def ready(self):
        kinds.load()
