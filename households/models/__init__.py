"""The tables of this room, one file per noun."""

from households.models.asking import Enquiry, SupportReferral
from households.models.care import BurglaryRecord, CautionFlag, Vulnerability
from households.models.data_request import DataRequest
from households.models.household import Household, HouseholdValue
from households.models.landlord import Landlord, LandlordContact
from households.models.outing import Outing
from households.models.own_street import OwnStreet
from households.models.place import Area, AreaLsoa, Street
from households.models.resident import Consent, Refusal, Resident
from households.models.round import LadderStep, Round, RoundDoor
from households.models.visit import Offer, Visit

__all__ = [
    "Area",
    "AreaLsoa",
    "BurglaryRecord",
    "CautionFlag",
    "Consent",
    "DataRequest",
    "Enquiry",
    "Household",
    "HouseholdValue",
    "LadderStep",
    "Landlord",
    "LandlordContact",
    "Offer",
    "Outing",
    "OwnStreet",
    "Refusal",
    "Resident",
    "Round",
    "RoundDoor",
    "Street",
    "SupportReferral",
    "Visit",
    "Vulnerability",
]
