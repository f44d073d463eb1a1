"""What the project is, and what it has promised: facts in words, as at a day."""

from accounts.audit import last_head
from grants.models import Agreement, Deliverable, Post
from households.models import Area
from packs.models import PackSpecification
from reports import pages, rules
from saferstreets.common.money import pounds
from saferstreets.common.periods import long_date


def the_project(project, day):
    """Award, dates and lead body. Keys are stable: they go into the JSON as well."""
    return {
        "slug": project.slug,
        "name": project.name,
        "place": rules.place_of(project.name),
        "round": project.round,
        "lead_body": project.lead_body.name_as_at(day) if project.lead_body else "",
        "award": "" if project.award_pence is None else pounds(project.award_pence),
        "awarded_on": long_date(project.awarded_on) if project.awarded_on else "",
        "starts_on": long_date(project.starts_on),
        "ends_on": long_date(project.ends_on),
        "purpose": project.purpose,
        "note": project.note,
        "page": pages.public_address(project),
        "demonstration": project.demonstration,
    }


def areas(project):
    """{"rows": [{name, codes: [words]}], "notes": [each note once]}."""
    rows, notes = [], []
    for area in Area.objects.filter(project=project).prefetch_related("lsoas"):
        rows.append({"name": area.name, "codes": [_code(lsoa) for lsoa in area.lsoas.all()]})
        if area.note and area.note not in notes:
            notes.append(area.note)
    return {"rows": rows, "notes": notes}


def _code(lsoa):
    inferred = ", inferred" if lsoa.inferred else ""
    return f"{lsoa.code} ({lsoa.get_vintage_display()}{inferred})"


def proposals(project, targets):
    """Every deliverable as promised, in the order of the bid, with its targets where it has any."""
    by_title = {target["deliverable"]: target for target in targets}
    return [
        {"title": title, "promise": promise, "target": by_title.get(title)}
        for title, promise in Deliverable.objects.filter(project=project)
        .order_by("position", "id")
        .values_list("title", "promise")
    ]


def posts(project, day):
    """The posts with how they stand on `day`; equal posts are one row with their number."""
    rows = []
    for post in (
        Post.objects.filter(project=project)
        .select_related("body")
        .prefetch_related("body__names", "training")
        .order_by("id")
    ):
        row = {
            "title": post.title,
            "number": 1,
            "where": _where(post, day),
            "state": _in_post(post, day),
            "duties": post.duties,
            "training": [_training(one, day) for one in sorted(post.training.all(), key=lambda one: one.pk)],
        }
        same = next((other for other in rows if {**other, "number": 1} == row), None)
        if same:
            same["number"] += 1
        else:
            rows.append(row)
    return rows


def _where(post, day):
    if not post.body:
        return post.base
    body, known_as = post.body.name_as_at(day), {name.text for name in post.body.names.all()}
    return body if not post.base or post.base in known_as else f"{post.base}, {body}"


def _in_post(post, day):
    if not post.filled:
        return "Not recruited yet"
    if post.ends_on and post.ends_on < day:
        return f"Ended {long_date(post.ends_on)}"
    if post.starts_on and post.starts_on > day:
        return f"Recruited, starts {long_date(post.starts_on)}"
    return f"In post since {long_date(post.starts_on)}" if post.starts_on else "In post"


def _training(training, day):
    given = training.done_on and training.done_on <= day
    return f"{training.given_by} (given {long_date(training.done_on)})" if given else training.given_by


def agreements(project, day):
    """Agreements in place and recorded by `day`, with the bodies' names as they were then."""
    found = (
        Agreement.objects.filter(project=project, in_place=True, stated_on__lte=day)
        .select_related("body")
        .prefetch_related("body__names")
    )
    return [
        {
            "body": one.body.name_as_at(day),
            "kind": one.get_kind_display(),
            "when": one.agreed_words,
            "purpose": one.purpose,
        }
        for one in found.order_by("id")
    ]


def pack_contents(project, day):
    """The pack in use on `day`: {"contents": [words], "note"}; None where none was decided by then."""
    found = (
        PackSpecification.objects.filter(project=project, from_on__lte=day)
        .prefetch_related("contents")
        .order_by("version")
        .last()
    )
    if found is None:
        return None
    contents = sorted(found.contents.all(), key=lambda content: content.position)
    words = [
        f"{content.name} ({content.quantity})" if content.quantity else content.name for content in contents
    ]
    return {"contents": words, "note": found.note}


def audit_seal():
    """The head of the sealed audit trail: {"day", "head": in groups of eight}. None before the first day was sealed."""
    found = last_head()
    if found is None:
        return None
    day, head = found
    return {"day": long_date(day), "head": " ".join(head[at : at + 8] for at in range(0, len(head), 8))}
