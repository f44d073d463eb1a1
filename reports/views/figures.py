"""Every number with its definition, and the rows behind it for those who may see them."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render

from accounts.permissions import Perm, allow
from reports import queries
from reports.forms import period_asked
from saferstreets.common import figures

ROWS_ON_A_PAGE = 50


@allow(Perm.FIGURE_SEE)
def figure_list(request, project):
    """All figures of the project for a chosen period."""
    form, period = period_asked(request, project)
    values = [(found, found.value(project, period)) for found in figures.all_figures()]
    rows = [{"figure": found, "value": value, "words": found.words(value)} for found, value in values]
    context = {"form": form, "period": period, "rows": rows, "span": queries.span(period)}
    return render(request, "reports/figure_list.html", context)


@allow(Perm.FIGURE_SEE)
def figure(request, project, figure_id):
    """One figure: what it counts, and its rows."""
    try:
        found = figures.get(figure_id)
    except KeyError:
        raise Http404 from None
    form, period = period_asked(request, project)
    rows = queries.drill_down(found.rows(project, period), request.user, project)
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines, value = queries.lines(page.object_list, project), found.value(project, period)
    context = {
        "form": form,
        "figure": found,
        "period": period,
        "words": found.words(value),
        "page": page,
        "lines": lines,
        "at_homes": any(line["home"] for line in lines),
        "hidden": bool(value) and not lines,
        "span": queries.span(period),
    }
    return render(request, "reports/figure.html", context)
