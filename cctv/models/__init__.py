"""The tables of this room, one file per noun."""

from cctv.models.camera import Camera
from cctv.models.compliance import ComplianceItem
from cctv.models.request import ImageRequest
from cctv.models.scheme import Scheme, SchemePaper, SchemePartner, Work

__all__ = ["Camera", "ComplianceItem", "ImageRequest", "Scheme", "SchemePaper", "SchemePartner", "Work"]
