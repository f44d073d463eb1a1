"""Reading which round is wanted, and the ladder."""

from django import forms
from django.http import QueryDict

from accounts.choices import Role
from accounts.models import Membership
from households import ladder, rounds
from households.choices import PartOfDay, Side
from households.models import Street
from saferstreets.common import clock
from saferstreets.common.forms import DateParts, HouseForm, end_with

WALKERS = (Role.ASSISTANT, Role.OFFICER, Role.COORDINATOR)
PARTS = [
    (part.value, words)
    for part, words in zip(ladder.WEEKDAY, ("Morning", "Afternoon", "Evening"), strict=True)
]


def walkers_of(project):
    """Who may walk a round of this project, Assistants first: {user pk as text: (user, role)}."""
    members = (
        Membership.objects.filter(project=project, role__in=WALKERS)
        .current()
        .select_related("user")
        .order_by("user__name", "pk")
    )
    found = {}
    for member in sorted(members, key=lambda member: WALKERS.index(member.role)):
        found.setdefault(str(member.user_id), (member.user, Role(member.role)))
    return found


class RoundForm(HouseForm):
    """Which doors, for whom and when. Sent in the address of the page: it holds numbers of streets and people, no words."""

    submit_label = "Show the doors"
    mark_optional = False

    walked_by = forms.ChoiceField(label="For")
    on_day = DateParts(label="Day", earliest=clock.today)
    part = forms.ChoiceField(
        label="Part of the day", choices=PARTS, help_text="Saturday and Sunday count as the weekend all day"
    )
    street = forms.ChoiceField(label="Where", required=False)
    side = forms.ChoiceField(label="Side of the street", choices=Side.choices, required=False)
    how_many = forms.IntegerField(
        label="How many doors", min_value=rounds.FEWEST_DOORS, max_value=rounds.MOST_DOORS
    )

    def __init__(self, data, *, project):
        self.walkers = walkers_of(project)
        self.streets = {
            str(street.pk): street
            for street in Street.objects.filter(project=project).order_by("name", "town", "pk")
        }
        super().__init__(data if "walked_by" in data else self.tonight())
        end_with(self, "on_day", project.ends_on)
        self.fields["walked_by"].choices = [
            (key, f"{user.name}, {role.label}") for key, (user, role) in self.walkers.items()
        ]
        self.fields["street"].choices = [
            ("", "The best doors anywhere"),
            *((key, street.name) for key, street in self.streets.items()),
        ]

    def tonight(self):
        """What is asked before anybody chooses: the best 40 doors for this evening, for the first Assistant."""
        day, asked = clock.today(), QueryDict(mutable=True)
        asked.update(
            {
                "walked_by": next(iter(self.walkers), ""),
                "part": PartOfDay.EVENING,
                "side": Side.BOTH,
                "how_many": rounds.USUAL_DOORS,
            }
        )
        asked.update({"on_day_day": day.day, "on_day_month": day.month, "on_day_year": day.year})
        return asked

    def clean(self):
        cleaned = super().clean()
        cleaned["street"] = self.streets.get(cleaned.get("street"))
        cleaned["side"] = cleaned.get("side") if cleaned["street"] and cleaned.get("side") else Side.BOTH
        if cleaned.get("on_day") and cleaned["on_day"].weekday() >= 5:
            cleaned["part"] = PartOfDay.WEEKEND
        cleaned["walked_by"] = self.walkers.get(cleaned.get("walked_by"), (None,))[0]
        return cleaned

    def carried(self):
        """What was asked, as (name, value) pairs for the page that makes the round."""
        names = (
            "walked_by",
            "part",
            "street",
            "side",
            "how_many",
            "on_day_day",
            "on_day_month",
            "on_day_year",
        )
        return [(name, self.data.get(name, "")) for name in names]


NO_TRY, ANY_PART = "none", "any"


class LadderForm(HouseForm):
    """The tries of the ladder, one after another; the first "no further try" ends it."""

    submit_label = "Save the ladder"

    def __init__(self, *args, steps=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = [
            (NO_TRY, "No further try"),
            (ANY_PART, "At a part of the day not tried yet"),
            *PartOfDay.choices,
        ]
        for number in range(1, ladder.MOST_STEPS + 1):
            step = steps[number - 1] if number <= len(steps) else None
            self.fields[f"part_{number}"] = forms.ChoiceField(
                label=f"Try {number}",
                choices=choices[1:] if number == 1 else choices,
                initial=(step.part_of_day or ANY_PART) if step else NO_TRY,
            )
            self.fields[f"card_{number}"] = forms.BooleanField(
                label="Leave a card when nobody answers",
                required=False,
                initial=bool(step and step.leave_card),
            )

    def clean(self):
        cleaned = super().clean()
        asked = [cleaned.get(f"part_{number}", NO_TRY) for number in range(1, ladder.MOST_STEPS + 1)]
        ends = asked.index(NO_TRY) if NO_TRY in asked else len(asked)
        if any(part != NO_TRY for part in asked[ends:]):
            self.add_error(f"part_{ends + 1}", "Choose when this try is made: there is another one after it")
        cleaned["steps"] = [
            ladder.Step("" if part == ANY_PART else part, cleaned.get(f"card_{number}", False))
            for number, part in enumerate(asked[:ends], 1)
        ]
        return cleaned
