"""Named reads of risks and of what an update tells about activities."""

from django.db.models import F

from grants.queries import GrantQuerySet


class RiskQuerySet(GrantQuerySet):
    def open(self):
        """Risks that nobody has closed."""
        return self.filter(closed_on=None)

    def for_list(self):
        """Everything a row of the register prints, the heaviest after mitigation first; closed ones last. One query."""
        return (
            self.select_related("deliverable")
            .annotate(weight=F("post_impact") * F("post_likelihood"))
            .order_by(F("closed_on").asc(nulls_first=True), "-weight", "-proximity", "id")
        )
