"""Many requests at the same moment, with connections of their own: what is stored and applied is what was recorded, once."""

import json
import threading

import pytest
from django.db import connection
from django.test import Client

from accounts.choices import Role
from doorstep.models import Envelope, Letter
from households.models import Visit
from packs import checking
from packs.models import Delivery
from tests.deposit.phone import Phone
from tests.factories.accounts import member
from tests.factories.rounds import street_of

HANDS = 6


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_deposit_at_the_same_moment_counts_once():
    """Two copies in opposite order are under way to begin with: who is told to come later comes later."""
    homes = street_of(8)
    phone = Phone(homes[0].project, member(homes[0].project, Role.ASSISTANT))
    shas = [phone.visit(home, "answered", offers={"pack": "done"}, kit_code=f"K{home.pk}") for home in homes]
    bodies = [phone.body(shas), phone.body(shas[::-1])]
    start, answers = threading.Barrier(HANDS), []

    def hand_in(body):
        try:
            start.wait()
            asked = {"content_type": "application/json", "headers": {"Authorization": phone.authorization}}
            while (answer := Client().post("/deposit/v1", body, **asked)).status_code == 503:
                pass
            answers.append(answer)
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in, args=(bodies[number % 2],)) for number in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * HANDS
    for answer in answers:
        phone.hear(200, answer.content)
        assert {verdict["sha"] for verdict in json.loads(answer.content)["verdicts"]} == set(shas)
    assert {letter.status for letter in Letter.objects.all()} == {"accepted"}
    counts = [model.objects.count() for model in (Envelope, Letter, Visit, Delivery)]
    assert counts == [len(homes)] * 4
    assert not checking.faults(phone.project)
