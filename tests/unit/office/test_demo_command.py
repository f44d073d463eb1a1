import datetime
import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.choices import Role
from accounts.models import AuditEvent, Membership, Organisation, Project, User
from grants.models import Agreement, Deliverable, Milestone, Post
from households.models import Area, Household, Street, Visit
from office.demonstration import facts, people, signins
from packs.models import Delivery, PackContent
from saferstreets.common import figures
from saferstreets.common.periods import Period

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2021, 11, 24)


def demo(**options):
    said = io.StringIO()
    call_command("demo", stdout=said, **{"households": 150, "no_updates": True, **options})
    return said.getvalue()


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.DEMONSTRATION_TODAY = TODAY


def counts():
    return {
        model._meta.label: model.objects.count()
        for model in apps.get_models()
        if model._meta.app_label not in {"sessions", "contenttypes"}
    }


def test_a_second_run_changes_nothing_and_says_so():
    assert "150 invented homes" in demo()
    before = counts()
    assert "nothing was changed" in demo()
    assert counts() == before


def test_more_projects_join_what_is_there():
    demo()
    assert "Example project 3" in demo(projects=3)
    assert Project.objects.count() == 3
    assert Visit.objects.filter(project__slug="project-3").exists()


def test_a_live_office_refuses_it(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="live office"):
        demo()
    assert not Project.objects.exists()
    assert signins.signins() == []
    assert signins.password() == ""


@pytest.mark.parametrize("options", [{"households": -1}, {"projects": 0}])
def test_impossible_sizes_are_refused(options):
    with pytest.raises(CommandError, match="at least one project"):
        demo(**options)


def invented(seed):
    """What a fresh load with `seed` invents; nothing of it stays."""
    with transaction.atomic():
        demo(projects=1, seed=seed)
        homes = list(
            Household.objects.order_by("search").values_list("search", "tenure", "state", "closed_on")
        )
        knocks = list(Visit.objects.order_by("client_id").values_list("client_id", "outcome", "happened_at"))
        transaction.set_rollback(True)
    return homes, knocks


def test_the_same_seed_gives_the_same_homes_and_visits():
    assert invented(1) == invented(1) != invented(2)


def test_every_role_can_sign_in_with_the_printed_passphrase():
    said = demo(households=0)
    assert people.PASSPHRASE in said
    assert {row["email"] for row in signins.signins()} == set(User.objects.values_list("email", flat=True))
    assert all(user.check_password(people.PASSPHRASE) for user in User.objects.all())
    for project in Project.objects.all():
        assert set(Membership.objects.filter(project=project).values_list("role", flat=True)) == set(
            Role.values
        )
    assert all(email.endswith("@demo.example") for email in User.objects.values_list("email", flat=True))
    assert len(people.PASSPHRASE) >= 12


def test_homes_are_obviously_fictional():
    demo()
    assert all(number.startswith("90") for number in Household.objects.values_list("number", flat=True))
    assert all(
        postcode.startswith("ZZ14 ") for postcode in Household.objects.values_list("postcode", flat=True)
    )


def test_practice_is_empty_and_open():
    demo()
    practice = Project.objects.get(slug="practice")
    assert practice.demonstration
    assert not practice.streets_locked
    assert not Household.objects.filter(project=practice).exists()
    assert not Street.objects.filter(project=practice).exists()


def test_the_facts_are_those_of_the_paper():
    demo(households=0)
    project = Project.objects.select_related("lead_body").get(slug="workington")
    assert (project.award_pence, project.awarded_on, project.ends_on) == (
        31_135_800,
        datetime.date(2021, 6, 3),
        datetime.date(2022, 3, 31),
    )
    assert project.lead_body.name == facts.OPCC
    assert "Whitehaven" in project.note
    targets = {
        deliverable.title: [
            (target.value, target.stated_on, target.agreed_by) for target in deliverable.history
        ]
        for deliverable in Deliverable.objects.filter(project=project).with_targets()
    }
    assert targets == {
        "Safer Homes Packs": [(1300, facts.AWARDED, "")],
        "Ultraviolet torches for officers": [(100, facts.AWARDED, "")],
        "Target hardening": [(150, facts.AWARDED, ""), (100, facts.STATED, "")],
        "Street lighting": [],
        "Lighting in Vulcan Park": [],
        "CCTV at the school": [(1, facts.AWARDED, "")],
    }
    assert list(Post.objects.filter(project=project).values_list("title", "starts_on")) == [
        ("Safer Streets Co-ordinator", None),
        *[("Safer Streets Assistant", datetime.date(2021, 9, 6))] * 2,
    ]
    assert Street.objects.filter(project=project, name__in=facts.LIGHTING_STREETS).count() == 7


def test_traps_of_the_paper_are_respected():
    demo(households=0)
    partners = {agreement.body.name for agreement in Agreement.objects.select_related("body")}
    assert partners == {facts.FUNDER, facts.CONSTABULARY, facts.COUNTY, facts.ALLERDALE, facts.SCHOOL}
    contents = list(PackContent.objects.order_by("position").values_list("name", "quantity"))
    assert len(contents) == 9
    assert {quantity for _, quantity in contents} == {None}
    lighting = Milestone.objects.filter(title__contains="commence")
    assert lighting.count() == 2
    assert not lighting.exclude(done_on=None).exists()
    assert set(Area.objects.values_list("name", flat=True)) == set(facts.AREAS)
    for area in Area.objects.all():
        assert set(area.lsoas.values_list("code", "vintage", "inferred")) == {
            (code, "2011", True) for code in facts.LSOAS
        }


def test_bodies_keep_their_names_and_successors():
    demo(households=0)
    allerdale = Organisation.objects.with_names().get(name=facts.ALLERDALE)
    assert allerdale.holder_as_at(datetime.date(2023, 3, 31)) == allerdale
    assert allerdale.holder_as_at(datetime.date(2023, 4, 1)).name == facts.CUMBERLAND
    school = Organisation.objects.get(name=facts.SCHOOL)
    assert school.names.count() == 4


def test_invented_homes_leave_one_event_and_visits_one_each():
    demo(projects=1)
    assert AuditEvent.objects.filter(verb="household.invent").count() == 1
    assert AuditEvent.objects.filter(verb="visit.record").count() == Visit.objects.count()
    assert AuditEvent.objects.filter(verb="pack.deliver").count() == Delivery.objects.count()


@pytest.mark.pdf
def test_september_is_issued_by_a_second_person_and_october_is_a_draft():
    assert "issued" in demo(households=20, projects=1, no_updates=False)
    september, october = apps.get_model("reports", "Update").objects.order_by("as_at")
    assert (september.prepared_by.email, september.approved_by.email) == (
        people.COORDINATOR,
        people.CERTIFIER,
    )
    assert september.is_issued
    assert not october.is_issued
    assert "household figures are invented" in september.html
    october.delete()
    assert "nothing was changed" in demo(households=20, projects=1, no_updates=False)


def test_figures_counted_at_once_are_those_counted_alone():
    """Everything that the demonstration holds, in every room."""
    demo(households=40)
    project, wanted = Project.objects.get(slug=facts.PROJECT["slug"]), figures.all_figures()
    whole = Period(project.starts_on, TODAY)
    for begins in (datetime.date(2021, 10, 1), project.starts_on, datetime.date(2021, 5, 1)):
        period = Period(begins, TODAY)
        alone = {found.id: (found.value(project, period), found.value(project, whole)) for found in wanted}
        assert figures.counted_twice(wanted, project, period, whole) == alone
    assert sum(any(pair) for pair in alone.values()) > 40
