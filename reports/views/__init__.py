"""Doors of this room: figures, updates, and the paper itself."""

from reports.views.extract import extract
from reports.views.figures import figure, figure_list
from reports.views.papers import update_html, update_json, update_pdf, update_preview
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
    "extract",
    "figure",
    "figure_list",
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
