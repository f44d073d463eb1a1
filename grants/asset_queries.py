"""Named reads of what stays after the grant."""

from django.db.models import F

from grants.queries import GrantQuerySet


class AssetQuerySet(GrantQuerySet):
    def for_list(self):
        """Everything a row of the register prints, oldest first, what has no day last. Two queries."""
        return (
            self.select_related("owner", "transferee", "letter")
            .prefetch_related("owner__names", "transferee__names")
            .order_by(F("acquired_on").asc(nulls_last=True), "id")
        )

    def of_source(self, project, source):
        """What one scheme or order brought into the register."""
        return self.filter(project=project, source=source)


class DutyQuerySet(GrantQuerySet):
    def for_list(self):
        """Everything a row of the list prints, the next review first. Bodies come with three steps of successors."""
        return (
            self.select_related("asset", "body__successor__successor")
            .prefetch_related("body__names", "body__successor__names", "body__successor__successor__names")
            .order_by(F("next_review_on").asc(nulls_first=True), "id")
        )

    def of_source(self, project, source):
        """The duties that one scheme left behind."""
        return self.filter(project=project, source=source)

    def to_review_by(self, day):
        """Duties in force whose review is due on or before `day`, or was never planned."""
        running = self.exclude(until_on__lt=day)
        return running.filter(next_review_on__lte=day) | running.filter(next_review_on=None)
