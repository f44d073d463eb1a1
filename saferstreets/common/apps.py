from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Registers the shared template tags; there are no models on this floor."""

    name = "saferstreets.common"
    label = "common"
