"""Doors to the map."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from accounts.permissions import Perm, allow
from households import map as street_map
from households.map import on_paper, reading
from saferstreets.common import clock


@allow(Perm.MAP_SEE)
def map(request, project):
    """The streets on a schematic map by what is left, and the table that says the same."""
    streets = reading.streets_left(project, clock.today())
    picture = street_map.picture(codes=reading.lsoa_codes(project), streets=streets)
    shown = {mark.name for mark in picture.marks} if picture else set()
    for street in streets:
        street |= {
            "kind": street_map.class_inside(street["homes"], street["left"]),
            "shown": street["name"] in shown,
        }
    context = {
        "map": picture,
        "streets": streets,
        "attribution": (street_map.SCHEMATIC, *street_map.ATTRIBUTION),
    }
    return render(request, "households/map.html", context)


@allow(Perm.MAP_SEE)
def map_picture(request, project):
    """The picture as a file, to hand on: always the version without counts, for it leaves the office."""
    streets = reading.streets_left(project, clock.today())
    picture = street_map.picture(codes=reading.lsoa_codes(project), streets=streets, for_outside=True)
    if picture is None:
        return redirect("households:map", project.slug)
    svg = render_to_string("components/street_map.html", {"map": picture})
    name = f"{project.slug}-map-{clock.today():%Y-%m-%d}.svg"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        svg[svg.index("<svg") :], content_type="image/svg+xml; charset=utf-8", headers=headers
    )


@allow(Perm.MAP_SEE)
def map_pdf(request, project):
    """Picture and table on paper: always the version without counts."""
    day = clock.today()
    answer = HttpResponse(on_paper.as_pdf(project, day), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{project.slug}-map-{day:%Y-%m-%d}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
