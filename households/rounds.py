"""Pure decisions about rounds: why a door is on one, its code on paper, and what may become of a round."""

from accounts.permissions import Perm
from households.choices import CautionInstruction, RoundStatus
from saferstreets.common.workflow import Move

MOST_DOORS = 50  # what a phone carries, and what one person walks
USUAL_DOORS = 40
FEWEST_DOORS = 10

# Ranks, best first. A burglary and a vulnerability look the same to whoever walks: they need to know that the door comes
# first, never why. The words are stored with the round and printed on its page.
VICTIM, VULNERABLE, CALL_BACK, ENQUIRY, NEVER_TRIED, OTHER_TIME, TRIED = range(1, 8)
WHY = {
    VICTIM: "Priority",
    VULNERABLE: "Priority",
    CALL_BACK: "Call-back promised",
    ENQUIRY: "Visit promised",
    NEVER_TRIED: "Not tried yet",
    OTHER_TIME: "Due at this time of day",
    TRIED: "Tried at this time before",
}

WALK = Move("walk", "Mark as walked", frozenset({RoundStatus.PLANNED}), RoundStatus.WALKED, Perm.ROUND_SEE)
CANCEL = Move(
    "cancel", "Cancel this round", frozenset({RoundStatus.PLANNED}), RoundStatus.CANCELLED, Perm.ROUND_MAKE
)
MOVES = (WALK, CANCEL)

# On paper a caution is a figure; what it means stands on the Assistants' own card, never on a sheet that may be lost.
CAUTION_FIGURES = {instruction: str(figure) for figure, instruction in enumerate(CautionInstruction, 1)}

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23, a prime: without I, O and Q, which read as 1 and 0


def short_code(round_id, position):
    """What stands beside a door on the sheet: its place and a check letter, such as 07K.

    The letter changes with either figure, with their order and with the round, so that a slip of the pen, or a line of
    another sheet, is refused instead of landing on a neighbour. position: 1 to 99.
    """
    tens, units = divmod(position, 10)
    return f"{position:02d}{LETTERS[(7 * tens + 3 * units + round_id) % len(LETTERS)]}"
