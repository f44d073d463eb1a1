"""Addresses of buying and of the pack's specification; included by packs.urls."""

from django.urls import path

from packs import order_views as orders
from packs import quote_views as quotes
from packs import specification_views as specifications

urlpatterns = [
    path("specification/", specifications.specification, name="specification"),
    path("specification/new/", specifications.specification_new, name="specification_new"),
    path("buying/", orders.order_list, name="order_list"),
    path("buying/orders/new/", orders.order_new, name="order_new"),
    path("buying/orders/<int:pk>/", orders.order, name="order"),
    path("buying/orders/<int:pk>/paper/", orders.order_paper, name="order_paper"),
    path("buying/orders/<int:pk>/line/", orders.order_line, name="order_line"),
    path("buying/orders/<int:pk>/approve/", orders.order_approve, name="order_approve"),
    path("buying/orders/<int:pk>/send/", orders.order_send, name="order_send"),
    path("buying/orders/<int:pk>/receive/", orders.order_receive, name="order_receive"),
    path("buying/orders/<int:pk>/return/", orders.order_return, name="order_return"),
    path("buying/orders/<int:pk>/close/", orders.order_close, name="order_close"),
    path("buying/orders/<int:pk>/cancel/", orders.order_cancel, name="order_cancel"),
    path("buying/orders/<int:pk>/invoice/", orders.order_invoice, name="order_invoice"),
    path("buying/invoices/<int:pk>/pay/", orders.invoice_pay, name="invoice_pay"),
    path("buying/quotes/", quotes.comparison_list, name="comparison_list"),
    path("buying/quotes/new/", quotes.comparison_new, name="comparison_new"),
    path("buying/quotes/rules/", quotes.quote_rules, name="quote_rules"),
    path("buying/quotes/<int:pk>/", quotes.comparison, name="comparison"),
    path("buying/quotes/<int:pk>/paper/", quotes.comparison_paper, name="comparison_paper"),
    path("buying/quotes/<int:pk>/add/", quotes.comparison_quote, name="comparison_quote"),
    path("buying/quotes/<int:pk>/decide/", quotes.comparison_decide, name="comparison_decide"),
    path("buying/quotes/quote/<int:pk>/sample/", quotes.sample_add, name="sample_add"),
]
