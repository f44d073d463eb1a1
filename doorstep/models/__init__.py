"""The tables of this room, one file per noun. What happens at the door itself is kept in households and packs."""

from doorstep.models.device import Device, InboxState
from doorstep.models.envelope import Envelope, Letter
from doorstep.models.key import SealingKey
from doorstep.models.photo import Chunk, DoorPhoto

__all__ = ["Chunk", "Device", "DoorPhoto", "Envelope", "InboxState", "Letter", "SealingKey"]
