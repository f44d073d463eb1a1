"""The tables of this room, one file per noun."""

from accounts.models.audit import AuditEvent, AuditSeal
from accounts.models.caller import CallerCode
from accounts.models.lost_factor import LostFactor
from accounts.models.organisation import Organisation, OrganisationName
from accounts.models.project import Membership, Project
from accounts.models.user import User
from accounts.models.viewing import ViewEvent

__all__ = [
    "AuditEvent",
    "AuditSeal",
    "CallerCode",
    "LostFactor",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Project",
    "User",
    "ViewEvent",
]
