"""Enters the facts and the accounts through the same actions as the pages do."""

from django.db import transaction

from accounts.actions import add_member, add_organisation, add_user, create_project
from accounts.choices import NameKind
from accounts.models import Organisation, User
from grants import actions as grants
from households.actions import add_area, add_street
from households.choices import LsoaVintage
from households.map import geometry
from office.demonstration import facts
from office.demonstration.people import COORDINATOR, PASSPHRASE, PEOPLE
from packs.actions import add_specification, open_places


def people():
    """{e-mail address: user} of the demonstration, made where they are missing."""
    there = User.objects.in_bulk([row[0] for row in PEOPLE], field_name="email")
    for email, name, _, _ in PEOPLE:
        if email not in there:
            there[email] = add_user(by=None, email=email, name=name, password=PASSPHRASE)
    return there


def bodies(by):
    """Enter every body the paper names, with its spellings and its successor."""
    cumberland = add_organisation(
        by=by,
        name=facts.CUMBERLAND,
        names=[(facts.CUMBERLAND, NameKind.OFFICIAL, facts.CUMBERLAND_BEGINS, None)],
    )
    for name in facts.REPLACED_COUNCILS:
        names = [(name, NameKind.OFFICIAL, None, facts.COUNCILS_END)]
        add_organisation(by=by, name=name, names=names, ended_on=facts.COUNCILS_END, successor=cumberland)
    for name, aliases in facts.BODIES:
        names = [
            (name, NameKind.OFFICIAL, None, None),
            *((alias, NameKind.ALIAS, None, None) for alias in aliases),
        ]
        add_organisation(by=by, name=name, names=names)


def street_names():
    """The streets of the demonstration in alphabetical order: those with a published map point in the two areas."""
    return sorted({name for name, _, _, code in geometry.points("street_points.csv") if code in facts.LSOAS})


@transaction.atomic
def workington(users):
    """The Workington project with everything the paper states, and the people in it. Returns the project."""
    by = users[COORDINATOR]
    project = create_project(by=by, lead_body=Organisation.objects.get(name=facts.OPCC), **facts.PROJECT)
    join(project, users)
    lsoas = [(code, LsoaVintage.V2011, True) for code in facts.LSOAS]
    for name in facts.AREAS:
        add_area(project=project, name=name, by=by, lsoas=lsoas, note=facts.AREA_NOTE)
    for name in street_names():
        add_street(project=project, name=name, town=facts.TOWN, by=by)
    _promises(project, by)
    _posts(project, by)
    _plan(project, by)
    contents = [(name, None) for name in facts.PACK_CONTENTS]
    add_specification(project=project, from_on=facts.STATED, contents=contents, by=by, note=facts.PACK_NOTE)
    return project


def join(project, users):
    """Give every account its role on `project`, and the walkers a bag; whoever made it is the coordinator already."""
    for email, _, role, _ in PEOPLE:
        if email != COORDINATOR:
            add_member(project=project, user=users[email], role=role, by=users[COORDINATOR])
    open_places(project=project, by=users[COORDINATOR])


def _promises(project, by):
    for title, section, figure, unit, promise, targets in facts.DELIVERABLES:
        deliverable = grants.add_deliverable(
            project=project, title=title, section=section, figure=figure, unit=unit, promise=promise, by=by
        )
        for value, stated_on, stated_in in targets:
            grants.revise_target(
                deliverable=deliverable, value=value, stated_on=stated_on, stated_in=stated_in, by=by
            )
    for name, kind, agreed_words, purpose in facts.AGREEMENTS:
        body = Organisation.objects.get(name=name)
        grants.add_agreement(
            project=project,
            body=body,
            kind=kind,
            stated_on=facts.STATED,
            agreed_words=agreed_words,
            purpose=purpose,
            by=by,
        )


def _posts(project, by):
    grants.add_post(
        project=project, body=Organisation.objects.get(name=facts.OPCC), by=by, **facts.CO_ORDINATOR
    )
    for _ in range(2):
        post = grants.add_post(project=project, by=by, **facts.ASSISTANT)
        for giver in facts.TRAINING_GIVEN_BY:
            grants.add_training(post=post, given_by=giver, by=by)


def _plan(project, by):
    for section, title, when in facts.MILESTONES:
        grants.add_milestone(
            project=project, section=section, title=title, stated_on=facts.STATED, by=by, **when
        )
    for title, kind in facts.ACTIVITIES.items():
        grants.add_activity(project=project, title=title, kind=kind, stated_on=facts.STATED, by=by)
