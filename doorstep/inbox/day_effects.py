"""What the end of a day and the check-in timer do, said from a phone. They may come late, and in any order."""

from accounts.choices import Role
from accounts.models import Membership
from accounts.permissions import Perm
from doorstep.choices import Cause, Conflict, Kind
from doorstep.day_actions import end_day
from doorstep.inbox.acts import Effect, Waits, author_may
from doorstep.inbox.answers import missing_before
from doorstep.inbox.reading import Unfit
from doorstep.models import Letter
from households.actions import late_outings
from households.models import Outing
from packs.actions import CountDiffers
from packs.models import ClosedDay
from saferstreets.common import clock

NOTHING_SAID = "Counted on the phone; nothing was said about the difference"
MOST_NAMED = 20


def close_day(act):
    """Close the day as the phone says. A count that differs is booked with or without a word; without one, a person looks at it.

    What has not come is counted here, by the numbers that are missing before this record, and named by them.
    """
    if not author_may(act.by, act.project, act.fields["on_day"], Perm.STOCK_MOVE):
        raise Unfit(Cause.REFUSED, "This person carries no bag on this project.")
    if act.fields["on_day"] > clock.today():
        raise Unfit(Cause.INVALID, "Not as agreed: on_day.")
    counted, explanation = act.fields["counted"], act.fields.get("explanation", "")
    whose = {"project": act.project, "holder": act.by, "on_day": act.fields["on_day"]}
    closed = ClosedDay.objects.filter(**whose).first()
    if closed and closed.counted == counted:
        return Effect()
    gaps = missing_before(act.letter.author, act.letter.seq)
    numbers = ", ".join(str(seq) for seq in gaps[:MOST_NAMED])
    said = {
        **whose, "counted": counted, "unsent": len(gaps), "named": f"Records {numbers} of the phone" if gaps else "",
        "safe_home": True, "at": act.at, "by": act.by,
    }  # fmt: skip
    try:
        end_day(**said, explanation=explanation)
    except CountDiffers:
        end_day(**said, explanation=NOTHING_SAID)
        return Effect(conflicts=[Conflict.BAG_SHORT])
    return Effect()


def check_in(act):
    """Out, out longer, or safe. The timer never refuses: decision 0114."""
    said = {"project": act.project, "by": act.by, "at": act.at}
    state = act.fields["state"]
    if state == "out":
        late_outings.go_out(**said, minutes=act.fields["minutes"], companion=_companion(act))
    elif state == "longer":
        late_outings.stay_longer(**said, minutes=act.fields["minutes"], outing=_outing(act))
    else:
        late_outings.be_safe(**said, outing=_outing(act))
    return Effect()


def _companion(act):
    if not (pk := act.fields.get("companion")):
        return None
    member = Membership.objects.filter(project=act.project, user=pk, role=Role.OFFICER).exclude(user=act.by)
    found = member.select_related("user").first()
    if found is None:
        raise Unfit(Cause.INVALID, "Not as agreed: companion.")
    return found.user


def _outing(act):
    """The outing that this record of the phone began; None where it was begun elsewhere. Raises Waits until that has come."""
    if not (of := act.fields.get("of")):
        return None
    begun = Letter.objects.applied().filter(
        project=act.project, rec=of, author=act.letter.author, kind=Kind.CHECK_IN
    )
    letter = begun.order_by("envelope").first()
    if letter is None:
        raise Waits(of)
    out = Outing.objects.filter(project=act.project, walker=act.by, started_at=letter.happened_at)
    return out.order_by("id").last()
