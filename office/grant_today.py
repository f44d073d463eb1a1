"""What the grant asks of the desk, for the page Today: alerts nobody has seen, returns due, partners' returns missing, reviews due."""

import datetime

from django.urls import reverse

from accounts.permissions import Perm
from grants import lasting, partners, return_page
from grants.models import Duty, PartnerReturn, RadarAlert, Return
from saferstreets.common.money import pounds

AHEAD = datetime.timedelta(days=28)  # what falls due is told of so long before its day
SHOWN = 8  # of each kind


def asks(user, project, day):
    """{asks: [{what, words, url, on, status, label}], asks_more: how many more wait}; nothing for who may not see the grant.

    A fixed number of queries, whatever waits.
    """
    if not user.can(Perm.GRANT_SEE, project):
        return {}
    kinds = (
        _alerts(user, project),
        _returns(user, project, day),
        _partners(user, project, day),
        _duties(user, project, day),
    )
    return {
        "asks": [row for rows in kinds for row in rows[:SHOWN]],
        "asks_more": sum(max(0, len(rows) - SHOWN) for rows in kinds),
    }


def _row(what, words, url, on, status, label):
    return {"what": what, "words": words, "url": url, "on": on, "status": status, "label": label}


def _alerts(user, project):
    """What the radar told and nobody has seen."""
    radar = reverse("office:radar", args=[project.slug]) + "#alerts"
    return [
        _row(
            str(alert.line), f"{alert.get_kind_display()}: about {pounds(alert.pence)}", radar, alert.raised_on, "late",
            "Nobody has seen it",
        )
        for alert in RadarAlert.objects.visible_to(user, project).unseen().for_list()
    ]  # fmt: skip


def _returns(user, project, day):
    """Our own returns that are not certified and whose window closes soon or has closed."""
    closing = Return.objects.visible_to(user, project).unsigned().closing_by(day + AHEAD)
    return [
        _row(
            f"Return {row['claim'].number} to the funder", row["claim"].period.label,
            reverse("grants:return", args=[project.slug, row["claim"].pk]), row["claim"].closes_on, row["status"], row["words"],
        )
        for row in return_page.rows(closing, project, day)
    ]  # fmt: skip


def _partners(user, project, day):
    """What partners owe in words and has not come."""
    missing = PartnerReturn.objects.visible_to(user, project).missing_on(day).for_list()
    return [
        _row(
            f"Return of {row['one'].agreement.body}", str(row["one"]),
            reverse("grants:agreement", args=[project.slug, row["one"].agreement_id]) + "#returns", row["one"].due_on, row["status"],
            row["label"],
        )
        for row in partners.return_rows(missing, day)
    ]  # fmt: skip


def _duties(user, project, day):
    """What is looked after and is to be reviewed."""
    url = reverse("grants:duty_list", args=[project.slug])
    found = Duty.objects.visible_to(user, project).to_review_by(day + AHEAD).order_by("next_review_on", "id")
    rows = []
    for duty in found:
        status, label = lasting.review_status(duty.next_review_on, duty.until_on, day)
        rows.append(
            _row(
                duty.what,
                "Is it still looked after?",
                url,
                duty.next_review_on,
                status,
                label if status == "late" else "Review due",
            )
        )
    return rows
