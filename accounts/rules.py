"""Pure decisions about names, addresses on the web, and the audit chain."""

import hashlib
import json

# Words that are addresses of the house itself; a project of that name could never be reached.
RESERVED_SLUGS = frozenset(
    {
        "sign-in",
        "projects",
        "updates",
        "ask",
        "check",
        "job",
        "healthz",
        "readyz",
        "static",
        "media",
        "deposit",
        "sw.js",
        "sw",
        "data",
        "new",
    }
)


def slug_is_free(slug):
    """May a project have this short name?"""
    return slug not in RESERVED_SLUGS


def event_digest(previous, event):
    """SHA-256 (hex) over the digest before it and one audit row given as (id, project, by, verb, type, subject, fields, time)."""
    return hashlib.sha256(
        json.dumps([previous, *event], separators=(",", ":"), default=str).encode()
    ).hexdigest()
