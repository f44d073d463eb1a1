"""Named reads of what the grant promised."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Sum

from accounts.permissions import Perm
from grants import delivery_rules, rules
from grants.choices import EntryKind, Section


class GrantQuerySet(models.QuerySet):
    """For every table of this room."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see the grant."""
        return self.filter(project=project) if user.can(Perm.GRANT_SEE, project) else self.none()


class DeliverableQuerySet(GrantQuerySet):
    def with_targets(self, day=None):
        """Deliverables with their targets, oldest first; only those stated on or before `day` where one is given."""
        from grants.models import Target

        targets = Target.objects.order_by("stated_on", "id").select_related("letter")
        if day is not None:
            targets = targets.filter(stated_on__lte=day)
        return self.prefetch_related(Prefetch("targets", queryset=targets, to_attr="history")).order_by(
            "position", "id"
        )


class PostQuerySet(GrantQuerySet):
    def with_training(self):
        """Posts in the order they were entered, with their body and the training they receive. Two queries."""
        return self.select_related("body").prefetch_related("training").order_by("id")

    def delivery_starts_on(self, project):
        """The day delivery at doors begins: the earliest start of a post, never before the project's own.

        The award came before anybody was in post: no pace is expected of those weeks.
        """
        first = self.exclude(starts_on=None).order_by("starts_on").values_list("starts_on", flat=True).first()
        return max(first or project.starts_on, project.starts_on)


class AgreementQuerySet(GrantQuerySet):
    def for_list(self, day):
        """Rows of a list in the order they were entered: dicts of agreement and `body`, its name on `day`. Two queries."""
        agreements = self.select_related("body").prefetch_related("body__names").order_by("id")
        return [{"agreement": agreement, "body": agreement.body.name_as_at(day)} for agreement in agreements]


class MilestoneQuerySet(GrantQuerySet):
    def by_section(self, day):
        """The milestones under the headings of the update, in its order: dicts of label and rows. One query.

        Rows: dicts of milestone, and a status with its label on `day`. What is done comes first, then what is ahead.
        """
        rows = {}
        for milestone in self.order_by(
            F("done_on").asc(nulls_last=True), F("due_on").asc(nulls_last=True), "id"
        ):
            status, label = rules.milestone_status(milestone.due_on, milestone.done_on, day)
            if not milestone.done_on and delivery_rules.needs_factor(milestone.due_on, milestone.forecast_on):
                status, label = "late", "Delayed"
            rows.setdefault(milestone.section, []).append(
                {"milestone": milestone, "status": status, "label": label}
            )
        return [{"label": section.label, "rows": rows[section]} for section in Section if section in rows]

    def known_at(self, day):
        """Milestones with what was done by `day` first, then what was still ahead."""
        return self.filter(Q(stated_on__lte=day)).order_by(
            "section", F("done_on").asc(nulls_last=True), "due_on", "id"
        )

    def late_on(self, day):
        """Milestones whose last planned day has passed and that are not done."""
        return self.filter(done_on=None, due_on__lt=day).order_by("due_on", "id")


class BudgetLineQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Lines of this project's budget for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()

    def for_list(self):
        """Everything a row of the budget prints, in the order entered, in one query."""
        return self.select_related("deliverable").order_by("id")

    def open_for(self, project):
        """Lines of this project that money may be spent on."""
        return self.filter(project=project, allocated_pence__gt=0).order_by("id")

    def totals(self):
        """{allocated, committed, accrued, paid, free} in pence over these lines. One query."""
        sums = self.order_by().aggregate(
            **{
                kind: Sum(f"{kind}_pence", default=0)
                for kind in ("allocated", "committed", "accrued", "paid")
            }
        )
        return sums | {"free": sums["allocated"] - sums["committed"] - sums["accrued"]}

    def with_room_for(self, kind, cost):
        """Lines that an entry of this kind and cost (pence) may move: enough is free, and nothing falls below nothing."""
        fits = self.filter(**{f"{EntryKind(kind).column}__gte": -cost})
        takes = {EntryKind.ALLOCATION: -cost, EntryKind.PAYMENT: None}.get(EntryKind(kind), cost)
        if takes is None:
            return fits
        return fits.filter(allocated_pence__gte=F("committed_pence") + F("accrued_pence") + takes)


class EntryQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Entries of this project for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()

    def for_list(self):
        """Everything a row of the ledger prints, newest first. taken_back: does its opposite stand in the ledger?"""
        opposite = self.model.objects.filter(project=OuterRef("project"), reverses=OuterRef("pk"))
        return (
            self.select_related("recorded_by")
            .annotate(taken_back=Exists(opposite))
            .order_by("-happened_on", "-id")
        )

    def by_hand(self):
        """Entries a person made on the pages of the budget, opposites left out: the others are put right where they came from."""
        return self.filter(source="", reverses=None)

    def of_kind(self, *kinds):
        """Entries of these kinds."""
        return self.filter(kind__in=kinds)

    def within(self, period):
        """Entries that happened from the first to the last day of `period`."""
        return self.filter(happened_on__range=(period.start, period.end))

    def until(self, day):
        """Entries that happened on or before `day`."""
        return self.filter(happened_on__lte=day)

    def of_source(self, project, source):
        """What one order, job or return has posted so far."""
        return self.filter(project=project, source=source)
