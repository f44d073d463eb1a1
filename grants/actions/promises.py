"""Writes about what was promised: deliverables, targets, posts, agreements, milestones, activities."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import add_organisation, record_event
from evidence.actions import keep_document
from grants.delivery_choices import ActivityKind
from grants.models import Activity, Agreement, Deliverable, Milestone, Post, Target, Training
from saferstreets.common import figures
from saferstreets.common.workflow import Refused


class GrantRefused(Refused):
    """The promise, post, agreement or milestone cannot be entered like this."""


@transaction.atomic
def add_deliverable(*, project, title, section, unit, by, promise="", figure="", position=None):
    """Enter one thing the project promised. figure: the id of the number that counts it, or "".

    position: place in the update; after the last one when none is given. Raises GrantRefused for a title that is there
    already or a figure nobody registered.
    """
    if Deliverable.objects.filter(project=project, title=title).exists():
        raise GrantRefused(f"“{title}” is already a deliverable of this project.")
    _check_figure(figure)
    if position is None:
        last = Deliverable.objects.filter(project=project).order_by("position").last()
        position = last.position + 1 if last else 1
    deliverable = Deliverable.objects.create(
        project=project,
        title=title,
        promise=promise,
        section=section,
        figure=figure,
        unit=unit,
        position=position,
    )
    record_event(by=by, verb="deliverable.add", subject=deliverable, fields=["title", "figure"])
    return deliverable


@transaction.atomic
def change_deliverable(*, deliverable, by, **changes):
    """Change the words, the unit or the figure of a promise; its targets have an action of their own.

    Writes nothing when nothing differs. Raises GrantRefused as add_deliverable.
    """
    changed = [field for field, value in changes.items() if getattr(deliverable, field) != value]
    if not changed:
        return deliverable
    _check_figure(changes.get("figure", ""))
    others = Deliverable.objects.filter(project_id=deliverable.project_id).exclude(pk=deliverable.pk)
    if "title" in changed and others.filter(title=changes["title"]).exists():
        raise GrantRefused(f"“{changes['title']}” is already a deliverable of this project.")
    for field in changed:
        setattr(deliverable, field, changes[field])
    deliverable.save(update_fields=changed)
    record_event(by=by, verb="deliverable.change", subject=deliverable, fields=changed)
    return deliverable


def _check_figure(figure):
    if figure and figure not in {known.id for known in figures.all_figures()}:
        raise GrantRefused(f"There is no figure {figure}. Choose one of the figures shown.")


@transaction.atomic
def revise_target(*, deliverable, value, stated_on, stated_in, by, agreed_by="", agreed_on=None, letter=None):
    """State what a deliverable should reach: the first target or a revision. Earlier statements stay as they are.

    agreed_by, agreed_on: who approved it and when, both or neither. letter: the bytes of the paper that shows it; it is
    kept as a document. Raises GrantRefused for half an approval and DocumentRefused for a file the office does not keep.
    """
    if bool(agreed_by) != bool(agreed_on):
        raise GrantRefused("Say both who agreed the target and when, or leave both empty.")
    kept = None
    if letter is not None:
        kept = keep_document(
            project=deliverable.project, title=f"Target of {deliverable.title}"[:160], content=letter, by=by
        )
    target = Target.objects.create(
        project_id=deliverable.project_id, deliverable=deliverable, value=value, stated_on=stated_on, stated_in=stated_in,
        agreed_by=agreed_by, agreed_on=agreed_on, letter=kept, recorded_by=by, recorded_at=timezone.now(),
    )  # fmt: skip
    record_event(
        by=by,
        verb="target.state",
        subject=target,
        fields=["value", "stated_on", *(["agreed_by"] if agreed_by else [])],
    )
    return target


@transaction.atomic
def add_post(
    *, project, title, by, body=None, base="", filled=False, starts_on=None, ends_on=None, duties=""
):
    """Enter a post: a title and a place, never a person's name. Two posts may share a title.

    Raises GrantRefused for an end before the start.
    """
    if starts_on and ends_on and ends_on < starts_on:
        raise GrantRefused("The post cannot end before it starts.")
    post = Post.objects.create(
        project=project,
        title=title,
        body=body,
        base=base,
        filled=filled,
        starts_on=starts_on,
        ends_on=ends_on,
        duties=duties,
    )
    record_event(by=by, verb="post.add", subject=post, fields=["title", "starts_on"])
    return post


@transaction.atomic
def add_training(*, post, given_by, by, done_on=None):
    """Enter training or input a post receives. done_on: empty while it is planned. The same giver twice is refused."""
    if Training.objects.filter(project_id=post.project_id, post=post, given_by=given_by).exists():
        raise GrantRefused(f"Training by “{given_by}” is already entered for this post.")
    training = Training.objects.create(
        project_id=post.project_id, post=post, given_by=given_by, done_on=done_on
    )
    record_event(by=by, verb="training.add", subject=training, fields=["given_by"])
    return training


@transaction.atomic
def record_training_done(*, training, done_on, by):
    """Record the day on which training was given. Raises GrantRefused when it is recorded already."""
    training = Training.objects.select_for_update().get(pk=training.pk)
    if training.done_on:
        raise GrantRefused("This training is already recorded as given.")
    training.done_on = done_on
    training.save(update_fields=["done_on"])
    record_event(by=by, verb="training.done", subject=training, fields=["done_on"])
    return training


@transaction.atomic
def add_agreement(*, project, body, kind, stated_on, by, in_place=True, agreed_words="", purpose=""):
    """Enter an agreement or memorandum with a partner body; a body given as a text is entered by that name.

    The same kind with the same body again is refused.
    """
    body = add_organisation(by=by, name=body) if isinstance(body, str) else body
    if Agreement.objects.filter(project=project, body=body, kind=kind).exists():
        raise GrantRefused(f"An agreement of this kind with {body} is already entered.")
    agreement = Agreement.objects.create(
        project=project,
        body=body,
        kind=kind,
        in_place=in_place,
        stated_on=stated_on,
        agreed_words=agreed_words,
        purpose=purpose,
    )
    record_event(by=by, verb="agreement.add", subject=agreement, fields=["body", "kind"])
    return agreement


@transaction.atomic
def add_milestone(
    *, project, section, title, stated_on, by, due_on=None, due_words="", done_on=None, done_words=""
):
    """Enter a step of the work, planned or done. done_on: the day, or the day by which the papers show it done."""
    if Milestone.objects.filter(project=project, section=section, title=title).exists():
        raise GrantRefused("This milestone is already entered.")
    milestone = Milestone.objects.create(
        project=project, section=section, title=title, stated_on=stated_on,
        due_on=due_on, due_words=due_words, done_on=done_on, done_words=done_words,
    )  # fmt: skip
    record_event(by=by, verb="milestone.add", subject=milestone, fields=["title", "due_on", "done_on"])
    return milestone


@transaction.atomic
def mark_milestone_done(*, milestone, done_on, by, done_words=""):
    """Record that a milestone was reached. Two people at once: the second is refused with GrantRefused."""
    milestone = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if milestone.done_on:
        raise GrantRefused("This milestone is already marked as done.")
    milestone.done_on, milestone.done_words = done_on, done_words
    milestone.save(update_fields=["done_on", "done_words"])
    record_event(by=by, verb="milestone.done", subject=milestone, fields=["done_on"])
    return milestone


@transaction.atomic
def add_activity(
    *, project, title, stated_on, by, held_on=None, reach=None, kind=ActivityKind.OTHER, counted_by=""
):
    """Enter something done or planned with residents or partners. reach: people, only where somebody counted them."""
    if Activity.objects.filter(project=project, title=title).exists():
        raise GrantRefused("This activity is already entered.")
    activity = Activity.objects.create(
        project=project,
        title=title,
        stated_on=stated_on,
        held_on=held_on,
        reach=reach,
        kind=kind,
        counted_by=counted_by,
    )
    record_event(by=by, verb="activity.add", subject=activity, fields=["title"])
    return activity
