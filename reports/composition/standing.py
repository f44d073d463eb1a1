"""How each promise stands, what has to be decided, and what lasts when the grant has ended."""

from django.db.models import Q

from grants import lasting
from grants.choices import Section
from grants.delivery_rules import GREEN, NONE, RED
from grants.models import Duty
from grants.ratings import ratings
from saferstreets.common.periods import long_date

WORST_FIRST = (RED, "due", GREEN, NONE)


def status_of(project, day):
    """{"label", "rows"}: the delivery colour of every promise on `day`, in words and with the rule that gave it.

    label: the worst of them, which is how the project stands; "" without promises.
    """
    rated = [(row["promise"].deliverable.title, row["delivery"]) for row in ratings(project, day)]
    worst = min(
        (rating for _, rating in rated), key=lambda rating: WORST_FIRST.index(rating.colour), default=None
    )
    return {
        "label": worst.label if worst else "",
        "rows": [{"title": title, "label": rating.label, "rule": rating.rule} for title, rating in rated],
    }


def decisions_of(targets, status):
    """What the board has to decide or know, as sentences, from the figures alone."""
    found = [
        f"{target['deliverable']}: approve the change of the target from {target['baseline']:,} to {target['current']:,} {target['unit']}, or put it right. Nobody’s approval is recorded."
        for target in targets
        if target["unapproved"]
    ]
    red = [row for row in status["rows"] if row["label"] == "Red"]
    return found + [f"{row['title']}: agree how it is brought back. {row['rule']}" for row in red]


def duties_of(project, day):
    """Who looks after what once the grant has ended, by the bodies' names on `day`. Nothing that a later work left behind."""
    left = Duty.objects.filter(Q(source="") | Q(from_on__lte=day), project=project)
    found = left.for_list().order_by("id")
    order = list(Section.values)
    return [
        {
            "what": duty.what,
            "strand": duty.get_section_display(),
            "who": duty.holder_name(day),
            "until": duty.until_words
            or (f"until {long_date(duty.until_on)}" if duty.until_on else "no end stated"),
            "life": lasting.life_words(duty.least_years, duty.most_years),
            "source": duty.stated_in,
        }
        for duty in sorted(found, key=lambda duty: order.index(duty.section))
    ]
