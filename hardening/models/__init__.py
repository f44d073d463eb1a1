"""The tables of this room, one file per noun."""

from hardening.models.cocoon import Cocoon, CocoonTask
from hardening.models.fitter import Clearance, Fitter, FittingFirm
from hardening.models.inspection import Inspection, Snag
from hardening.models.job import Appointment, Job, JobPhoto
from hardening.models.landlord import LandlordLetter
from hardening.models.line import JobLine
from hardening.models.link import DayLink, LinkOpening
from hardening.models.measure import Measure
from hardening.models.money import Invoice, Order, OrderChange
from hardening.models.survey import SecuritySurvey

__all__ = [
    "Appointment",
    "Clearance",
    "Cocoon",
    "CocoonTask",
    "DayLink",
    "Fitter",
    "FittingFirm",
    "Inspection",
    "Invoice",
    "Job",
    "JobLine",
    "JobPhoto",
    "LandlordLetter",
    "LinkOpening",
    "Measure",
    "Order",
    "OrderChange",
    "SecuritySurvey",
    "Snag",
]
