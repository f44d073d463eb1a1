"""Named reads of streets, homes and visits."""

import datetime
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from accounts.permissions import Perm
from households import own_streets, rules
from households.choices import (
    HouseholdState,
)


class StreetQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Streets of this project for those who may see homes."""
        return self.filter(project=project) if user.can(Perm.HOUSEHOLD_SEE, project) else self.none()


class HouseholdQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Homes of this project for those who may see homes; others do not exist for them (404, not 403)."""
        return self.filter(project=project) if user.can(Perm.HOUSEHOLD_SEE, project) else self.none()

    def in_scope(self):
        """Dwellings a pack could go to: occupied, or not yet known to be anything else."""
        return self.filter(state=HouseholdState.OCCUPIED)

    def dwellings(self):
        """What is or may be a home: occupied or empty."""
        return self.filter(state__in=rules.DWELLINGS)

    def open_to_visits(self):
        """In scope, and nobody there has asked us not to call again."""
        return self.in_scope().filter(closed_on=None)

    def matching(self, text):
        """Homes whose address or postcode has words beginning with each word of `text`. An empty text finds nothing."""
        words = rules.search_text(text).split()
        found = self if words else self.none()
        for word in words:
            found = found.filter(search__contains=f" {word}")
        return found

    def resembling(self, text, most=8):
        """The homes most like an address as somebody gave it, the likeliest first; a list, and empty for no words.

        One query: homes with one of its numbers in a street of one of its words, ranked by how many words they share.
        """
        words = rules.search_text(text).split()
        numbers = [word for word in words if word[:1].isdecimal()]
        names = [
            word for word in words if len(word) > 2 and word.isalpha() and word not in rules.STREET_WORDS
        ]
        in_street = reduce(or_, (Q(search__contains=f" {name}") for name in names), Q())
        at_number = reduce(or_, (Q(search__contains=f" {number} ") for number in numbers), Q())
        likely = (
            list(self.filter(in_street & at_number).order_by("walk_seq", "id")[:200])
            if names or numbers
            else []
        )
        shared = {home.pk: sum(f" {word} " in home.search for word in words) for home in likely}
        return sorted(likely, key=lambda home: -shared[home.pk])[:most]

    def for_list(self):
        """Everything a row of the register prints, as named rows, in one query and no objects."""
        return self.values_list(
            "pk",
            "flat",
            "name",
            "number",
            "street__name",
            "street__town",
            "postcode",
            "state",
            "closed_on",
            "uprn",
            named=True,
        )

    def after(self, home):
        """Homes behind this one in its street's walking order, nearest first."""
        return self.filter(
            Q(walk_seq__gt=home.walk_seq) | Q(walk_seq=home.walk_seq, pk__gt=home.pk)
        ).order_by("walk_seq", "pk")

    def in_walking_order(self):
        """Street by street, door by door."""
        return self.order_by("street__name", "street_id", "walk_seq", "id")


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Visits of this project for those who may see homes."""
        return self.filter(project=project) if user.can(Perm.HOUSEHOLD_SEE, project) else self.none()

    def standing(self):
        """Visits that count: not withdrawn."""
        return self.filter(withdrawn_at=None)

    def within(self, period):
        """Visits made from the first to the last day of `period`."""
        return self.filter(happened_on__range=(period.start, period.end))

    def reached(self):
        """Visits at which a resident spoke with us."""
        return self.filter(outcome__in=rules.REACHED)

    def answerable(self):
        """Knocks at a home's door, answered or not: neither what turned out to be no home, nor a letter."""
        return self.filter(outcome__in=rules.ANSWERABLE)

    def latest_at_their_door(self):
        """Standing visits with no later standing visit to the same home."""
        later = self.model.objects.standing().filter(
            project=OuterRef("project"),
            household=OuterRef("household"),
            happened_at__gt=OuterRef("happened_at"),
        )
        return self.standing().filter(~Exists(later))

    def calling_back_by(self, day):
        """Call-backs promised for `day` or earlier that no later visit has answered, at homes still open to visits."""
        return (
            self.latest_at_their_door()
            .filter(call_back_on__lte=day, household__closed_on=None)
            .filter(household__state=HouseholdState.OCCUPIED)
            .order_by("call_back_on", "id")
        )

    def as_they_happened(self):
        """Oldest first. Of two at one moment the id made at the door decides, never which of them arrived first."""
        return self.order_by("happened_at", Coalesce("saved_id", "client_id"))

    def for_doors(self):
        """The columns a list of doors reads, oldest first, so that the last one of a door wins."""
        return self.as_they_happened().only(
            "household_id", "outcome", "happened_on", "call_back_on", "happened_at"
        )

    def for_list(self):
        """Everything a row of visits prints, in one query and one for the offers."""
        return self.select_related("household__street", "recorded_by").prefetch_related("offers")


class OfferQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Offers of this project for those who may see homes."""
        return self.filter(project=project) if user.can(Perm.HOUSEHOLD_SEE, project) else self.none()

    def standing(self):
        """Offers made at standing visits."""
        return self.filter(visit__withdrawn_at=None)


class RegisterQuerySet(models.QuerySet):
    """For the tables beside the homes: rounds, landlords, enquiries and the like."""

    def visible_to(self, user, project, needs=Perm.HOUSEHOLD_SEE):
        """Rows of this project for those who hold `needs`; others do not exist for them."""
        return self.filter(project=project) if user.can(needs, project) else self.none()


class HouseholdValueQuerySet(RegisterQuerySet):
    """For what sources say beside what is known."""

    def unsettled(self):
        """What nobody has settled yet, oldest first."""
        return self.filter(settled_on=None).order_by("id")

    def for_list(self):
        """Everything a row prints, in one query."""
        return self.select_related("household__street", "household__project")


class PeopleQuerySet(RegisterQuerySet):
    """For what is known about the people of a home."""

    def visible_to(self, user, project, needs=Perm.RESIDENT_SEE):
        """None in the person's own streets."""
        return own_streets.elsewhere(super().visible_to(user, project, needs), user, project)


class ResidentQuerySet(PeopleQuerySet):
    def visible_to(self, user, project, needs=Perm.RESIDENT_SEE):
        """Residents of this project; whoever lived at a home when it refused is known to the coordinator alone."""
        found = super().visible_to(user, project, needs)
        return (
            found if user.can(rules.COORDINATOR_ONLY, project) else found.filter(~Exists(_their_refusals()))
        )


def _their_refusals():
    """Refusals of a resident's home while they were known there, and not of the occupier before them."""
    gone_on = Coalesce(OuterRef("moved_out_on"), Value(datetime.date.max))
    return apps.get_model("households", "Refusal").objects.filter(
        Q(visit=None) | Q(visit__withdrawn_at=None),
        Q(lifted_on=None) | Q(lifted_on__gt=OuterRef("since_on")),
        project=OuterRef("project"),
        household=OuterRef("household"),
        refused_on__gte=OuterRef("since_on"),
        refused_on__lte=gone_on,
    )


class CareQuerySet(RegisterQuerySet):
    """For what is seen only by the roles that act on it."""

    def visible_to(self, user, project, needs=Perm.CARE_SEE):
        """None in the person's own streets."""
        return own_streets.elsewhere(super().visible_to(user, project, needs), user, project)


class VulnerabilityQuerySet(CareQuerySet):
    def standing_on(self, day):
        """Notes that have not been ended; one whose review is overdue still stands."""
        return self.filter(ended_on=None)


class BurglaryRecordQuerySet(CareQuerySet):
    def standing_on(self, day):
        """Records that may still be used on `day`. After that they are neither shown nor used."""
        return self.filter(expires_on__gte=day)


class RefusalQuerySet(RegisterQuerySet):
    def visible_to(self, user, project, needs=rules.COORDINATOR_ONLY):
        """Who refused, for the coordinator alone, and not in their own streets; that a home is closed is everybody's to know."""
        return own_streets.elsewhere(super().visible_to(user, project, needs), user, project)

    def standing(self):
        """Refusals that close a home: not lifted, and not of a visit that was recorded in error."""
        return self.filter(lifted_on=None).filter(Q(visit=None) | Q(visit__withdrawn_at=None))

    def perhaps_of(self, household_id, known_on):
        """Refusals of whoever was heard of at this home on `known_on`: what stands, and what was lifted on that day or later."""
        return self.filter(Q(visit=None) | Q(visit__withdrawn_at=None), household=household_id).filter(
            Q(lifted_on=None) | Q(lifted_on__gte=known_on)
        )


class CautionQuerySet(RegisterQuerySet):
    """For instructions to whoever knocks."""

    def visible_to(self, user, project, needs=Perm.CAUTION_SEE):
        return super().visible_to(user, project, needs)

    def standing_on(self, day):
        """Cautions that hold on `day`: begun, not expired, not lifted."""
        return self.filter(from_on__lte=day, expires_on__gte=day, lifted_on=None)
