"""Filters and tags every template of the house may use."""

from django import template

from saferstreets.common import disclosure, money, rows

register = template.Library()


@register.filter
def pounds(pence):
    """Whole pence as pounds; nothing for None."""
    return "" if pence is None else money.pounds(pence)


@register.filter
def published(count):
    """A published count in words: 1,300, or "fewer than 5" for None."""
    return disclosure.words(count)


@register.filter
def thousands(count):
    """1300 as 1,300; nothing for None."""
    return "" if count is None else f"{count:,}"


@register.filter
def percent_of(part, whole):
    """`part` as a whole percentage of `whole`, rounded down so that 99.9 % never reads as done; 0 of nothing."""
    return 0 if not whole else int(100 * part // whole)


@register.filter
def percent(share):
    """A share from 0 to 1 as a whole percentage: 0.403 as 40%."""
    return f"{100 * share:.0f}%"


@register.simple_tag
def table_rows(template_name, **context):
    """The rows of a long table: {% table_rows "households/household_list.html" homes=homes %}, from templates/rows/."""
    return rows.table_rows(template_name, **context)
