"""GOV.UK components for templates: `{% load govuk %}`."""

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html

from saferstreets.common import govuk

register = template.Library()


@register.simple_tag
def govuk_component(component_name, /, **params):
    """One component by its GOV.UK name: {% govuk_component "button" text="Save" %}."""
    return govuk.component(component_name, **params)


@register.simple_tag
def govuk_error_summary(form):
    """The box of refusals at the top of a page; nothing when there are none or it was shown already."""
    return govuk.error_summary(form) if form else ""


@register.simple_tag
def govuk_form_fields(form):
    """Every field of a form, by its layout when it has one. The `<form>` tag and button are the page's."""
    return govuk.form_fields(form)


@register.simple_tag
def govuk_field(field, label=None, hint=None, reveals=None):
    """One field of a form; `label` and `hint` replace the field's own words."""
    return govuk.render_field(field, label=label, hint=hint, reveals=reveals)


@register.simple_tag(takes_context=True)
def govuk_csrf(context):
    """The anti-forgery field, also inside a part included with `only`, where {% csrf_token %} is empty."""
    request = getattr(context, "request", None) or context.get("request")
    token = get_token(request) if request else context.get("csrf_token", "")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token) if token else ""


@register.simple_tag
def govuk_pagination(page, keep=""):
    """Links between the pages of a Django `Page`.

    keep: the filters to carry along, already url-encoded ("street=12"). Only
    what the view names goes into the address, so nothing personal slips in.
    """
    if page.paginator.num_pages < 2:
        return ""

    def href(number):
        return f"?{keep}&page={number}" if keep else f"?page={number}"

    items = [
        {"number": number, "href": href(number), "current": number == page.number}
        if isinstance(number, int)
        else {"ellipsis": True}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    ends = {}
    if page.has_previous():
        ends["previous"] = {"href": href(page.previous_page_number())}
    if page.has_next():
        ends["next"] = {"href": href(page.next_page_number())}
    return govuk.component("pagination", items=items, **ends)
