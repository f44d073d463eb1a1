"""What the page of results prints, all of it from the register of figures."""

from households.choices import Tenure
from saferstreets.common import figures
from saferstreets.common.periods import Period

SHOWN = ("H01", "H02", "H03", "H09", "H10", "H11", "H12")


def of(project, day):
    """{figures, cost, days, tenures} over the project up to `day`."""
    end = min(max(day, project.starts_on), project.ends_on)
    period = Period(project.starts_on, end)
    homes, pence = (figures.value(key, project, period) for key in ("H01", "H07"))
    return {
        "period": period,
        "figures": [
            {"figure": figures.get(key), "value": figures.value(key, project, period)} for key in SHOWN
        ],
        "days": figures.value("H08", project, period),
        "cost_pence": pence,
        "cost_per_home": pence // homes if homes else None,
        "tenures": by_tenure(project, period),
    }


def by_tenure(project, period):
    """[{tenure, homes, before, after}] of homes scored twice: averages of the four points, in tenths. The last row is all of them."""
    field = "household__tenure"
    homes, before, after = (figures.by(key, project, period, field) for key in ("H04", "H05", "H06"))
    rows = [
        {
            "tenure": Tenure(key).label,
            "homes": homes[key],
            **_averages(homes[key], before.get(key), after.get(key)),
        }
        for key in Tenure.values
        if homes.get(key)
    ]
    total = sum(homes.values())
    if total:
        sums = (sum(one or 0 for one in found.values()) for found in (before, after))
        rows.append({"tenure": "All", "homes": total, **_averages(total, *sums)})
    return rows


def _averages(homes, before, after):
    return {"before": f"{(before or 0) / homes:.1f}", "after": f"{(after or 0) / homes:.1f}"}
