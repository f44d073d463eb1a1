"""What waits for the person who opens Today, room by room: one line for each kind of thing, and only of what is theirs.

A fixed number of queries, whatever waits: one count a line.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from accounts.permissions import Perm
from doorstep.models import Letter
from hardening.models import Appointment, Job, LandlordLetter
from households.models import DataRequest, HouseholdValue, SupportReferral
from imports.models import Batch
from outcomes.models import Concern
from packs.models import Handover, PurchaseOrder


class Desk(NamedTuple):
    """Who asks, about what, on which day; known: what the page has counted already."""

    user: object
    project: object
    day: object
    known: dict

    def of(self, model):
        """The rows of a table that this person may see."""
        return model.objects.visible_to(self.user, self.project)


@dataclass(frozen=True)
class Kind:
    """One kind of thing that waits. words: after a one, and after any other number; more: goes after the address."""

    needs: Perm
    door: str
    words: tuple[str, str]
    count: Callable
    late: bool = False
    more: str = ""


# What should have been done comes first.
KINDS = (
    Kind(
        Perm.INBOX_SETTLE,
        "doorstep:inbox",
        ("record from a phone needs a decision", "records from phones need a decision"),
        lambda desk: desk.of(Letter).unsettled().count(),
        late=True,
    ),
    Kind(
        Perm.STOCK_KEEP,
        "packs:task_list",
        ("thing of the stock to settle", "things of the stock to settle"),
        lambda desk: desk.known["stock_tasks"],
        late=True,
    ),
    Kind(
        Perm.JOB_ORDER,
        "hardening:job_list",
        ("job of target hardening is late", "jobs of target hardening are late"),
        lambda desk: desk.of(Job).late_on(desk.day).count(),
        late=True,
        more="?show=late",
    ),
    Kind(
        Perm.JOB_ORDER,
        "hardening:letter_list",
        ("landlord has not answered in time", "landlords have not answered in time"),
        lambda desk: desk.of(LandlordLetter).overdue_on(desk.day).count(),
        late=True,
    ),
    Kind(
        Perm.REFERRAL_SEE,
        "households:referral_list",
        (
            "support referral has had no answer for 28 days",
            "support referrals have had no answer for 28 days",
        ),
        lambda desk: desk.of(SupportReferral).listed().overdue_on(desk.day).count(),
        late=True,
    ),
    Kind(
        Perm.CONCERN_KEEP,
        "outcomes:concern_list",
        ("concern of a resident is not answered in time", "concerns of residents are not answered in time"),
        lambda desk: desk.of(Concern).late_on(desk.day).count(),
        late=True,
    ),
    Kind(
        Perm.ENQUIRY_SEE,
        "households:enquiry_list",
        ("person waits for a word from us", "people wait for a word from us"),
        lambda desk: desk.known["asked_new"],
    ),
    Kind(
        Perm.DATA_REQUEST_KEEP,
        "office:request_list",
        ("request about somebody’s data is open", "requests about somebody’s data are open"),
        lambda desk: desk.of(DataRequest).undone().count(),
    ),
    Kind(
        Perm.STOCK_MOVE,
        "packs:handover_list",
        ("handover for your bag to confirm", "handovers for your bag to confirm"),
        lambda desk: desk.of(Handover).waiting().filter(to_location__holder=desk.user).count(),
    ),
    Kind(
        Perm.ORDER_APPROVE,
        "packs:order_list",
        ("order waits for your approval", "orders wait for your approval"),
        lambda desk: desk.of(PurchaseOrder).to_approve_by(desk.user).count(),
    ),
    Kind(
        Perm.BUYING_EDIT,
        "packs:order_list",
        ("approved order is not sent yet", "approved orders are not sent yet"),
        lambda desk: desk.of(PurchaseOrder).to_send().count(),
    ),
    Kind(
        Perm.JOB_ORDER,
        "hardening:day_list",
        ("resident to remind of an appointment", "residents to remind of an appointment"),
        lambda desk: desk.of(Appointment).to_remind(desk.day).count(),
    ),
    Kind(
        Perm.ADDRESSES_IMPORT,
        "imports:batch_list",
        ("imported file is not merged yet", "imported files are not merged yet"),
        lambda desk: desk.of(Batch).staged().count(),
    ),
    Kind(
        Perm.HOUSEHOLD_EDIT,
        "households:value_list",
        (
            "fact about a home on which two sources disagree",
            "facts about homes on which two sources disagree",
        ),
        lambda desk: desk.of(HouseholdValue).unsettled().count(),
    ),
    Kind(
        Perm.KIT_KEEP,
        "packs:chase_list",
        (
            "kit not registered yet: what it marks cannot be traced",
            "kits not registered yet: what they mark cannot be traced",
        ),
        lambda desk: desk.known["unregistered"],
    ),
)


def lines(user, project, day, known):
    """[{count, words, url, late}] of what waits, what is late first. known: what office.queries counted for the page."""
    desk = Desk(user, project, day, known)
    counted = [(kind, kind.count(desk)) for kind in KINDS if user.can(kind.needs, project)]
    return [
        {
            "count": count,
            "words": kind.words[count != 1],
            "url": reverse(kind.door, args=[project.slug]) + kind.more,
            "late": kind.late,
        }
        for kind, count in counted
        if count
    ]
