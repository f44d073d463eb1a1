"""Two hundred and more marks that nothing else holds, each in a place of its own, put there by the product's verbs."""

import random

from accounts.choices import Role
from households import actions as households
from tests.deposit.phone import Phone
from tests.factories import register
from tests.factories.deposited import hand_in
from tests.factories.doorstep import deliver
from tests.factories.households import StreetFactory
from tests.world import World

HOMES = 20
# What a mark stands for, and who may read it: nobody who only reads what is published, no log, no letter, no address on the web.
KINDS = (
    "resident", "contact", "vulnerability", "caution", "visit note", "phone's note", "kit", "landlord", "landlord's contact", "asker",
    "asker's contact", "message", "burglary", "name of the house",
)  # fmt: skip
PHONES_NOTE = "phone's note"
LETTERS = "bcdfghjklmnpqrstvwxz"


class Planted:
    """marks: {mark: kind}; world, project and the people of the first project."""

    def __init__(self, seed=1):
        self.marks, self._random = {}, random.Random(seed)
        self.world = World.make()
        self.project = self.world.project
        self.coordinator = self.world.people[Role.COORDINATOR]
        self.assistant = self.world.people[Role.ASSISTANT]
        self.phone, self.asked = Phone(self.project, self.assistant), []
        street = StreetFactory(project=self.project, name="Canary Row")
        self.homes = [self._home(street, number) for number in range(HOMES)]
        hand_in(self.phone)

    def _mark(self, kind):
        """A new mark: numbers of the range kept for drama, letters and digits that no word has otherwise."""
        n = sum(known == kind for known in self.marks.values())
        if kind.endswith("contact"):
            mark = f"07700900{(list(KINDS).index(kind) * 40 + n) % 1000:03}"
        else:
            mark = f"Zq{''.join(self._random.choices(LETTERS, k=7))}{n:02}"
        assert mark not in self.marks
        self.marks[mark] = kind
        return mark

    def _number(self, kind):
        """As somebody writes it down; the mark is its digits."""
        mark = self._mark(kind)
        return f"{mark[:5]} {mark[5:]}"

    def _home(self, street, number):
        by, mark = self.coordinator, self._mark
        home = households.add_household(
            project=self.project, street=street, number=str(9501 + number), name=f"{mark('name of the house')} Cottage", postcode="ZZ14 9QQ", by=by,
        )  # fmt: skip
        register.make_resident(home, by, name=f"{mark('resident')} Example", contact=self._number("contact"))
        register.note_vulnerability(home, by, reason=f"Slow to the door {mark('vulnerability')}")
        register.caution(home, by, basis=f"Told by {mark('caution')}")
        register.burglary_record(home, reference=mark("burglary"))
        deliver(home, by, kit_code=mark("kit").upper(), note=f"Asked for {mark('visit note')}")
        owner = households.add_landlord(
            project=self.project, name=f"{mark('landlord')} Homes", kind="private", contact=self._number("landlord's contact"), by=by,
        )  # fmt: skip
        households.set_landlord(household=home, landlord=owner, by=by)
        asked = register.enquiry(
            self.project, address=home.address, name=f"{mark('asker')} Asker", contact=self._number("asker's contact"),
            message=f"Please come to {mark('message')}",
        )  # fmt: skip
        self.asked.append(asked)
        households.match_enquiry(enquiry_id=asked.pk, household=home, by=by)
        self.phone.visit(home, "no_answer", note=f"Behind the shed {mark(PHONES_NOTE)}")
        return home
