"""The round on paper: addresses, short codes and boxes to tick, and nothing else about anybody.

A sheet may be lost. So it has no names, no reasons and no cautions in words: a caution is a figure whose meaning stands
on the Assistants' own card.
"""

from itertools import groupby

from django.template.loader import render_to_string

from accounts.choices import Role
from accounts.models import Membership
from households import walking
from saferstreets.common import clock, pdf

STYLE = "households/sheet.css"


def as_pdf(walk, user):
    """The bytes of the sheet, tagged. The walker is named by role, as a sheet left in a bus shelter should name nobody."""
    doors = walking.doors_of(walk, user, clock.today())
    for door in doors:
        door["address"] = pdf.printable(door["door"] or "No number")
    streets = [
        {"name": pdf.printable(name), "doors": list(found)}
        for name, found in groupby(doors, key=lambda door: door["street"])
    ]
    role = (
        Membership.objects.filter(project=walk.project, user=walk.walked_by)
        .order_by("pk")
        .values_list("role", flat=True)
        .first()
    )
    context = {
        "round": walk,
        "project": pdf.printable(walk.project.name),
        "streets": streets,
        "count": len(doors),
        "cautions": any(door["cautions"] for door in doors),
        "post": Role(role).label if role else "",
        "created": f"{walk.made_at:%Y-%m-%dT%H:%M:%S+00:00}",
        "demonstration": walk.project.demonstration,
    }
    return pdf.render(render_to_string("households/pdf/round_sheet.html", context), STYLE)
