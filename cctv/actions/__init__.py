"""Every write of this room, one file per noun."""

from cctv.actions.cameras import add_camera, change_camera, remove_camera, switch_on_cameras
from cctv.actions.compliance import judge_principles, state_item
from cctv.actions.requests import answer_request, log_request
from cctv.actions.schemes import (
    add_paper,
    add_partner,
    add_scheme,
    change_scheme,
    end_partner,
    hand_over,
    locked,
    record_stage,
)
from cctv.rules import CctvRefused

__all__ = [
    "CctvRefused",
    "add_camera",
    "add_paper",
    "add_partner",
    "add_scheme",
    "answer_request",
    "change_camera",
    "change_scheme",
    "end_partner",
    "hand_over",
    "judge_principles",
    "locked",
    "log_request",
    "record_stage",
    "remove_camera",
    "state_item",
    "switch_on_cameras",
]
