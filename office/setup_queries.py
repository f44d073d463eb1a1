"""What the set-up pages read: what is entered about a project, and what is missing."""

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from accounts.models import Membership
from grants.models import Agreement, Deliverable, Milestone, Post, Target
from households.models import Area, AreaLsoa, Household, Street
from packs.models import PackSpecification
from saferstreets.common.money import pounds

ENTERED, MISSING, OPTIONAL = "done", "due", "not-due"
WORDS = {ENTERED: "Entered", MISSING: "Missing", OPTIONAL: "Not entered yet"}


def tasks(project):
    """The parts of setting up, in order: dicts of title, hint, url, status and label. A fixed number of queries."""
    parts = (
        ("Facts of the project", "office:setup_facts", *_facts(project)),
        ("Areas", "office:setup_areas", *_counted(Area, project, "area", OPTIONAL)),
        ("Streets", "office:setup_streets", *_streets(project)),
        ("Posts", "office:setup_posts", *_counted(Post, project, "post", OPTIONAL)),
        ("Deliverables and targets", "office:setup_deliverables", *_deliverables(project)),
        ("Agreements", "grants:agreement_list", *_counted(Agreement, project, "agreement", OPTIONAL)),
        ("Milestones", "grants:milestone_list", *_counted(Milestone, project, "milestone", OPTIONAL)),
        (
            "What goes in the pack",
            "packs:specification",
            *_counted(PackSpecification, project, "version", MISSING),
        ),
        ("People and their roles", "office:setup_members", *_members(project)),
    )
    return [
        {
            "title": title,
            "hint": hint,
            "url": reverse(name, args=[project.slug]),
            "status": status,
            "label": WORDS[status],
        }
        for title, name, status, hint in parts
    ]


def _facts(project):
    missing = [
        words
        for words, there in (
            ("fund and round", project.round),
            ("lead body", project.lead_body_id),
            ("award", project.award_pence is not None),
            ("date of award", project.awarded_on),
        )
        if not there
    ]
    award = f", award {pounds(project.award_pence)}" if project.award_pence is not None else ""
    hint = f"Not entered: {', '.join(missing)}" if missing else f"{project.round}{award}"
    return (MISSING if missing else ENTERED), hint


def _counted(model, project, noun, none):
    count = model.objects.filter(project=project).count()
    return (ENTERED if count else none), (_number(count, noun) if count else f"No {noun} yet")


def _streets(project):
    streets = Street.objects.filter(project=project).count()
    homes = Household.objects.filter(project=project).count()
    if not streets:
        return MISSING, "No street yet; an address list brings its own where the list is not complete"
    return (
        ENTERED,
        f"{_number(streets, 'street')}, {_number(homes, 'home')}{', the list is complete' if project.streets_locked else ''}",
    )


def _deliverables(project):
    targets = Target.objects.filter(project=project, deliverable=OuterRef("pk"))
    promises = Deliverable.objects.filter(project=project)
    count = promises.count()
    without = promises.filter(~Exists(targets)).count()
    if not count:
        return MISSING, "Nothing promised yet"
    return (
        ENTERED,
        f"{_number(count, 'deliverable')}{f', {without} without a number to reach' if without else ''}",
    )


def _members(project):
    count = Membership.objects.current().filter(project=project).values("user").distinct().count()
    return ENTERED, _number(count, "person", "people")


def _number(count, one, many=None):
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def areas(project):
    """Areas with their codes. Two queries."""
    codes = {}
    for area_id, code, vintage, inferred in AreaLsoa.objects.filter(project=project).values_list(
        "area", "code", "vintage", "inferred"
    ):
        codes.setdefault(area_id, []).append(
            f"{code} ({vintage} boundaries{', inferred' if inferred else ''})"
        )
    return [
        {"name": area.name, "note": area.note, "codes": codes.get(area.pk, [])}
        for area in Area.objects.filter(project=project).order_by("name")
    ]


def streets(project):
    """(name, town, area name, homes) of every street by name. One query."""
    return (
        Street.objects.filter(project=project)
        .annotate(homes=Count("households"))
        .order_by("name", "town", "id")
        .values_list("name", "town", "area__name", "homes", named=True)
    )


def members(project):
    """Everybody who has or had a role here, by name and role. One query."""
    return (
        Membership.objects.filter(project=project)
        .select_related("user")
        .order_by("user__name", "user_id", "role")
    )
