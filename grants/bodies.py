"""What the page of the bodies prints: each by the name it had on a day, who carries its duties then, and what hangs on it here."""

from collections import defaultdict

from accounts.choices import NameKind
from accounts.models import Organisation
from grants.models import Agreement, Duty


def rows(project, day):
    """[{body, name, also, holder, ended, agreements, duties}] by name on `day`. A fixed number of queries.

    name: what papers of that day call it. holder: who carries its duties on `day`, "" where it does so itself.
    """
    agreements, duties = defaultdict(list), defaultdict(list)
    for one in Agreement.objects.filter(project=project, stated_on__lte=day).order_by("id"):
        agreements[one.body_id].append(one)
    for duty in (
        Duty.objects.filter(project=project, from_on__lte=day).exclude(until_on__lt=day).order_by("id")
    ):
        duties[duty.body_id].append(duty)
    found = [_row(body, day, agreements, duties) for body in _bodies()]
    return sorted(found, key=lambda row: row["name"])


def _bodies():
    return Organisation.objects.select_related("successor__successor__successor").prefetch_related(
        "names", "successor__names", "successor__successor__names"
    )


def _row(body, day, agreements, duties):
    name, holder = body.name_as_at(day), body.holder_as_at(day)
    also = [one for one in body.names.all() if one.text != name]
    return {
        "body": body, "name": name,
        "also": [one.text for one in also if one.kind == NameKind.ALIAS],
        "other_days": [one for one in also if one.kind == NameKind.OFFICIAL],
        "holder": "" if holder.pk == body.pk else holder.name_as_at(day),
        "gone": bool(body.ended_on and body.ended_on < day), "agreements": agreements[body.pk], "duties": duties[body.pk],
    }  # fmt: skip
