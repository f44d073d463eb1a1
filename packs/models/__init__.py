"""The tables of this room, one file per noun."""

from packs.models.delivery import Delivery, Kit
from packs.models.specification import PackContent, PackSpecification

__all__ = ["Delivery", "Kit", "PackContent", "PackSpecification"]
