"""An address part by part, so that a row of a file and a home of the register stand side by side."""

from django.db.models import Count

from households.choices import Tenure
from households.models import Household

PARTS = (
    "Flat or room",
    "House name",
    "Number",
    "Street",
    "Locality",
    "Town",
    "Postcode",
    "UPRN",
    "Reference",
    "Tenure",
)


def of_row(clean):
    """{part: value} of a row's clean values."""
    *parts, tenure = clean
    return dict(zip(PARTS, [*parts, _tenure(tenure)], strict=True))


def of_homes(project, ids):
    """{home id: {part: value}}, with what stands there and how often somebody has been; one query."""
    homes = Household.objects.filter(project=project, pk__in=ids).select_related("street")
    return {
        home.pk: {
            **of_row(
                [
                    home.flat, home.name, home.number, home.street.name, home.street.locality, home.street.town,
                    home.postcode, home.uprn, home.reference, home.tenure,
                ]
            ),
            "What stands there": home.get_state_display(),
            "Visits": str(home.visited or "None"),
        }
        for home in homes.annotate(visited=Count("visits"))
    }  # fmt: skip


def _tenure(value):
    return "" if value in ("", Tenure.UNKNOWN) else Tenure(value).label
