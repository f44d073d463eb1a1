"""The picture: what is on it, where the words stand, and what never leaves the office."""

import re

import pytest
from django.template.loader import render_to_string

from households import map as street_map
from households.map import geometry, labels
from office.demonstration.setting_up import street_names

LSOAS = {"E01019120", "E01019121"}


def streets(homes=40, left=30):
    return [
        {"pk": number, "name": name, "homes": homes, "left": left}
        for number, name in enumerate(street_names())
    ]


def drawn(**options):
    return street_map.picture(codes=LSOAS, streets=streets(), **options)


def svg(picture):
    return render_to_string("components/street_map.html", {"map": picture})


@pytest.mark.parametrize(
    ("homes", "left", "code"),
    [
        (0, 0, "no-homes"),
        (40, 0, "none"),
        (40, 1, "few"),
        (40, 10, "few"),
        (40, 11, "half"),
        (30, 20, "half"),
        (30, 21, "most"),
    ],
)
def test_classes_for_the_office(homes, left, code):
    assert street_map.class_inside(homes, left).code == code


@pytest.mark.parametrize(
    ("homes", "left", "code"),
    [
        (0, 0, "not-said"),
        (9, 9, "not-said"),
        (40, 0, "few"),
        (40, 4, "few"),
        (40, 12, "few"),
        (40, 14, "few"),
        (40, 15, "half"),
        (41, 38, "most"),
    ],
)
def test_classes_for_outside_come_from_rounded_counts(homes, left, code):
    assert street_map.class_outside(homes, left).code == code


def test_none_left_and_a_few_left_look_alike_outside():
    """Otherwise a street that falls from 3 to 0 would tell of three homes."""
    assert street_map.class_outside(40, 0) == street_map.class_outside(40, 4)


def test_shapes_tell_the_classes_apart_without_colour():
    kinds = (
        street_map.MOST_LEFT,
        street_map.HALF_LEFT,
        street_map.FEW_LEFT,
        street_map.NONE_LEFT,
        street_map.NO_HOMES,
    )
    assert len({kind.path for kind in kinds}) == len(kinds)


def test_every_street_with_a_point_is_on_the_picture_and_in_its_words():
    picture = drawn()
    assert [mark.name for mark in picture.marks] == street_names()
    assert all(name in picture.title for name in street_names())
    assert len(picture.areas) == 2
    assert len(picture.wards) == 1
    assert len(picture.blocks) > 5
    assert len(picture.postcodes) == 287


def test_what_leaves_the_office_has_no_counts_and_nothing_finer_than_a_street():
    picture = drawn(for_outside=True)
    assert picture.postcodes == []
    assert not [mark.words for mark in picture.marks if re.search(r"\d", mark.words)]
    assert "Most left" in svg(picture)
    assert "<circle" not in svg(picture)
    assert re.search(r"<text[^>]*>[^<]* 30</text>", svg(drawn()))


def test_the_picture_says_where_it_comes_from_and_what_it_is():
    text = svg(drawn())
    assert "<title>Schematic map of 64 streets" in text
    assert "Schematic: points from data.police.uk" in text
    for words in (
        "data.police.uk",
        "Office for National Statistics",
        "Crown copyright",
        "Royal Mail",
        "Open Government Licence v3.0",
    ):
        assert words in text
    assert "style=" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")


def test_a_project_elsewhere_has_no_picture():
    assert street_map.picture(codes={"E01000001"}, streets=streets()) is None
    assert street_map.picture(codes=set(), streets=streets()) is None
    assert (
        street_map.picture(codes=LSOAS, streets=[{"pk": 1, "name": "Nowhere Road", "homes": 1, "left": 1}])
        is None
    )


def test_one_street_alone_is_drawn_too():
    picture = street_map.picture(codes=LSOAS, streets=streets()[:1])
    assert len(picture.marks) == 1
    assert picture.height > 0


def test_spellings_find_the_same_point():
    points = geometry.street_points(LSOAS)
    assert len(points) == 64
    picture = street_map.picture(
        codes=LSOAS, streets=[{"pk": 1, "name": "CLAY ST.", "homes": 1, "left": 1}, *streets()[:1]]
    )
    assert len(picture.marks) == 2


def test_words_hardly_collide():
    """Of the words of 64 streets none covers a mark or another word by more than a sliver."""
    places = [(float(mark.x), float(mark.y), mark.words) for mark in drawn().marks]
    boxes = labels.place(places, width=drawn().width, height=drawn().drawn)
    marks = [labels.box_of(x, y) for x, y, _ in places]
    covered = sum(box.overlap(other) for n, box in enumerate(boxes) for other in boxes[n + 1 :])
    covered += sum(box.overlap(mark) for n, box in enumerate(boxes) for m, mark in enumerate(marks) if m != n)
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in boxes)
    assert covered / area < 0.01
    assert not [box for box in boxes if box.outside(drawn().width, drawn().drawn) > 0]


@pytest.mark.pdf
def test_the_picture_is_drawn_in_a_pdf():
    from weasyprint import HTML

    found = HTML(string=f"<html lang=en><body>{svg(drawn(for_outside=True))}</body></html>").write_pdf()
    assert found.startswith(b"%PDF")
    assert len(found) > 8_000
