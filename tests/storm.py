"""Random events of the stock, and many hands at the last pack: what `make storm-ledgers` does long and the suite short."""

import datetime
import random
import uuid

from django.db import connection, transaction

from doorstep.actions import withdraw_visit
from households.models import Visit
from packs import actions, checking
from packs.choices import ItemKind, PlaceKind
from packs.models import Balance, Handover, Item, Movement
from saferstreets.common.workflow import Refused
from tests.factories.accounts import member
from tests.factories.doorstep import deliver
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.packs import ItemFactory, receive
from tests.together import in_step

DAY = datetime.date(2021, 10, 4)


class Storm:
    """One project, its people and its stock, and every event that can happen to it."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.street = StreetFactory()
        self.project = self.street.project
        self.people = [member(self.project), *(member(self.project, "assistant") for _ in range(3))]
        self.pack = ItemFactory(project=self.project, kind=ItemKind.PACK, name="Safer Homes Pack")
        self.pens = ItemFactory(project=self.project, name="Pen")
        self.store = receive(self.pens, 400, self.people[0])
        self.specification = actions.add_specification(
            project=self.project, from_on=DAY, contents=[("Pen", 2)], by=self.people[0]
        )
        actions.stock_contents(specification=self.specification, by=self.people[0])
        self.bags = {
            one.pk: actions.place(project=self.project, kind=PlaceKind.BAG, holder=one) for one in self.people
        }

    def event(self):
        """Do one thing at random, by the product's own verbs. Returns its name, or None when it was refused in words."""
        verb = self.dice.choice(
            (self.make, self.give, self.give, self.take, self.take, self.deliver, self.deliver, self.deliver,
             self.withdraw, self.move, self.reverse, self.recall, self.count, self.twice)
        )  # fmt: skip
        by = self.dice.choice(self.people)
        try:
            with transaction.atomic():
                verb(by)
        except Refused:
            return None
        return verb.__name__

    def make(self, by):
        """Packs made up."""
        actions.assemble_packs(
            specification=self.specification, quantity=self.dice.randint(1, 40), location=self.store, made_on=DAY, by=by, key=str(uuid.uuid4())
        )  # fmt: skip

    def give(self, by):
        """Packs handed to somebody, or back into the store."""
        ends = [self.store, self.bags[self.dice.choice(self.people).pk]]
        self.dice.shuffle(ends)
        actions.give(
            project=self.project, lines=[(self.pack, self.dice.randint(1, 9))], from_location=ends[0], to_location=ends[1], given_on=DAY, by=by,
            key=str(uuid.uuid4()),
        )  # fmt: skip

    def _waiting(self):
        return self.dice.choice(list(Handover.objects.filter(project=self.project).waiting()) or [None])

    def take(self, by):
        """Somebody takes what is on the way, and miscounts now and then."""
        if handover := self._waiting():
            given = handover.lines.get()
            counts = {given.item_id: max(given.given + self.dice.choice((0, 0, 0, -1, 1)), 0)}
            by = handover.to_location.holder or by
            actions.take_over(handover_id=handover.pk, counts=counts, on=DAY, by=by)

    def recall(self, by):
        """A handover taken back."""
        if handover := self._waiting():
            actions.recall(handover_id=handover.pk, on=DAY, by=handover.given_by)

    def deliver(self, by):
        """A pack at a door that has had none."""
        deliver(HouseholdFactory(street=self.street), by, on=DAY)

    def withdraw(self, by):
        """A visit taken back."""
        visits = Visit.objects.standing().filter(project=self.project).order_by("-id")[:20]
        if visits:
            withdraw_visit(visit=self.dice.choice(list(visits)), reason="slip", by=by)

    def move(self, by):
        """Something spoilt."""
        item = self.dice.choice((self.pens, self.pack))
        actions.move_stock(
            project=self.project, lines=[(item, self.dice.randint(1, 5))], from_location=self.store,
            to_location=actions.place(project=self.project, kind=PlaceKind.DAMAGED), happened_on=DAY, by=by,
        )  # fmt: skip

    def reverse(self, by):
        """A movement taken back."""
        moved = list(Movement.objects.filter(project=self.project, source="").order_by("-id")[:10])
        actions.reverse_movement(movement=self.dice.choice(moved), reason="slip", happened_on=DAY, by=by)

    def twice(self, by):
        """The same form sent twice."""
        key = str(uuid.uuid4())
        for _ in range(2):
            receive(self.pens, 7, by, key=key)
        assert Movement.objects.filter(project=self.project, key=key).count() == 1

    def count(self, by):
        """A store counted by two people."""
        there = Balance.objects.filter(location=self.store, guarded=True)
        books = {row.item: row.quantity for row in there.select_related("item")}
        off = {item: max(count + self.dice.choice((0, 0, -1, 2)), 0) for item, count in books.items()}
        count, _ = actions.begin_stocktake(
            project=self.project,
            location=self.store,
            counts=off,
            counted_on=DAY,
            by=by,
            key=str(uuid.uuid4()),
        )
        other = next(one for one in self.people if one != by)
        counts = {item.pk: number for item, number in off.items()}
        actions.finish_stocktake(stocktake_id=count.pk, counts=counts, on=DAY, by=other, reason="counted")

    def check(self):
        """What cannot hold and does not is nothing: raises AssertionError otherwise."""
        assert checking.faults(self.project) == []


def last_pack(rounds, workers):
    """So many rounds in which every worker delivers the last pack of one bag at once, each at a door of their own; the visit
    comes a second time through another worker, often at the same moment. Returns the rounds. Oversold, doubled or locked
    out is an AssertionError.
    """
    street = StreetFactory()
    holder = member(street.project, "assistant")
    pack = ItemFactory(project=street.project, kind=ItemKind.PACK)
    bag = actions.place(project=street.project, kind=PlaceKind.BAG, holder=holder)
    homes = HouseholdFactory.create_batch(workers, street=street)

    def work(number, wait):
        for round_ in range(rounds):
            if number == 0:
                receive(pack, 1, holder, to=bag)
            wait()
            for door in (number, (number + 1) % workers):
                key = uuid.uuid5(uuid.NAMESPACE_OID, f"{street.project_id}:{round_}:{door}")
                deliver(homes[door], holder, on=DAY, client_id=key, again_reason="storm")
            wait()

    in_step(workers, work)
    connection.close()
    left = Balance.objects.get(location=bag, item=pack).quantity
    drawn = Movement.objects.filter(project=street.project, from_location=bag).count()
    moved = Movement.objects.filter(project=street.project, to_location__kind=PlaceKind.HOUSEHOLD).count()
    assert (left, drawn, moved) == (0, rounds, rounds * workers), (left, drawn, moved)
    assert checking.faults(street.project) == []
    assert Item.objects.filter(project=street.project).count() == 1
    return rounds
