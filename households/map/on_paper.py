"""The map on paper: the picture that may leave the office, and the table that says the same, as PDF."""

from django.template.loader import render_to_string

from households import map as street_map
from households.map import reading
from saferstreets.common import pdf

STYLE = "households/map.css"


def as_pdf(project, day):
    """The bytes, tagged. No counts and no point finer than a street, for a paper goes anywhere."""
    streets = [
        {**street, "name": pdf.printable(street["name"])} for street in reading.streets_left(project, day)
    ]
    picture = street_map.picture(codes=reading.lsoa_codes(project), streets=streets, for_outside=True)
    drawn = {mark.name for mark in picture.marks} if picture else set()
    context = {
        "project": pdf.printable(project.name),
        "demonstration": project.demonstration,
        "day": day,
        "created": f"{day:%Y-%m-%dT00:00:00+00:00}",
        "map": picture,
        "streets": [
            {
                "name": street["name"],
                "words": street_map.class_outside(street["homes"], street["left"]).words,
                "drawn": street["name"] in drawn,
            }
            for street in streets
        ],
    }
    return pdf.render(render_to_string("households/pdf/map.html", context), STYLE)
