"""The bridge from Django forms to GOV.UK components, and the files it is shown with."""

import datetime
import hashlib
from pathlib import Path

import pytest
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from saferstreets.common import govuk
from saferstreets.common.forms import Conditional, DateParts, HouseForm, PoundsField

VENDOR = Path(__file__).resolve().parents[3] / "static" / "vendor"
TEXTS = {".css", ".js", ".svg"}


class VisitForm(HouseForm):
    """One field of every kind the house uses."""

    submit_label = "Record the visit"
    choice_hints = {"outcome": {"call_back": "Another day or time"}}

    happened_on = DateParts(
        label="When was the visit?", subject="Date of the visit", latest=datetime.date(2021, 11, 24)
    )
    outcome = forms.ChoiceField(
        label="What happened?",
        widget=forms.RadioSelect,
        choices=[("", "---"), ("pack", "Pack delivered"), ("call_back", "Call back")],
        error_messages={"required": "Select what happened"},
    )
    call_on = DateParts(label="Call back on", required=False)
    offers = forms.MultipleChoiceField(
        label="Offers", widget=forms.CheckboxSelectMultiple, choices=[("a", "Pack")]
    )
    kits = forms.IntegerField(label="Kits left", min_value=0)
    cost = PoundsField(label="Cost")
    street = forms.ChoiceField(
        label="Street", choices=[("", "Choose a street"), ("Moss Bay", [("1", "Casson Road")])]
    )
    photo = forms.FileField(label="Photo", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    email = forms.EmailField(label="Email address")
    notes = forms.CharField(label="Notes", max_length=20, widget=forms.Textarea, required=False)
    story = forms.CharField(label="Story", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(
        label="The resident agreed", error_messages={"required": "Confirm that the resident agreed"}
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def layout(self):
        names = [name for name in self.fields if name not in {"outcome", "call_on", "token"}]
        return Layout(Conditional("outcome", {"call_back": ["call_on"]}), Fieldset("At the door", *names))


def page(template, **context):
    """A fragment as a page would show it: the request is there, the menu and the person are not needed."""
    context = Context(context)
    context.request = RequestFactory().get("/")
    return Template("{% load govuk crispy_forms_tags %}" + template).render(context)


def posted(**values):
    return VisitForm(values)


def test_every_kind_of_field_renders_as_its_component():
    html = govuk.form_fields(VisitForm())
    for name in (
        "radios",
        "checkboxes",
        "date-input",
        "select",
        "file-upload",
        "password-input",
        "character-count",
        "textarea",
        "input",
    ):
        assert f"govuk-{name}" in html, name
    assert 'type="hidden" name="token"' in html
    assert html.count('name="call_on_day"') == 1
    assert "style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "name", ["button", "pagination", "error-summary", "notification-banner", "details", "warning-text"]
)
def test_component_renders_each_part_used_by_name(name):
    assert "govuk-" + name in govuk.component(
        name, text="Words", titleText="Words", summaryText="More", items=[{"number": 1, "href": "?page=1"}]
    )


def test_field_in_error_says_so_beside_it_and_in_the_summary():
    form = posted(
        happened_on_day="31", happened_on_month="2", happened_on_year="2021", cost="1.234", street=""
    )
    summary, fields = govuk.error_summary(form), govuk.form_fields(form)
    assert "There is a problem" in summary
    for words, link in (
        ("Date of the visit must be a real date", "#id_happened_on_day"),
        ("Select what happened", "#id_outcome"),
        ("Cost must be an amount in pounds and pence", "#id_cost"),
        ("Select the street", "#id_street"),
        ("Confirm that the resident agreed", "#id_agreed"),
        ("Select the offers", "#id_offers"),
    ):
        assert words in summary
        assert words in fields
        assert f'href="{link}"' in summary
        assert f'id="{link[1:]}"' in fields
    assert "['" not in summary + fields
    assert "govuk-select--error" in fields
    assert 'aria-describedby="id_cost-error"' in fields


def test_error_summary_is_shown_once_and_not_without_errors():
    assert govuk.error_summary(VisitForm()) == ""
    form = posted()
    assert govuk.error_summary(form)
    assert govuk.error_summary(form) == ""


def test_error_of_the_whole_form_stands_in_the_summary_without_a_link():
    form = posted()
    form.add_error(None, "Another person has recorded this visit")
    summary = govuk.error_summary(form)
    assert "Another person has recorded this visit" in summary
    assert "Another person has recorded this visit</a>" not in summary


def test_date_shows_its_initial_value_in_three_boxes():
    html = govuk.render_field(VisitForm(initial={"happened_on": datetime.date(2021, 11, 24)})["happened_on"])
    assert 'value="24"' in html
    assert 'value="2021"' in html


def test_only_the_wrong_part_of_a_date_is_marked_and_linked():
    form = posted(happened_on_day="3", happened_on_month="", happened_on_year="2021")
    assert 'href="#id_happened_on_month"' in govuk.error_summary(form)
    assert govuk.wrong_parts(form["happened_on"]) == {"month"}


def test_text_of_a_person_is_escaped_everywhere():
    nasty = '"><script>alert(1)</script>'
    html = govuk.form_fields(posted(notes=nasty, cost=nasty, email=nasty, happened_on_day=nasty))
    assert "<script" not in html
    assert nasty not in html


def test_password_is_never_written_back():
    assert "open sesame" not in govuk.form_fields(posted(password="open sesame"))


def test_number_is_a_text_box_with_a_number_pad_and_no_browser_limits():
    html = govuk.render_field(VisitForm()["kits"])
    assert 'inputmode="numeric"' in html
    assert 'type="text"' in html
    assert "min=" not in html


def test_reveal_is_marked_only_on_the_choice_that_reveals():
    html = govuk.form_fields(VisitForm())
    assert html.count("data-aria-controls") == 1
    assert "Another day or time" in html
    assert "(optional)" not in govuk.render_field(VisitForm()["call_on"], revealed=True)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("kits", "", "Enter the kits left"),
        ("kits", "two", "Kits left must be a whole number"),
        ("kits", "-1", "Kits left must be 0 or more"),
        ("notes", "x" * 21, "Notes must be 20 characters or fewer; you typed 21"),
        ("email", "nobody", "Enter an email address in the correct format, like name@example.com"),
        ("outcome", "", "Select what happened"),
        ("outcome", "stroll", "Choose one of the answers shown"),
    ],
)
def test_house_form_refuses_in_plain_words(name, value, words):
    assert list(posted(**{name: value})[name].errors) == [words]


def test_crispy_tag_and_form_part_show_the_same_fields():
    by_tag, by_part = (
        page("{% crispy form %}", form=VisitForm()),
        page('{% include "components/form.html" with form=form only %}', form=VisitForm()),
    )
    for html in (by_tag, by_part):
        assert html.count('name="happened_on_day"') == 1
        assert "Record the visit" in html
        assert 'enctype="multipart/form-data"' in html
    assert "csrfmiddlewaretoken" in by_part


def test_formset_shows_one_summary_for_all_its_forms():
    class NameForm(forms.Form):
        name = forms.CharField(label="Name", error_messages={"required": "Enter a name"})

    several = forms.formset_factory(NameForm)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "", "form-1-name": ""}
    )
    assert several.is_valid() is False
    assert govuk.error_summary(several).count("Enter a name") == 2


def test_pagination_carries_only_what_the_view_names():
    html = page(
        "{% govuk_pagination page keep=keep %}", page=Paginator(range(500), 50).page(5), keep="street=12"
    )
    assert 'href="?street=12&amp;page=6"' in html
    assert 'aria-current="page"' in html
    assert page("{% govuk_pagination page %}", page=Paginator(range(5), 50).page(1)).strip() == ""


PARTS = [
    ("back_link", {"url": "/"}, "Back"),
    ("bar", {"value": 3, "target": 4, "expected": 2}, 'width="75"'),
    ("confirm", {"question": "Issue the update?", "submit": "Issue"}, "Issue the update?"),
    ("empty", {"title": "No visits yet", "action_url": "/", "action_label": "Record one"}, "Record one"),
    ("filter_bar", {"form": VisitForm(), "clear_url": "/"}, "Clear"),
    ("messages", {"messages": []}, ""),
    ("move_button", {"action": "/", "label": "Approve"}, "Approve"),
    ("note", {"text": "Flagged", "kind": "warning"}, "Flagged"),
    ("page_header", {"title": "Today", "status": "late", "status_label": "Late"}, 'data-status="late"'),
    (
        "progress",
        {"label": "Homes", "value": 41, "target": 100, "baseline": 150},
        "First target 150, revised to 100",
    ),
    ("summary_list", {"rows": [{"label": "UPRN", "value": ""}]}, "Not recorded"),
    ("tag", {"label": "Call back", "status": "call_back"}, "Call back"),
    ("tiles", {"tiles": [{"label": "Packs", "value": "612"}]}, "612"),
]


@pytest.mark.parametrize(("name", "context", "words"), PARTS, ids=[part[0] for part in PARTS])
def test_part_renders_without_inline_style_or_script(name, context, words):
    html = render_to_string(f"components/{name}.html", context)
    assert words in html
    assert "style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_page_for_a_fault_needs_no_context(name):
    assert "Go to the first page" in render_to_string(name)


def test_vendored_files_are_the_ones_listed():
    listed = {}
    for line in (VENDOR / "VENDORED.txt").read_text().splitlines():
        _package, _version, _licence, path, size, digest = line.split("\t")
        content = (VENDOR / path).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (int(size), digest), path
        listed[path] = digest
    there = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert there == {*listed, "VENDORED.txt"}


def test_vendored_files_hold_nothing_that_is_only_for_gov_uk():
    for path in VENDOR.rglob("*"):
        assert "crest" not in path.name
        if path.suffix in TEXTS:
            text = path.read_text()
            for word in ("GDS Transport", "/assets/", "crest", "sourceMappingURL"):
                assert word not in text, f"{word} in {path.name}"
