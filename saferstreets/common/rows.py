"""The rows of a long table, drawn by the engine of the components: a page of fifty takes a fifth of the time of a template loop.

The row's template stands in templates/rows/ under the page's own name. It gets finished words and escapes all of them; whatever
decides stands in the view.
"""

from functools import lru_cache

from django.conf import settings
from django.utils.safestring import mark_safe
from jinja2 import Environment, FileSystemLoader, StrictUndefined


@lru_cache(maxsize=1)
def _environment():
    return Environment(
        loader=FileSystemLoader(settings.BASE_DIR / "templates" / "rows"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=settings.DEBUG,
    )


def table_rows(template_name, **context):
    """HTML of the rows of one table. context: the rows as dicts of text, and what they share."""
    return mark_safe(_environment().get_template(template_name).render(context))
