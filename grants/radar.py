"""What the radar sees: every budget line with its days and its forecast, on one day. One query for any number of entries."""

from grants import lines
from grants import radar_rules as rules
from grants.models import RadarAlert


def sights(project, day):
    """[Sight] of every line that holds money, in the order entered."""
    return [rules.sight(line, project.ends_on, day) for line in lines.timed(project) if line.allocated_pence]


def untold(project, day):
    """[(line id, AlertKind, pence)] that the radar has to tell on `day` and has not told before. Two queries."""
    told = set(RadarAlert.objects.filter(project=project).values_list("line", "kind"))
    return [
        (sight.line.pk, kind, pence)
        for sight in sights(project, day)
        for kind, pence in rules.alerts(sight, day)
        if (sight.line.pk, kind) not in told
    ]


def totals(sights):
    """{allocated, spent, committed, free, forecast, left} in pence over these lines."""
    names = ("allocated", "spent", "committed", "free", "forecast", "left")
    return {name: sum(getattr(one, name) for one in sights) for name in names}


def repayable(project, sights):
    """What would go back to the fund if it ended as forecast, in pence: the award, or what is allocated where none is known, less the forecast."""
    whole = project.award_pence if project.award_pence is not None else sum(one.allocated for one in sights)
    return max(0, whole - sum(one.forecast for one in sights if one.line.eligible))
