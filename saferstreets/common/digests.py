"""What a frozen text is known by: one canonical writing of it, and its SHA-256."""

import hashlib
import json


def canonical(composition):
    """A composition of plain values as one text, the same whatever database kept it."""
    return json.dumps(composition, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content):
    """SHA-256 (hex) of bytes or text."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
