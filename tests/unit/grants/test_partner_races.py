"""Eight at once: the last pound of a sub-grant, the same visit's minutes, the same line of the export."""

import uuid

import pytest

from grants.actions import GrantRefused, finance
from grants.choices import EntryKind
from grants.delivery_choices import MovementKind
from grants.models import Pair, SubGrantMovement
from tests.factories.accounts import ProjectFactory, UserFactory
from tests.factories.delivery import make_sub_grant, moved, spend
from tests.factories.grants import STATED, make_line, post
from tests.together import race

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_the_last_pound_of_a_sub_grant_is_paid_once():
    by = UserFactory()
    sub_grant = make_sub_grant(ProjectFactory(), by, amount_pence=4_00)
    answers = race([lambda: moved(sub_grant, MovementKind.TRANSFER, 1_00, by=by) for _ in range(8)])
    assert sum(isinstance(answer, SubGrantMovement) for answer in answers) == 4
    assert sum(isinstance(answer, GrantRefused) for answer in answers) == 4
    sub_grant.refresh_from_db()
    assert sub_grant.transferred_pence == 4_00


def test_the_same_movement_sent_eight_times_is_one():
    by, key = UserFactory(), str(uuid.uuid4())
    sub_grant = make_sub_grant(ProjectFactory(), by)
    answers = race([lambda: moved(sub_grant, MovementKind.TRANSFER, 1_00, by=by, key=key)] * 8)
    assert len({answer.pk for answer in answers}) == 1


def test_one_line_of_the_export_is_paired_once():
    by, project = UserFactory(), ProjectFactory()
    line, their = make_line(project, by), spend(project, 5_00)
    entry = post(line, by, EntryKind.PAYMENT, 5_00, on=STATED, key="p")
    acts = [
        lambda: finance.pair_up(project=project, by=by),
        lambda: finance.pair_by_hand(entry=entry, spend=their, by=by),
    ] * 4
    answers = race(acts)
    assert Pair.objects.count() == 1
    assert all(isinstance(answer, int | Pair | GrantRefused) for answer in answers), answers
