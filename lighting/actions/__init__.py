"""Every write of this room, one file per noun."""

from lighting.actions.columns import add_column, change_column, release_column, take_columns
from lighting.actions.handover import hand_over
from lighting.actions.lights import add_evidence, correct_lights_on, record_lights_on, tell_operator
from lighting.actions.schemes import add_partner, add_scheme, change_scheme, decide_gate, end_partner
from lighting.actions.works import forecast_stage, plan_stage, reach_stage

__all__ = [
    "add_column",
    "add_evidence",
    "add_partner",
    "add_scheme",
    "change_column",
    "change_scheme",
    "correct_lights_on",
    "decide_gate",
    "end_partner",
    "forecast_stage",
    "hand_over",
    "plan_stage",
    "reach_stage",
    "record_lights_on",
    "release_column",
    "take_columns",
    "tell_operator",
]
