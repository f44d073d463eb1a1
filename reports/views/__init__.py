"""Doors of this room: figures, updates, and the paper itself."""

from reports.views.figures import figure, figure_list
from reports.views.papers import update_html, update_json, update_pdf, update_preview
from reports.views.streets import foi_pack, giving_json, street_card_pdf, street_release_new, street_told
from reports.views.updates import (
    update,
    update_correct,
    update_discard,
    update_edit,
    update_issue,
    update_list,
    update_new,
    update_return,
    update_submit,
)

__all__ = [
    "figure",
    "figure_list",
    "foi_pack",
    "giving_json",
    "street_card_pdf",
    "street_release_new",
    "street_told",
    "update",
    "update_correct",
    "update_discard",
    "update_edit",
    "update_html",
    "update_issue",
    "update_json",
    "update_list",
    "update_new",
    "update_pdf",
    "update_preview",
    "update_return",
    "update_submit",
]
