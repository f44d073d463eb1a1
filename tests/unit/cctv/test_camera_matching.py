"""Which camera a row speaks of: two of number, place and position; one alone is a question."""

from cctv.importing.matching import Thing, match, number_key, place_key

METRE = 9  # millionths of a degree of latitude, about


def at(x, y=0):
    """A position so many metres east and north of a corner of Manchester."""
    return (-2_300_000 + x * 15, 53_430_000 + y * METRE)


def thing(id, number, place, spot=None, kind="", area=""):
    return Thing(id, number, place, area, kind, spot and at(*spot))


PARK = [thing(n, str(200 + n), f"Water Park {n}", (n * 4,)) for n in range(1, 9)]


def found(rows, cameras):
    return {row: (one.camera, one.may_be) for row, one in match(rows, cameras).items()}


def test_spellings_share_a_key():
    assert place_key("Regent Road / George Street") == place_key("GEORGE ST/Regent Rd")
    assert place_key("Firs Way junction with Epsom Avenue") == place_key("Epsom Ave/Firs Way")
    assert place_key("St John's Road") == place_key("St. Johns Rd ")
    assert place_key("Subway 1") != place_key("Subway 2")
    assert number_key("CAM 007") == number_key("cam7") != number_key("70")


def test_the_same_list_again_finds_each_camera():
    assert found(PARK, PARK) == {one.id: (one.id, []) for one in PARK}


def test_numbers_that_move_along_a_row_of_cameras_follow_their_places():
    renumbered = [thing(n, str(200 + n % 8 + 1), f"Water Park {n}", (n * 4,)) for n in range(1, 9)]
    assert found(renumbered, PARK) == {n: (n, []) for n in range(1, 9)}


def test_a_renumbered_list_with_rounded_positions_and_other_spelling_is_still_found():
    rows = [thing(n, f"WP-{n:03}", f"WATER PARK  {n} ", (n * 4 + 3, 5)) for n in range(1, 9)]
    assert found(rows, PARK) == {n: (n, []) for n in range(1, 9)}


def test_a_new_camera_among_known_ones_is_new_even_with_a_number_that_was_anothers():
    rows = [thing(n, str(300 + n), f"Water Park {n}", (n * 4,)) for n in range(1, 9)]
    rows.append(thing(99, "201", "Boat House", (14, 3)))
    assert found(rows, PARK)[99] == (None, [])


def test_renamed_or_moved_with_its_number_is_the_same_camera():
    cameras = [thing(1, "16", "Goose Green", (0,)), thing(2, "24", "Edge Lane", (500,))]
    rows = [thing(11, "16", "Goose Green, Altrincham", (1,)), thing(12, "24", "Edge Lane", (700,))]
    assert found(rows, cameras) == {11: (1, []), 12: (2, [])}


def test_one_thing_alone_is_a_question():
    cameras = [
        thing(1, "16", "Goose Green", (0,)),
        thing(2, "24", "Edge Lane", (500,)),
        thing(3, "33", "Cornbrook", (900,)),
    ]
    rows = [
        thing(11, "16", "Hale Road", (5000,)),  # a number alone
        thing(12, "77", "Edge Lane", (900, 900)),  # a place in words alone
        thing(13, "78", "Car Park", (905,)),  # a position alone
    ]
    assert found(rows, cameras) == {11: (None, [1]), 12: (None, [2]), 13: (None, [3])}


def test_two_that_fit_alike_are_a_question():
    cameras = [thing(1, "1", "Town Hall", (0,)), thing(2, "2", "Town Hall", (0,))]
    assert found([thing(11, "8", "Town Hall", (0,))], cameras) == {11: (None, [1, 2])}
    rows = [thing(11, "1", "Town Hall", (0,)), thing(12, "2", "Town Hall", (0,))]
    assert found(rows, cameras) == {11: (1, []), 12: (2, [])}


def test_another_kind_in_the_place_under_a_new_number_is_a_question_and_the_right_kind_is_found():
    cameras = [thing(1, "1", "Station", (0,), kind="Fixed"), thing(2, "2", "Station", (0,), kind="PTZ")]
    assert found([thing(11, "9", "Station", (0,), kind="ptz")], cameras) == {11: (2, [])}
    assert found([thing(11, "9", "Station", (0,), kind="ANPR")], cameras) == {11: (None, [1, 2])}


def test_a_misspelt_place_on_the_very_spot_is_found_but_never_across_another_digit():
    cameras = [
        thing(1, "84", "Regend Road/Stamford New Road", (0,)),
        thing(2, "25", "Chester Road Subway 1", (60,)),
    ]
    rows = [
        thing(11, "A1", "Regent Road/Stamford New Road", (0,)),
        thing(12, "A2", "Chester Road Subway 2", (60,)),
    ]
    assert found(rows, cameras) == {11: (1, []), 12: (None, [2])}


def test_without_positions_a_place_that_stands_once_is_enough():
    cameras = [
        thing(1, "1", "Moss Lane", area="Altrincham"),
        thing(2, "2", "Moss Lane", area="Partington"),
        thing(3, "3", "The Downs"),
    ]
    rows = [thing(11, "50", "Moss Lane", area="Partington"), thing(12, "51", "The Downs")]
    assert found(rows, cameras) == {11: (2, []), 12: (3, [])}
    assert found([thing(11, "50", "Moss Lane")], cameras) == {11: (None, [1, 2])}
