"""What the radar sees: every budget line with its days and its forecast, on one day. Three queries for any number of entries."""

from grants import radar_rules as rules
from grants.models import BudgetLine, LineForecast, LineTiming


def sights(project, day):
    """[Sight] of every line that holds money, in the order entered."""
    days = {one.line_id: one.days for one in LineTiming.objects.filter(project=project)}
    forecasts = LineForecast.objects.latest(project)
    lines = BudgetLine.objects.filter(project=project).for_list()
    return [
        rules.sight(line, days.get(line.pk), forecasts.get(line.pk), project.ends_on, day)
        for line in lines
        if line.allocated_pence
    ]


def totals(sights):
    """{allocated, spent, committed, free, forecast, left} in pence over these lines."""
    names = ("allocated", "spent", "committed", "free", "forecast", "left")
    return {name: sum(getattr(one, name) for one in sights) for name in names}


def repayable(project, sights):
    """What would go back to the fund if it ended as forecast, in pence: the award, or what is allocated where none is known, less the forecast."""
    whole = project.award_pence if project.award_pence is not None else sum(one.allocated for one in sights)
    return max(0, whole - sum(one.forecast for one in sights if one.line.eligible))
