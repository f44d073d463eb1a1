"""Pure decisions about cameras: the road of a scheme, what must be settled, and the moves of a request for images."""

from accounts.permissions import Perm
from cctv.choices import RequestStatus as R
from saferstreets.common.stages import Stage
from saferstreets.common.workflow import Move, Refused

LIVE, HANDOVER, INSTALLED = "live", "handover", "installed"
STAGES = (
    Stage("agreement", "Agreement signed", "the agreement is signed"),
    Stage("transfer", "Grant transferred", "the grant is transferred to the partner"),
    Stage("purchase", "Cameras bought by the partner", "the partner buys the cameras"),
    Stage(INSTALLED, "Cameras installed", "the cameras are installed"),
    Stage(LIVE, "Live", "the cameras go live", gates=("cameras", "compliance")),
    Stage(HANDOVER, "Handed over", "the cameras are handed over", gates=("owner", "upkeep", "police")),
)
# What the works partner may say was reached; the last two are the coordinator's to say.
PARTNER_STAGES = frozenset({"purchase", INSTALLED})
GATES = {
    "cameras": "the cameras are in the register",
    "compliance": "the compliance pack is complete",
    "owner": "who owns the cameras",
    "upkeep": "who pays for upkeep",
    "police": "how the police get images",
}

LEAST_YEARS, MOST_YEARS = 6, 10
RETENTION_DAYS = 31  # longer needs a reason
REQUEST_KEPT_YEARS = 3

GIVE = Move("request.give", "Record that images were given", frozenset({R.ASKED}), R.GIVEN, Perm.CCTV_KEEP)
REFUSE = Move(
    "request.refuse", "Record that none were given", frozenset({R.ASKED}), R.NOT_GIVEN, Perm.CCTV_KEEP
)
REQUEST_MOVES = (GIVE, REFUSE)


class CctvRefused(Refused):
    """The scheme, camera, item or request cannot be entered like this."""


def passed_gates(scheme, *, cameras, open_findings):
    """Names of the gates that are settled. cameras: how many are in use. open_findings: how many of the pack are not met."""
    settled = {
        "cameras": bool(cameras),
        "compliance": not open_findings,
        "owner": bool(scheme.owner_id),
        "upkeep": bool(scheme.upkeep),
        "police": bool(scheme.police_access),
    }
    return tuple(gate for gate, holds in settled.items() if holds)
