"""Writes about agreements in full, the money passed to partners, and what partners owe in words."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.actions import record_event
from evidence.actions import keep_document
from grants import partner_rules as rules
from grants.actions.budget import post_entry, reverse_entry
from grants.actions.promises import GrantRefused
from grants.choices import EntryKind
from grants.delivery_choices import MovementKind
from grants.models import Agreement, Chase, Condition, Entry, PartnerReturn, SubGrant, SubGrantMovement
from saferstreets.common.money import pounds


@transaction.atomic
def sign_agreement(
    *, agreement, by, signed_on=None, amount_pence=None, document=None, purpose=None, in_place=None
):
    """Complete an agreement: the day on the paper, its amount, the signed paper (bytes). Writes nothing when nothing differs."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    said = {"signed_on": signed_on, "amount_pence": amount_pence, "purpose": purpose, "in_place": in_place}
    changed = [
        field for field, value in said.items() if value is not None and getattr(agreement, field) != value
    ]
    for field in changed:
        setattr(agreement, field, said[field])
    if document is not None:
        agreement.document = keep_document(
            project=agreement.project, title=f"{agreement}"[:160], content=document, by=by
        )
        changed.append("document")
    if changed:
        agreement.save(update_fields=changed)
        record_event(by=by, verb="agreement.sign", subject=agreement, fields=changed)
    return agreement


@transaction.atomic
def add_condition(*, agreement, text, by, due_on=None):
    """Enter one condition of an agreement. The same words twice are refused."""
    if Condition.objects.filter(project_id=agreement.project_id, agreement=agreement, text=text).exists():
        raise GrantRefused("This condition is already entered.")
    condition = Condition.objects.create(
        project_id=agreement.project_id, agreement=agreement, text=text, due_on=due_on
    )
    record_event(by=by, verb="condition.add", subject=condition, fields=["text", "due_on"])
    return condition


@transaction.atomic
def meet_condition(*, condition, met_on, met_words, by):
    """Record that a condition is met, and how. Once."""
    condition = Condition.objects.select_for_update(of=("self",)).get(pk=condition.pk)
    if condition.met_on:
        raise GrantRefused("This condition is met already.")
    condition.met_on, condition.met_words = met_on, met_words
    condition.save(update_fields=["met_on", "met_words"])
    record_event(by=by, verb="condition.meet", subject=condition, fields=["met_on"])
    return condition


@transaction.atomic
def grant_to_partner(
    *, agreement, line, amount_pence, up_front, granted_on, stated_in, by, illustrative=False
):
    """Pass grant money on under an agreement: the amount is promised on the budget line. One sub-grant an agreement.

    Raises GrantRefused for a second one, NotEnoughLeft where the line holds less, EntryRefused for a day outside the grant.
    """
    if SubGrant.objects.filter(project_id=agreement.project_id, agreement=agreement).exists():
        raise GrantRefused("There is a sub-grant under this agreement already.")
    sub_grant = SubGrant.objects.create(
        project_id=agreement.project_id, agreement=agreement, line=line, amount_pence=amount_pence, up_front=up_front,
        granted_on=granted_on, stated_in=stated_in, illustrative=illustrative,
    )  # fmt: skip
    _post(
        sub_grant,
        EntryKind.COMMITMENT,
        amount_pence,
        granted_on,
        f"{_source(sub_grant)}:granted",
        stated_in,
        by,
    )
    record_event(by=by, verb="sub_grant.add", subject=sub_grant, fields=["amount_pence", "up_front"])
    return sub_grant


@transaction.atomic
def move_sub_grant(*, sub_grant, kind, pence, happened_on, key, by, words="", document=None):
    """Record that money was paid to the partner, spent by it, paid back, or paid to us by the fund. Returns the movement.

    What the partner spends is the grant's spending on that day; what it is paid is a payment; what it pays back is promised no
    more. document: the bytes of the paper that shows it. Raises GrantRefused for what the sub-grant does not hold.
    """
    sub_grant = (
        SubGrant.objects.select_for_update(of=("self",))
        .select_related("project", "line")
        .get(pk=sub_grant.pk)
    )
    standing = SubGrantMovement.objects.filter(project=sub_grant.project, key=key).first()
    if standing:
        return standing
    kind = MovementKind(kind)
    _take(sub_grant, kind, pence)
    kept = document and keep_document(
        project=sub_grant.project, title=f"{kind.label}, {pounds(pence)}"[:160], content=document, by=by
    )
    movement = SubGrantMovement.objects.create(
        project=sub_grant.project, sub_grant=sub_grant, kind=kind, pence=pence, happened_on=happened_on, words=words,
        document=kept, key=key, recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    for entry_kind, sign in rules.ENTRIES[kind]:
        _post(
            sub_grant, entry_kind, sign * pence, happened_on, f"{_source(sub_grant)}:{movement.pk}:{entry_kind}",
            words or kind.label, by,
        )  # fmt: skip
    record_event(by=by, verb="sub_grant.move", subject=movement, fields=["kind", "pence"])
    return movement


@transaction.atomic
def take_back_movement(*, movement, reason, by):
    """Take a movement back by its opposite, with a reason, and its entries in the ledger with it. Once only."""
    sub_grant = (
        SubGrant.objects.select_for_update(of=("self",))
        .select_related("project")
        .get(pk=movement.sub_grant_id)
    )
    others = SubGrantMovement.objects.filter(project=sub_grant.project, reverses=movement)
    if movement.reverses_id or others.exists():
        raise GrantRefused("This has been taken back already.")
    if not reason.strip():
        raise GrantRefused("Say why it is taken back.")
    _take(sub_grant, MovementKind(movement.kind), -movement.pence)
    prefix = f"{_source(sub_grant)}:{movement.pk}:"
    posted = list(
        Entry.objects.of_source(sub_grant.project, _source(sub_grant)).filter(key__startswith=prefix)
    )
    # What was let go comes back to the line before what was spent leaves it, and the other way about.
    for entry in sorted(posted, key=lambda entry: -entry.cost_pence):
        reverse_entry(entry=entry, reason=reason, by=by, key=f"{entry.key}:back")
    opposite = SubGrantMovement.objects.create(
        project=sub_grant.project, sub_grant=sub_grant, kind=movement.kind, pence=-movement.pence, happened_on=movement.happened_on,
        words=reason.strip(), key=f"{movement.key[:70]}:back", reverses=movement, recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(by=by, verb="sub_grant.take_back", subject=opposite, fields=["pence"])
    return opposite


def _source(sub_grant):
    return f"grants.SubGrant:{sub_grant.pk}"


def _post(sub_grant, kind, pence, day, key, reason, by):
    post_entry(
        project=sub_grant.project, line=sub_grant.line, kind=kind, net_pence=pence, vat_pence=0, happened_on=day,
        source=_source(sub_grant), by=by, reason=reason[:300], key=key,
    )  # fmt: skip


def _take(sub_grant, kind, pence):
    """Move the guard. The row is held; the database repeats the rule."""
    after = {name: getattr(sub_grant, name) for name in rules.COLUMNS}
    after[kind.column] += pence
    refusal = rules.refusal(sub_grant.amount_pence, sub_grant.up_front, **after)
    if refusal:
        raise GrantRefused(refusal)
    SubGrant.objects.filter(pk=sub_grant.pk).update(**{kind.column: F(kind.column) + pence})


@transaction.atomic
def expect_returns(*, agreement, months, first_on, last_on, due_days, by):
    """Enter the returns a partner owes: every so many months from `first_on`, each due so many days after it ends. Returns them.

    A return that begins on the same day already is left alone.
    """
    made = []
    for starts_on, ends_on, due_on in rules.return_periods(first_on, last_on, months, due_days):
        one, created = PartnerReturn.objects.get_or_create(
            project_id=agreement.project_id, agreement=agreement, starts_on=starts_on,
            defaults={"ends_on": ends_on, "due_on": due_on},
        )  # fmt: skip
        if created:
            record_event(by=by, verb="partner_return.expect", subject=one, fields=["due_on"])
            made.append(one)
    return made


@transaction.atomic
def receive_return(*, partner_return, received_on, words, by, document=None):
    """Record that a partner's return is here, with its paper where there is one. Once."""
    one = (
        PartnerReturn.objects.select_for_update(of=("self",))
        .select_related("project")
        .get(pk=partner_return.pk)
    )
    if one.received_on:
        raise GrantRefused("This return is here already.")
    one.received_on, one.words = received_on, words
    if document is not None:
        one.document = keep_document(
            project=one.project, title=f"Partner’s return, {one}"[:160], content=document, by=by
        )
    one.save(update_fields=["received_on", "words", "document"])
    record_event(by=by, verb="partner_return.receive", subject=one, fields=["received_on"])
    return one


@transaction.atomic
def chase_return(*, partner_return, chased_on, how, by):
    """Write down a reminder. Raises GrantRefused for a return that is here."""
    one = PartnerReturn.objects.select_for_update(of=("self",)).get(pk=partner_return.pk)
    if one.received_on:
        raise GrantRefused("This return is here; nobody needs reminding.")
    chase = Chase.objects.create(
        project_id=one.project_id,
        partner_return=one,
        chased_on=chased_on,
        how=how,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    record_event(by=by, verb="partner_return.chase", subject=chase, fields=["chased_on"])
    return chase
