from django.apps import AppConfig
from django.db.models import ForeignKey

from saferstreets.common.lookups import FoundFirst


class CommonConfig(AppConfig):
    """Registers the shared template tags and lookups; there are no models on this floor."""

    name = "saferstreets.common"
    label = "common"

    def ready(self):
        ForeignKey.register_lookup(FoundFirst)
