"""Every write of this room, one file per noun."""

from households.actions.care import (
    CareRefused,
    add_vulnerability,
    end_vulnerability,
    lift_caution,
    reveal,
    review_vulnerability,
    set_caution,
)
from households.actions.enquiries import (
    EnquiryRefused,
    close_enquiry,
    keep_promises,
    match_enquiry,
    promise_visit,
    receive_enquiry,
)
from households.actions.landlords import (
    LandlordRefused,
    add_landlord,
    change_landlord,
    detach_home,
    record_contact,
    set_landlord,
)
from households.actions.places import StreetRefused, add_area, add_household, add_street
from households.actions.referrals import (
    ReferralRefused,
    answer_referral,
    make_referral,
    record_referral_outcome,
)
from households.actions.refusals import ReopenRefused, record_opt_out, reopen_home
from households.actions.residents import (
    ChangedMeanwhile,
    ResidentRefused,
    add_resident,
    change_resident,
    move_out,
    named_body,
    record_consent,
)
from households.actions.rounds import LadderRefused, RoundRefused, end_round, make_round, set_ladder
from households.actions.visits import (
    Knock,
    VisitRefused,
    record_knock,
    record_knocks,
    refresh_state,
    withdraw_knock,
)

__all__ = [
    "Knock",
    "LadderRefused",
    "RoundRefused",
    "CareRefused",
    "ChangedMeanwhile",
    "EnquiryRefused",
    "LandlordRefused",
    "ReferralRefused",
    "ReopenRefused",
    "ResidentRefused",
    "StreetRefused",
    "VisitRefused",
    "add_area",
    "add_household",
    "add_landlord",
    "add_resident",
    "add_street",
    "add_vulnerability",
    "answer_referral",
    "change_landlord",
    "change_resident",
    "close_enquiry",
    "detach_home",
    "end_vulnerability",
    "keep_promises",
    "lift_caution",
    "make_referral",
    "match_enquiry",
    "move_out",
    "named_body",
    "promise_visit",
    "receive_enquiry",
    "record_consent",
    "record_contact",
    "end_round",
    "make_round",
    "record_knock",
    "record_knocks",
    "record_opt_out",
    "record_referral_outcome",
    "refresh_state",
    "set_ladder",
    "reopen_home",
    "reveal",
    "review_vulnerability",
    "set_caution",
    "set_landlord",
    "withdraw_knock",
]
