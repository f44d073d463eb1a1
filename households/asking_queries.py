"""Named reads of people who asked for a visit, and of those referred to support."""

from django.db.models import Case, F, Q, When

from accounts.permissions import Perm
from households import own_streets, rules
from households.choices import EnquiryStatus, ReferralStatus, SupportKind
from households.queries import RegisterQuerySet


class EnquiryQuerySet(RegisterQuerySet):
    """For people who asked for a visit."""

    def visible_to(self, user, project, needs=Perm.ENQUIRY_SEE):
        """Who asked; none at a home in the person's own streets."""
        return own_streets.elsewhere(super().visible_to(user, project, needs), user, project)

    def promised(self):
        """Visits promised and not yet made."""
        return self.filter(status=EnquiryStatus.PROMISED)

    def open(self):
        """Not closed yet."""
        return self.exclude(status=EnquiryStatus.CLOSED)

    def unanswered(self):
        """Asked, and no day promised yet."""
        return self.filter(status=EnquiryStatus.NEW)

    def promised_by(self, day):
        """Visits promised for `day` or earlier, oldest promise first."""
        return self.promised().filter(promised_on__lte=day).order_by("promised_on", "id")

    def waiting_first(self):
        """New ones, oldest first; then promises by their day; then what is closed, newest first."""
        rank = Case(
            When(status=EnquiryStatus.NEW, then=0), When(status=EnquiryStatus.PROMISED, then=1), default=2
        )
        waiting_since = Case(When(status=EnquiryStatus.CLOSED, then=None), default=F("received_at"))
        return self.annotate(rank=rank).order_by(
            "rank", F("promised_on").asc(nulls_first=True), waiting_since, "-received_at"
        )

    def for_list(self):
        """Everything a row prints, in one query."""
        return self.select_related("household__street", "recorded_by", "visit")


class SupportReferralQuerySet(RegisterQuerySet):
    """For referrals to bodies that can help."""

    def visible_to(self, user, project, needs=Perm.REFERRAL_SEE):
        """Referrals of this project; those on the route of their own only to their author and the coordinator, none of one's own streets."""
        found = own_streets.elsewhere(super().visible_to(user, project, needs), user, project)
        if user.can(rules.COORDINATOR_ONLY, project):
            return found
        return found.filter(~Q(kind=SupportKind.DOMESTIC_ABUSE) | Q(made_by=user.pk))

    def listed(self):
        """What may stand in a list or on a home's page: never domestic abuse, whoever looks."""
        return self.exclude(kind=SupportKind.DOMESTIC_ABUSE)

    def unlisted(self):
        """Domestic abuse: a route of its own, counted for the whole project and nowhere else."""
        return self.filter(kind=SupportKind.DOMESTIC_ABUSE)

    def unanswered(self):
        """Sent, and nothing heard."""
        return self.filter(status=ReferralStatus.SENT)

    def overdue_on(self, day):
        """Unanswered after the last day for an answer."""
        return self.unanswered().filter(due_on__lt=day)

    def for_list(self):
        """Everything a row prints, in one query: unanswered first by the day the answer is due, then the newest."""
        waiting = Case(When(status=ReferralStatus.SENT, then=0), default=1)
        return (
            self.select_related("household__street", "body", "made_by")
            .annotate(waiting=waiting)
            .order_by("waiting", "due_on", "id")
        )
