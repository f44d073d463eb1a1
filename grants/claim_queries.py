"""Named reads of moves between lines, of returns, and of what they claim."""

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum

from accounts.permissions import Perm
from grants.choices import EntryKind
from grants.claim_choices import ChangeStatus, ReturnStatus

# What has left the preparer's hands: its figures stand.
STANDING = (ReturnStatus.SUBMITTED, ReturnStatus.CERTIFIED, ReturnStatus.QUERIED, ReturnStatus.PAID)


class MoneyQuerySet(models.QuerySet):
    """For what those see who see the budget."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()

    def for_list(self):
        """Everything a row of the moves prints, newest first, in one query."""
        return self.select_related("from_line", "to_line", "proposed_by", "decided_by", "letter").order_by(
            "-id"
        )

    def without_letter_out_of(self, line):
        """Moves out of this line, waiting or approved, that rest on no letter of the funder."""
        return self.filter(from_line=line, needs_letter=False).exclude(status=ChangeStatus.REFUSED)

    def waiting(self):
        """Moves nobody has decided."""
        return self.filter(status=ChangeStatus.PROPOSED)

    def approved(self):
        """Moves that were made."""
        return self.filter(status=ChangeStatus.APPROVED)


class ReturnQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Returns of this project for those who may see its money."""
        return self.filter(project=project) if user.can(Perm.BUDGET_SEE, project) else self.none()

    def standing(self):
        """Returns that are submitted, certified, queried or paid."""
        return self.filter(status__in=STANDING)

    def open(self):
        """Returns still being prepared."""
        return self.filter(status=ReturnStatus.DRAFT)

    def unsigned(self):
        """Returns that have not been certified."""
        return self.filter(status__in=(ReturnStatus.DRAFT, ReturnStatus.SUBMITTED))

    def closing_by(self, day):
        """Returns whose window closes on or before `day`."""
        return self.filter(closes_on__lte=day).order_by("closes_on", "id")

    def signed(self):
        """Returns that the certifier has signed."""
        return self.filter(status__in=(ReturnStatus.CERTIFIED, ReturnStatus.QUERIED, ReturnStatus.PAID))

    def for_list(self):
        """Everything a row of the list prints, newest first, with what was submitted last. One query."""
        last = (
            self.model._meta.get_field("submissions")
            .related_model.objects.filter(claim=OuterRef("pk"))
            .order_by("-version")
        )
        return self.annotate(
            claimed=Subquery(last.values("claimed_pence")[:1]), version=Subquery(last.values("version")[:1])
        ).order_by("-number")

    def before(self, claim):
        """Returns of the same project for earlier periods."""
        return self.filter(project_id=claim.project_id, ends_on__lt=claim.starts_on)

    def after(self, claim):
        """Returns of the same project for later periods."""
        return self.filter(project_id=claim.project_id, starts_on__gt=claim.ends_on)


class ClaimLineQuerySet(models.QuerySet):
    def for_list(self):
        """Everything a row of a return's ledger prints, in the order of its days, with the number of its papers."""
        return (
            self.select_related("entry__line")
            .annotate(paper_count=Count("entry__papers"))
            .order_by("entry__happened_on", "entry_id")
        )

    def by_line(self):
        """{id of the budget line: (pence claimed, entries)} in one query."""
        grouped = self.order_by().values_list("entry__line").annotate(Sum("entry__cost_pence"), Count("pk"))
        return {line: (pence, count) for line, pence, count in grouped}

    def without_paper(self):
        """Lines that claim money and rest on no kept paper."""
        return self.filter(entry__papers=None, entry__cost_pence__gt=0)


def claimable(entries, project, until):
    """Entries that a return to `until` may claim: what came on an eligible line and stands in no return yet."""
    return entries.filter(
        project=project, kind=EntryKind.ACCRUAL, line__eligible=True, happened_on__lte=until, claimed=None
    ).order_by("happened_on", "id")


def of_standing(entries):
    """Entries that a submitted, certified, queried or paid return claims."""
    return entries.filter(claimed__claim__status__in=STANDING)


def not_of_standing(entries):
    """What came on an eligible line and no such return claims yet."""
    return entries.filter(kind=EntryKind.ACCRUAL, line__eligible=True).filter(
        Q(claimed=None) | ~Q(claimed__claim__status__in=STANDING)
    )


def paid_less_than_received(lines):
    """Lines on which less is paid than came."""
    return lines.filter(paid_pence__lt=F("accrued_pence"))
