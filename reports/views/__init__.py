"""Doors of this room: figures, updates, and the paper itself."""

from reports.views.besides import update_photograph_drop, update_photographs, update_restated
from reports.views.extract import extract
from reports.views.figures import figure, figure_list
from reports.views.papers import update_html, update_json, update_large, update_pdf, update_preview
from reports.views.public import (
    public_feed,
    public_figures,
    public_json,
    public_large,
    public_pdf,
    public_streets,
    public_streets_csv,
    public_targets,
    public_update,
    public_updates,
)
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
    update_review,
    update_submit,
)

__all__ = [
    "extract",
    "figure",
    "figure_list",
    "public_feed",
    "public_figures",
    "public_json",
    "public_large",
    "public_pdf",
    "public_streets",
    "public_streets_csv",
    "public_targets",
    "public_update",
    "public_updates",
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
    "update_large",
    "update_list",
    "update_new",
    "update_pdf",
    "update_photograph_drop",
    "update_photographs",
    "update_preview",
    "update_restated",
    "update_return",
    "update_review",
    "update_submit",
]
