"""Doors of purchase orders: raise, approve, send, receive, return, close, cancel, bill, pay."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.permissions import Perm, allow
from packs import actions, buying_papers, ordering
from packs import order_forms as forms
from packs import order_rules as rules
from packs.models import Decision, Invoice, PurchaseOrder
from packs.pages import page_of
from saferstreets.common import clock
from saferstreets.common.answers import carried_out, posted


@allow(Perm.BUYING_SEE)
def order_list(request, project):
    """Every order, newest first."""
    rows = PurchaseOrder.objects.visible_to(request.user, project).for_list()
    context = {
        "page": page_of(request, rows),
        "may_change": request.user.can(Perm.BUYING_EDIT, project),
    }
    return render(request, "packs/order_list.html", context)


@allow(Perm.BUYING_EDIT)
def order_new(request, project):
    """Raise an order; after a decision its supplier, item and price stand in the form already."""
    asked = request.GET.get("decision", "")
    decisions = Decision.objects.visible_to(request.user, project)
    decision = decisions.filter(pk=asked).first() if asked.isdigit() else None
    form = forms.OrderForm(posted(request), project=project, initial=ordering.first_answers(decision))
    if carried_out(form, actions.raise_order, project=project, raised_on=clock.today(), by=request.user):
        messages.success(request, "The order waits for somebody else’s approval.")
        return redirect("packs:order_list", project.slug)
    return render(request, "packs/order_new.html", {"form": form})


def _found(request, project, pk):
    return get_object_or_404(PurchaseOrder.objects.visible_to(request.user, project).for_page(), pk=pk)


@allow(Perm.BUYING_SEE)
def order(request, project, pk):
    """One order: what was ordered, what is here, what is billed, and what may be done now."""
    found = _found(request, project, pk)
    return render(request, "packs/order.html", ordering.page(found, request.user))


@allow(Perm.BUYING_SEE)
def order_paper(request, project, pk):
    """The order as a PDF; once it is sent, the paper that went."""
    found = _found(request, project, pk)
    if found.paper:
        return redirect(found.paper)
    answer = HttpResponse(buying_papers.order_pdf(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="order-{found.number}.pdf"'
    return answer


def _moved(request, found, form, action, said, template, **details):
    """The shape of every move of an order: done, or the form again with the refusal."""
    if carried_out(form, action, order_id=found.pk, by=request.user, **details):
        messages.success(request, said)
        return redirect(found)
    return render(request, f"packs/{template}.html", {"form": form, "order": found})


@allow(Perm.BUYING_EDIT)
def order_line(request, project, pk):
    found = _found(request, project, pk)
    form = forms.LineForm(posted(request), project=project)
    return _moved(request, found, form, actions.add_order_line, "The line is added.", "order_line")


@allow(rules.APPROVE.needs)
def order_approve(request, project, pk):
    found = _found(request, project, pk)
    context = ordering.page(found, request.user)
    form = forms.ApproveForm(posted(request), initial={"seen_pence": context["total"]["gross"]})
    said = "The order is approved, and its price promised from the budget line."
    if carried_out(form, actions.approve_order, order_id=pk, approved_on=clock.today(), by=request.user):
        messages.success(request, said)
        return redirect(found)
    return render(request, "packs/order_approve.html", {**context, "form": form})


@allow(rules.SEND.needs)
def order_send(request, project, pk):
    found = _found(request, project, pk)
    form = forms.SendForm(posted(request))
    said = "The order is marked as sent, and its paper kept as it went."
    return _moved(request, found, form, actions.send_order, said, "order_send", sent_on=clock.today())


@allow(rules.RECEIVE_PART.needs)
def order_receive(request, project, pk):
    found = _found(request, project, pk)
    form = forms.ReceiveForm(posted(request), lines=found.lines.all(), initial={"received_on": clock.today()})
    said = "What came is in the store and counted as spent."
    return _moved(request, found, form, actions.receive_goods, said, "order_receive")


@allow(rules.RETURN.needs)
def order_return(request, project, pk):
    found = _found(request, project, pk)
    form = forms.ReturnForm(posted(request), lines=found.lines.all(), initial={"returned_on": clock.today()})
    return _moved(request, found, form, actions.return_goods, "What went back is recorded.", "order_return")


@allow(rules.CLOSE.needs)
def order_close(request, project, pk):
    found = _found(request, project, pk)
    said = "The order is closed. What was promised for the rest is free again."
    return _moved(request, found, forms.CloseForm(posted(request)), actions.close_order, said, "order_close")


@allow(rules.CANCEL.needs)
def order_cancel(request, project, pk):
    found = _found(request, project, pk)
    said = "The order is cancelled. Nothing is promised for it."
    return _moved(
        request, found, forms.CancelForm(posted(request)), actions.cancel_order, said, "order_cancel"
    )


@allow(Perm.ORDER_PAY)
def order_invoice(request, project, pk):
    found = _found(request, project, pk)
    form = forms.InvoiceForm(posted(request), initial={"invoiced_on": clock.today()})
    return _moved(request, found, form, actions.record_invoice, "It is recorded.", "order_invoice")


@allow(rules.PAY.needs)
def invoice_pay(request, project, pk):
    invoice = get_object_or_404(
        Invoice.objects.visible_to(request.user, project).select_related("order"), pk=pk
    )
    form = forms.PayForm(posted(request), initial={"paid_on": clock.today()})
    if carried_out(form, actions.pay_invoice, invoice=invoice, by=request.user):
        messages.success(request, f"{invoice} is recorded as paid.")
        return redirect("packs:order", project.slug, invoice.order_id)
    return render(request, "packs/invoice_pay.html", {"form": form, "invoice": invoice})
