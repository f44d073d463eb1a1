"""Nothing about the people of one's own street is shown on any page, no round gives a door there, and only another person ends it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import add_member
from accounts.choices import Role
from accounts.models import AuditEvent
from hardening.models import Job, Snag
from households import actions, ladder
from households.actions.own_streets import OwnStreetRefused, end_own_street, name_own_street
from households.choices import RoundStatus
from households.models import (
    BurglaryRecord,
    CautionFlag,
    Enquiry,
    OwnStreet,
    Resident,
    Street,
    Visit,
    Vulnerability,
)
from households.picking import best_doors
from households.rounds import CANCEL
from tests.factories import register
from tests.factories.accounts import ProjectFactory, member
from tests.factories.households import HouseholdFactory, StreetFactory
from tests.factories.rounds import DAY, round_of, street_of
from tests.house import routes
from tests.world import World, _one_of_everything, _round_of_today

pytestmark = pytest.mark.django_db
CANARY = "Quokka"
ROOMS = ("office:", "households:", "hardening:", "outcomes:", "doorstep:", "packs:")
TOLD = (
    (Resident, "name"), (Vulnerability, "reason"), (BurglaryRecord, "reference"), (Enquiry, "name"), (CautionFlag, "basis"), (Visit, "note"),
    (Job, "access_note"), (Job, "other_reason"), (Snag, "what"),
)  # fmt: skip


def own(user, street, by=None):
    return name_own_street(project=street.project, user=user, street=street, by=by or user)


def at(name, project, *args):
    return reverse(f"households:{name}", args=[project.slug, *args])


def pages_with(word, client, world, project):
    """Names of the pages that print this word."""
    found = set()
    for name, pattern, _view in routes():
        if pattern.startswith("<slug:slug>/") and name.startswith(ROOMS):
            with transaction.atomic():
                answer = client.get(reverse(name, kwargs=world.key(name, project)))
                transaction.set_rollback(True)
            if not answer.streaming and word.encode() in answer.content:
                found.add(name)
    return found


def test_no_page_shows_what_is_known_of_ones_own_streets(client, monkeypatch):
    """Every page, before and after: what the first sweep finds proves that the second would."""
    project = ProjectFactory(slug="own")
    coordinator, world = member(project), World()
    world.records = {project.pk: _one_of_everything(project)}
    home = world.records[project.pk]["home"]
    world.records[project.pk]["enquiry"] = register.promised(home, coordinator)
    world.records[project.pk]["round"] = _round_of_today(project, coordinator)
    for number, (model, column) in enumerate(TOLD):
        for row in model.objects.filter(project=project).exclude(
            **({"household": None} if model is Enquiry else {"pk": None})
        ):
            model.objects.filter(pk=row.pk).update(**{column: f"{CANARY} {number}.{row.pk}"})
    monkeypatch.setattr("saferstreets.common.pdf.render", lambda html, *more, **others: html.encode())
    client.force_login(coordinator)
    shown = pages_with(CANARY, client, world, project)
    assert {"office:home", "households:resident", "households:enquiry", "hardening:job"} <= shown
    for street in Street.objects.filter(project=project):
        own(coordinator, street)
    assert pages_with(CANARY, client, world, project) == set()
    page = client.get(reverse("office:home", args=["own", home.pk])).text
    assert "is not shown to you" in page
    kept_back = client.get(at("kept_back", project, home.pk)).text
    assert "Another person must look" in kept_back
    assert "Nothing is kept back" not in kept_back
    assert home.number in page


def test_a_look_is_refused_behind_the_page_too():
    home = HouseholdFactory()
    person = member(home.project)
    register.note_vulnerability(home, person)
    assert actions.reveal(household=home, what="vulnerability", reason="Before the visit", by=person)
    own(person, home.street)
    with pytest.raises(actions.CareRefused, match="Another person must look"):
        actions.reveal(household=home, what="vulnerability", reason="Before the visit", by=person)


def test_another_project_and_another_person_are_not_touched():
    home, other = HouseholdFactory(), HouseholdFactory()
    person = member(home.project)
    register.make_resident(home, person)
    own(person, home.street)
    assert not Resident.objects.visible_to(person, home.project).exists()
    assert Resident.objects.visible_to(member(home.project), home.project).exists()
    register.make_resident(other, member(other.project))
    add_member(project=other.project, user=person, role=Role.ASSISTANT, by=person)
    del person._roles
    assert Resident.objects.visible_to(person, other.project).exists()


def test_no_round_gives_a_door_in_ones_own_street():
    homes = street_of(3)
    project = homes[0].project
    elsewhere = HouseholdFactory(street=StreetFactory(project=project), number="9")
    walker, other = member(project, Role.ASSISTANT), member(project, Role.ASSISTANT)
    asked = {"project": project, "day": DAY, "part": "evening", "ladder": ladder.LADDER}
    walk = round_of([*homes, elsewhere], walked_by=walker)
    own(walker, homes[0].street)
    assert list(walk.doors.values_list("household", flat=True)) == [elsewhere.pk]
    assert [pick.household_id for pick in best_doors(walker=other, **asked)] == [home.pk for home in homes]
    assert best_doors(walker=walker, **asked) == []
    theirs = round_of([homes[0]], walked_by=other)
    assert theirs.doors.count() == 1
    actions.end_round(round_id=theirs.pk, move=CANCEL, by=other)
    with pytest.raises(actions.RoundRefused, match="walker’s own"):
        round_of(homes, walked_by=walker)


def test_a_round_that_is_over_keeps_its_doors():
    homes = street_of(1)
    walker = member(homes[0].project, Role.ASSISTANT)
    walk = round_of(homes, walked_by=walker)
    actions.end_round(round_id=walk.pk, move=CANCEL, by=walker)
    own(walker, homes[0].street)
    assert walk.doors.count() == 1
    walk.refresh_from_db()
    assert walk.status == RoundStatus.CANCELLED


def test_only_another_person_takes_it_off_and_the_table_says_so_too():
    street = StreetFactory(project=ProjectFactory())
    person, second = member(street.project), member(street.project)
    named = own(person, street)
    with pytest.raises(OwnStreetRefused, match="Another coordinator"):
        end_own_street(own_street_id=named.pk, by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnStreet.objects.filter(pk=named.pk).update(ended_by=person, ended_at=named.named_at)
    with pytest.raises(OwnStreetRefused, match="already"):
        own(person, street)
    end_own_street(own_street_id=named.pk, by=second)
    with pytest.raises(OwnStreetRefused, match="already"):
        end_own_street(own_street_id=named.pk, by=second)
    own(person, street, by=second)
    verbs = AuditEvent.objects.filter(verb__startswith="own_street.").order_by("id").values_list("verb", "by")
    assert list(verbs) == [
        ("own_street.name", person.pk),
        ("own_street.end", second.pk),
        ("own_street.name", second.pk),
    ]
    assert not AuditEvent.objects.filter(fields__icontains=street.name).exists()


def test_the_page_names_ones_own_and_the_coordinator_sees_and_keeps_all(client):
    street = StreetFactory(project=ProjectFactory(slug="own"), name="Clay Street")
    project = street.project
    assistant, other, coordinator = (
        member(project, Role.ASSISTANT),
        member(project, Role.OFFICER),
        member(project),
    )
    client.force_login(assistant)
    assert "Whose street" not in client.get(at("own_street_list", project)).text
    sent = {"street": str(street.pk), "user": str(other.pk)}
    assert client.post(at("own_street_list", project), sent).status_code == 302
    named = OwnStreet.objects.get()
    assert (named.user, named.named_by) == (assistant, assistant)
    assert "in the list already" in client.post(at("own_street_list", project), sent).text
    assert client.post(at("own_street_end", project, named.pk)).status_code == 403
    client.force_login(other)
    assert assistant.name not in client.get(at("own_street_list", project)).text
    client.force_login(coordinator)
    assert assistant.name in client.get(at("own_street_list", project)).text
    client.post(at("own_street_list", project), sent)
    assert OwnStreet.objects.get(user=other).named_by == coordinator
    assert client.post(at("own_street_end", project, named.pk)).status_code == 302
    assert assistant.name not in client.get(at("own_street_list", project)).text.split("<form")[1]


def test_the_list_asks_as_little_for_twenty_as_for_two(client):
    project = ProjectFactory(slug="own")
    coordinator = member(project)
    client.force_login(coordinator)

    def cost(more):
        for _ in range(more):
            own(member(project, Role.ASSISTANT), StreetFactory(project=project))
        with CaptureQueriesContext(connection) as queries:
            client.get(at("own_street_list", project))
        return len(queries)

    assert cost(2) == cost(18)
