"""Charts: every value is in the words, in the picture and in proportion."""

from django.template.loader import render_to_string

from saferstreets.common import charts

POINTS = [
    {"label": "Sep", "under": "2021", "value": 50, "mark": 100},
    {"label": "Oct", "under": "2021", "value": 1200, "mark": None},
    {"label": "Nov", "under": "2021", "value": 0, "mark": 3},
]


def test_nothing_to_draw_is_no_chart():
    assert charts.columns([], what="Packs") is None


def test_columns_are_in_proportion_and_every_value_is_printed():
    chart = charts.columns(POINTS, what="Packs delivered")
    assert [column.height for column in chart.columns] == ["5.4", "130.0", "0.0"]
    assert [column.words for column in chart.columns] == ["50", "1,200", "0"]
    assert [column.inside for column in chart.columns] == [False, True, False]
    assert chart.title == "Packs delivered, column by column: Sep 2021 50; Oct 2021 1,200; Nov 2021 0."


def test_the_number_of_a_low_column_stands_on_it_and_never_in_the_mark():
    low, near = charts.columns(
        [{"label": "a", "under": "", "value": 6, "mark": 100}, {"label": "b", "under": "", "value": 10, "mark": 15}],
        what="Packs", mark="target",
    ).columns  # fmt: skip
    assert float(low.words_y) == float(low.y) - 5
    assert float(near.words_y) == float(near.mark) - 5


def test_all_zero_draws_flat_columns():
    chart = charts.columns([{"label": "Sep", "under": "", "value": 0}], what="Packs")
    assert chart.columns[0].height == "0.0"


def test_a_crowded_chart_labels_every_third_column():
    chart = charts.columns([{"label": str(n), "under": "", "value": n} for n in range(24)], what="Packs")
    assert [column.label for column in chart.columns[:4]] == ["0", "", "", "3"]


def test_the_picture_carries_its_words_and_no_style():
    points = [{"label": "<b>&", "under": "", "value": 2, "mark": 1}]
    svg = render_to_string(
        "components/chart_columns.html", {"chart": charts.columns(points, what="Packs", mark="steady pace")}
    )
    assert "<title>Packs, column by column: &lt;b&gt;&amp; 2 (steady pace 1).</title>" in svg
    assert "style=" not in svg
    assert "<b>" not in svg
