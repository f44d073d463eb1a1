"""Plain visits of one deposit, applied in one transaction and a fixed number of statements.

Whatever is not plain (a doubt, a correction, a fault of any kind) is left to applying, one record at a time: this is only the
quick way to the same end, and if anything at all goes wrong in it nothing has happened.
"""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import ROLE_PERMS, Perm
from doorstep.actions import doubts_of_packs, hands_over, record_visits
from doorstep.choices import Kind, LetterStatus
from doorstep.inbox import keys, payloads, reading
from doorstep.inbox.acts import DECIDED, Act
from doorstep.inbox.reading import Unfit
from doorstep.inbox.receiving import arrived
from doorstep.models import Device, Letter, SealingKey
from households.models import Household, Visit
from saferstreets.common import clock
from saferstreets.common.turn import in_turn


def apply_plain(letter_keys):
    """Apply those of these letters that are plain visits. Returns their letters, applied; the others are as they were.

    Opening them takes the longest and nothing of the database: it is over before anybody is kept waiting.
    """
    letters = list(_waiting(letter_keys).select_related("envelope__device"))
    for letter in letters:
        letter.project = letters[0].project  # one for all of them, read once
    acts = _opened(letters) if letters else []
    return _apply(acts) if acts else []


def _waiting(letter_keys):
    return Letter.objects.waiting().filter(pk__in=letter_keys, waits_for=None, vouched_by=None)


@in_turn()
@transaction.atomic
def _apply(acts):
    held = _waiting([act.letter.pk for act in acts]).select_for_update()
    waiting = set(held.values_list("pk", flat=True))
    acts = _plain([act for act in acts if act.letter.pk in waiting])
    if acts:
        _write(acts)
    return [act.letter for act in acts]


def _opened(letters):
    """Acts of the visits among these that open, by an author who may record them."""
    taken_apart = []
    for letter in letters:
        try:
            opened = reading.take_apart(bytes(letter.envelope.content))
        except Unfit:
            continue
        if opened.header["kind"] == Kind.VISIT and not opened.header["parts"]:
            taken_apart.append((letter, opened))
    project = letters[0].project
    authors = {
        device.public_id: device
        for device in Device.objects.filter(
            project=project, public_id__in={opened.device for _, opened in taken_apart}
        ).select_related("user")
    }
    sealing = {
        key.kid: key
        for key in SealingKey.objects.filter(
            project=project, destroyed_at=None, kid__in={opened.header["kid"] for _, opened in taken_apart}
        )
    }
    acts = [_act(letter, opened, authors, sealing) for letter, opened in taken_apart]
    return _by_those_who_may(project, [act for act in acts if act])


def _act(letter, opened, authors, sealing):
    """The Act of one letter, its columns filled in; None where it does not open as it should."""
    author, key = authors.get(opened.device), sealing.get(opened.header["kid"])
    received_at = letter.envelope.received_at
    lost = any(
        device and device.revoked_at and device.revoked_at <= received_at
        for device in (author, letter.envelope.device)
    )
    if author is None or key is None or lost:
        return None
    try:
        reading.check_signature(opened, user_id=author.user_id, signing_key=bytes(author.signing_key))
        payload = reading.unseal(opened, keys.unlocked(key))
        fields = payloads.read_payload(Kind.VISIT, payload, opened.header["schema"])
    except Unfit:
        return None
    at, letter.skew_seconds = reading.happened(
        opened, enrolled_at=author.enrolled_at, received_at=received_at
    )
    letter.happened_at = clock.on_the_street(at)
    letter.uid, letter.rec, letter.kind = opened.uid, opened.rec, Kind.VISIT
    letter.author, letter.seq = author, opened.header["seq"]
    return Act(letter, letter.project, author.user, letter.happened_at, fields, [])


def _by_those_who_may(project, acts):
    held = defaultdict(list)
    users = {act.by.pk for act in acts}
    for user, role, until in Membership.objects.filter(project=project, user__in=users).values_list(
        "user", "role", "until"
    ):
        if Perm.VISIT_RECORD in ROLE_PERMS[role]:
            held[user].append(until)
    return [
        act
        for act in acts
        if act.by.is_active
        and any(until is None or until >= timezone.localdate(act.at) for until in held[act.by.pk])
    ]


def _plain(acts):
    """Those about which nobody could have a doubt; each home once, held."""
    acts = _first_of(acts, lambda act: act.letter.uid)
    acts = _first_of(acts, lambda act: act.letter.rec)
    acts = [
        act for act in _first_of(acts, lambda act: act.fields["household"]) if "officer" not in act.fields
    ]
    if not acts:
        return []
    project, homes = acts[0].project, [act.fields["household"] for act in acts]
    held = Household.objects.select_for_update(of=("self",)).select_related("street").order_by("pk")
    open_homes = {
        home.pk: home
        for home in held.filter(project=project, pk__in=homes, closed_on=None, duplicate_of=None)
    }
    uids, recs = [act.letter.uid for act in acts], [act.letter.rec for act in acts]
    others = Letter.objects.filter(project=project, author__isnull=False, uid__in=uids)
    seen = set(others.values_list("uid", flat=True))
    taken = set(Visit.objects.filter(project=project, client_id__in=recs).values_list("client_id", flat=True))
    acts = [
        act
        for act in acts
        if act.fields["household"] in open_homes
        and act.letter.uid not in seen
        and act.letter.rec not in taken
    ]
    for act in acts:
        act.letter.household = open_homes[act.fields["household"]]
        act.letter.household.project = project
    return _without_doubtful_packs(project, acts)


def _first_of(acts, name):
    """The acts whose name stands only once: where two say the same of themselves, none of them is plain."""
    names = defaultdict(int)
    for act in acts:
        names[name(act)] += 1
    return [act for act in acts if names[name(act)] == 1]


def _without_doubtful_packs(project, acts):
    """Leave out the packs that a person should look at."""
    handed = {act.letter.household_id: act.fields for act in acts if hands_over(act.fields.get("offers", ()))}
    doubtful = doubts_of_packs(project_id=project.pk, packs=handed) if handed else {}
    return [act for act in acts if act.letter.household_id not in doubtful]


def _write(acts):
    """The visits and their verdicts, all or none."""
    told = [
        {**act.fields, "household": act.letter.household, "client_id": act.letter.rec, "saved_id": act.letter.uid,
         "happened_at": act.at, "by": act.by, "from_street": True}
        for act in acts
    ]  # fmt: skip
    now, seqs = timezone.now(), defaultdict(list)
    for act, visit in zip(acts, record_visits(visits=told), strict=True):
        letter = act.letter
        letter.status, letter.visit, letter.decided_at = LetterStatus.ACCEPTED, visit, now
        seqs[letter.author_id].append(letter.seq)
    Letter.objects.bulk_create(
        [act.letter for act in acts], update_conflicts=True, unique_fields=["envelope"], update_fields=DECIDED
    )
    authors = {act.letter.author_id: act.letter.author for act in acts}
    for author in sorted(authors):
        arrived(authors[author], *seqs[author])
