from django.apps import AppConfig

from saferstreets.common import figures


class OfficeConfig(AppConfig):
    """The top floor: when every room is ready, the register of figures is filled."""

    name = "office"

    def ready(self):
        figures.load()
