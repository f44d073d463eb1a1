"""A list of another source that waits for the coordinator: look-alikes to decide about, numbers and tenures to add."""

import csv
import tempfile

from households.choices import Tenure
from households.models import Household
from imports.actions import stage_batch
from imports.models import Batch

NAME = "example-housing-stock.csv"
HEADINGS = ("Number", "Street", "Town", "UPRN", "Tenure")
FIRST_UPRN = 999_000_000_001  # no property has such a number
FLATS, LETTERED, PLAIN = 4, 3, 5
OTHERWISE = {
    Tenure.OWNER_OCCUPIED: "Private rented",
    Tenure.PRIVATE_RENTED: "Owner-occupied",
    Tenure.SOCIAL_RENTED: "Private rented",
}


def stage(*, project, by):
    """Bring it, if the project has homes and no file yet; nothing is merged. Returns the batch or None."""
    rows = _rows(Household.objects.filter(project=project).select_related("street").in_walking_order())
    if not rows or Batch.objects.filter(project=project).exists():
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
        file.flush()
        return stage_batch(project=project, kind="addresses", path=file.name, file_name=NAME, by=by)


def _rows(homes):
    """Flats and letters written another way, and homes that the list knows more about; one tenure is another than ours."""
    flats = list(homes.exclude(flat="")[:FLATS])
    lettered = list(homes.filter(flat="", number__endswith="A")[:LETTERED])
    plain = list(homes.filter(flat="").exclude(number__endswith="A")[:PLAIN])
    named = [
        *((f"{home.number}/{home.flat.split()[-1]}", home, "") for home in flats),
        *((f"Flat A, {home.number[:-1]}", home, "") for home in lettered),
        *((home.number, home, home.get_tenure_display()) for home in plain[1:]),
        *((home.number, home, OTHERWISE[home.tenure]) for home in plain[:1]),
    ]
    return [
        (door, home.street.name, home.street.town, str(FIRST_UPRN + place), tenure)
        for place, (door, home, tenure) in enumerate(named)
    ]
