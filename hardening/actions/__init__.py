"""Every write of this room, one file per noun."""

from hardening.actions.bookings import add_photo, book_job, record_fit, record_no_access, remind_resident
from hardening.actions.cocoons import pull_burglaries, record_cocoon_task
from hardening.actions.fitters import (
    add_clearance,
    add_firm,
    add_fitter,
    add_measure,
    change_measure,
    end_fitter,
    retire_measure,
)
from hardening.actions.inspections import close_job, draw_sample, inspect_job, mend_snags
from hardening.actions.landlords import record_reply, remind_landlord, withdraw_consent, write_letter
from hardening.actions.links import make_link, record_opening, revoke_link
from hardening.actions.money import accept_invoice, change_order, order_job, pay_invoice
from hardening.actions.moving import JobRefused
from hardening.actions.referrals import agree_again, cancel_job, decline_job, refer_home, set_reserve
from hardening.actions.specification import (
    WouldTrap,
    add_line,
    approve_job,
    drop_line,
    send_back,
    specify_job,
    take_proposal,
)
from hardening.actions.surveys import SurveyRefused, record_survey, withdraw_survey, withdraw_surveys_of

__all__ = [
    "JobRefused",
    "SurveyRefused",
    "WouldTrap",
    "accept_invoice",
    "add_clearance",
    "add_firm",
    "add_fitter",
    "add_line",
    "add_measure",
    "add_photo",
    "agree_again",
    "approve_job",
    "book_job",
    "cancel_job",
    "change_measure",
    "change_order",
    "close_job",
    "decline_job",
    "draw_sample",
    "drop_line",
    "end_fitter",
    "inspect_job",
    "make_link",
    "mend_snags",
    "order_job",
    "pay_invoice",
    "pull_burglaries",
    "record_cocoon_task",
    "record_fit",
    "record_no_access",
    "record_opening",
    "record_reply",
    "record_survey",
    "refer_home",
    "remind_landlord",
    "remind_resident",
    "retire_measure",
    "revoke_link",
    "send_back",
    "set_reserve",
    "specify_job",
    "take_proposal",
    "withdraw_consent",
    "withdraw_survey",
    "withdraw_surveys_of",
    "write_letter",
]
