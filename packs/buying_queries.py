"""Named reads of quotes, orders and invoices."""

from django.db import models
from django.db.models import Case, Count, F, Sum, When

from accounts.permissions import Perm
from packs.choices import InvoiceKind, InvoiceStatus, OrderStatus
from packs.order_rules import BILLABLE


class BuyingQuerySet(models.QuerySet):
    """For every table of buying."""

    def visible_to(self, user, project):
        """Rows of this project for those who may see what it buys."""
        return self.filter(project=project) if user.can(Perm.BUYING_SEE, project) else self.none()


class ComparisonQuerySet(BuyingQuerySet):
    def for_list(self):
        """Everything a row of comparisons prints, newest first, in one query."""
        return (
            self.select_related("item", "decision__quote__supplier")
            .annotate(suppliers=Count("quotes__supplier", distinct=True))
            .order_by("-id")
        )

    def for_page(self):
        """One comparison with what its page prints."""
        return self.select_related("project", "item", "decision__quote__supplier", "decision__decided_by")


class QuoteQuerySet(BuyingQuerySet):
    def for_page(self):
        """Quotes with suppliers and samples: two queries."""
        return self.select_related("supplier", "paper").prefetch_related("samples").order_by("id")


class OrderLineQuerySet(BuyingQuerySet):
    def sent(self):
        """Lines of orders that stand and went to the supplier, with `ordered`: of a closed order, what came."""
        closed = When(order__status=OrderStatus.CLOSED, then=F("accepted"))
        sent = self.filter(order__status__in=BILLABLE)
        return sent.annotate(ordered=Case(closed, default=F("quantity")))


class OrderQuerySet(BuyingQuerySet):
    def for_list(self):
        """Everything a row of orders prints, newest first, in one query."""
        return (
            self.select_related("supplier", "budget_line")
            .annotate(net=Sum("lines__net_pence", default=0), vat=Sum("lines__vat_pence", default=0))
            .order_by("-number")
        )

    def to_approve_by(self, user):
        """Orders that wait for an approval, and that this person did not raise."""
        return self.filter(status=OrderStatus.RAISED).exclude(raised_by=user)

    def to_send(self):
        """Approved, and not with the supplier yet."""
        return self.filter(status=OrderStatus.APPROVED)

    def for_page(self):
        """One order with what its page and paper print."""
        return self.select_related(
            "project__lead_body", "supplier", "budget_line", "raised_by", "approved_by", "paper",
            "decision__comparison__item", "decision__quote__supplier",
        )  # fmt: skip


class InvoiceQuerySet(BuyingQuerySet):
    def billed(self):
        """(net, VAT) in pence: invoices less credit notes."""
        return self._signed(self)

    def paid(self):
        """(net, VAT) in pence that has left: payments less refunds."""
        return self._signed(self.filter(status=InvoiceStatus.PAID))

    def _signed(self, rows):
        sign = Case(When(kind=InvoiceKind.CREDIT, then=-1), default=1)
        sums = rows.aggregate(
            net=Sum(F("net_pence") * sign, default=0), vat=Sum(F("vat_pence") * sign, default=0)
        )
        return sums["net"], sums["vat"]
