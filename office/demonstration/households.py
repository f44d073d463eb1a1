"""Invented homes on the real street names: house numbers from 9001 up and postcodes in ZZ14, which is nowhere.

No street of this country has such numbers and the Royal Mail has no postcode area ZZ, so no real home can be meant.
"""

import random

from accounts.actions import record_event
from households import rules
from households.choices import Tenure
from households.matching import door_key
from households.models import Household, Street

FIRST_NUMBER = 9001
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"  # those a second half may have
BATCH = 5000


def fill(*, project, homes, seed, by):
    """Enter `homes` invented dwellings over the streets of `project`, in bulk. Returns how many.

    Each row is what households.actions.add_household would write; one audit event stands for them all.
    """
    rng = random.Random(f"homes {seed} {project.slug}")
    streets = list(Street.objects.filter(project=project).order_by("name", "id"))
    rows = []
    for place, (street, share) in enumerate(zip(streets, _shares(homes, len(streets), rng), strict=True)):
        rows += [_household(project, street, postcode_of(place), door, rng) for door in _doors(share, rng)]
    Household.objects.bulk_create(rows, batch_size=BATCH)
    record_event(by=by, verb="household.invent", subject=project, project=project, fields=["households"])
    return len(rows)


def postcode_of(place):
    """The invented postcode of the street in this place of the list: ZZ14 1AA, ZZ14 1AB and so on, no two alike up to 3,600 streets."""
    first, second = divmod(place % 400, 20)
    return f"ZZ14 {1 + place // 400 % 9}{INWARD_LETTERS[first]}{INWARD_LETTERS[second]}"


def _shares(homes, streets, rng):
    """How many homes each street gets: uneven, adding up to `homes`."""
    weights = [rng.uniform(0.4, 1.6) for _ in range(streets)]
    edges, run = [0], 0.0
    for weight in weights:
        run += weight
        edges.append(round(homes * run / sum(weights)))
    return [end - start for start, end in zip(edges, edges[1:], strict=False)]


def _doors(share, rng):
    """`share` doors as (flat, number): mostly houses, here and there a letter or a house in two flats."""
    doors, number = [], FIRST_NUMBER
    while len(doors) < share:
        kind = rng.random()
        if kind < 0.04 and share - len(doors) >= 2:
            doors += [("Flat 1", str(number)), ("Flat 2", str(number))]
        elif kind < 0.06 and share - len(doors) >= 2:
            doors += [("", str(number)), ("", f"{number}A")]
        else:
            doors.append(("", str(number)))
        number += 1
    return doors


def _household(project, street, postcode, door, rng):
    flat, number = door
    tenure = rng.choices((Tenure.OWNER_OCCUPIED, Tenure.PRIVATE_RENTED, Tenure.SOCIAL_RENTED), (50, 30, 20))[
        0
    ]
    return Household(
        project=project, street=street, flat=flat, number=number, postcode=postcode, tenure=tenure,
        door_key=door_key(flat=flat, number=number), search=rules.search_text(flat, "", number, street.name, postcode),
        walk_seq=rules.walk_order(number, flat),
    )  # fmt: skip
