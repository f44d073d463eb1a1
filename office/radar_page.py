"""What the underspend radar says on a day: what is spent, promised, expected and free on every line, until when an order is safe, and
what could still be ordered. A fixed number of queries, whatever the ledger's size."""

from dataclasses import dataclass

from grants import partners, radar, radar_rules
from grants.choices import Section
from grants.models import FunderNotice, RadarAlert, Reserve
from hardening.models import Job
from saferstreets.common.money import pounds


@dataclass(frozen=True)
class ReserveJobs:
    """The reserve list of target hardening as one thing that could be ordered."""

    jobs: int
    pence: int
    days: int
    pk: None = None  # it is no row of the reserve list

    def __str__(self):
        return f"Target hardening: {self.jobs} home{'' if self.jobs == 1 else 's'} in reserve"


def page(user, project, day):
    """Everything the page prints."""
    sights = radar.sights(project, day)
    totals = radar.totals(sights)
    reserves = [*Reserve.objects.filter(project=project).ready(), *_reserve_jobs(project, sights)]
    rows, taken = radar_rules.absorbed(reserves, totals["free"], project.ends_on, day)
    alerts = list(RadarAlert.objects.visible_to(user, project).for_list())
    carried, carrying = partners.carried(project)
    return {
        "day": day, "ends_on": project.ends_on, "days_left": (project.ends_on - day).days, "sights": sights, "totals": totals,
        "repayable": radar.repayable(project, sights), "illustrative": any(one.line.illustrative for one in sights),
        "tiles": _tiles(project, totals, taken, carried, carrying), "reserves": rows, "taken": taken,
        "alerts": alerts, "unseen": sum(alert.acknowledged_on is None for alert in alerts),
        "notices": list(
            FunderNotice.objects.visible_to(user, project).select_related("document").order_by("-notified_on", "-id")
        ),
    }  # fmt: skip


def _reserve_jobs(project, sights):
    """The costed jobs that target hardening keeps in reserve, with the days that its own line takes."""
    jobs = Job.objects.filter(project=project).on_reserve()
    count = jobs.count()
    pence = jobs.costed_in_all() if count else 0
    own = [one for one in sights if one.safe_on and one.line.section == Section.HARDENING]
    days = max(((project.ends_on - one.safe_on).days for one in own), default=0)
    return [ReserveJobs(count, pence, days)] if pence else []


def _tiles(project, totals, taken, carried, carrying):
    return [
        {"label": "Free", "value": pounds(totals["free"]), "note": "Allocated, and neither spent nor promised"},
        {
            "label": "Expected to be left", "value": pounds(totals["left"]), "status": "due" if totals["left"] else "done",
            "note": f"On {project.ends_on:%-d %B %Y}, if nothing more is ordered than forecast",
        },
        {"label": "The reserve list could take", "value": pounds(taken), "note": "In its rank, ordered today, in time"},
        {
            "label": "Cash we carry for partners", "value": pounds(carried),
            "note": f"{carrying} sub-grant{'' if carrying == 1 else 's'} paid out and not back from the fund",
        },
    ]  # fmt: skip
