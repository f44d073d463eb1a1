"""Doors of this room, one file per noun."""

from households.views.ask import ask, ask_thanks
from households.views.care import (
    caution_add,
    caution_lift,
    kept_back,
    vulnerability_add,
    vulnerability_end,
    vulnerability_review,
)
from households.views.enquiries import (
    enquiry,
    enquiry_add,
    enquiry_close,
    enquiry_home,
    enquiry_list,
    enquiry_promise,
)
from households.views.landlords import (
    landlord,
    landlord_add,
    landlord_change,
    landlord_contact,
    landlord_homes,
    landlord_list,
)
from households.views.referrals import (
    referral,
    referral_add,
    referral_answer,
    referral_find,
    referral_list,
    referral_outcome,
)
from households.views.register import household_list
from households.views.residents import (
    consent_add,
    home_opt_out,
    home_reopen,
    resident,
    resident_add,
    resident_change,
    resident_move_out,
)

__all__ = [
    "ask",
    "ask_thanks",
    "caution_add",
    "caution_lift",
    "consent_add",
    "enquiry",
    "enquiry_add",
    "enquiry_close",
    "enquiry_home",
    "enquiry_list",
    "enquiry_promise",
    "home_opt_out",
    "home_reopen",
    "household_list",
    "kept_back",
    "landlord",
    "landlord_add",
    "landlord_change",
    "landlord_contact",
    "landlord_homes",
    "landlord_list",
    "referral",
    "referral_add",
    "referral_answer",
    "referral_find",
    "referral_list",
    "referral_outcome",
    "resident",
    "resident_add",
    "resident_change",
    "resident_move_out",
    "vulnerability_add",
    "vulnerability_end",
    "vulnerability_review",
]
