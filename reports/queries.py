"""Named reads of updates."""

from urllib.parse import urlencode

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse

from accounts.models import Membership
from accounts.permissions import Perm, roles_with
from reports.choices import UpdateStatus

# The paper itself: hundreds of kilobytes a row, loaded only where it is served or checked.
HEAVY = ("frozen", "html", "pdf")


class UpdateQuerySet(models.QuerySet):
    def visible_to(self, user, project):
        """Issued updates for every reader; drafts as well for those who may see them; others do not exist."""
        if not user.can(Perm.UPDATE_READ, project):
            return self.none()
        mine = self.filter(project=project)
        return mine if user.can(Perm.UPDATE_DRAFT_SEE, project) else mine.issued()

    def issued(self):
        """What has left the house."""
        return self.filter(status=UpdateStatus.ISSUED)

    def open(self):
        """Drafts and what waits for approval."""
        return self.exclude(status=UpdateStatus.ISSUED)

    def current(self):
        """Issued and not superseded by an issued correction."""
        replaced = self.model.objects.issued().filter(supersedes__isnull=False)
        return self.issued().exclude(pk__in=replaced.values("supersedes"))

    def last_before(self, day):
        """The issued update of this query set that ends last before `day`, or None."""
        return self.current().filter(as_at__lt=day).order_by("as_at", "issued_at").light().last()

    def nearest_to(self, day):
        """What a paper to `day` takes its words from: the open draft to that day, else the issued update to it, else the last before; or None."""
        to_the_day = self.filter(as_at=day).select_related("supersedes").light()
        return to_the_day.open().first() or to_the_day.current().first() or self.last_before(day)

    def of_copy(self, signs):
        """{"update", "what"} of the issued update that this reference (16 signs) or SHA-256 (64) belongs to, or None."""
        kinds = {
            "frozen_sha256": "the figures and words",
            "pdf_sha256": "the PDF",
            "html_sha256": "the web page",
            "large_prints__pdf_sha256": "the large print",
        }
        for path, what in (
            kinds.items() if len(signs) == 64 else [("frozen_sha256__startswith", "the figures and words")]
        ):
            found = self.issued().filter(**{path: signs}).for_list().first()
            if found:
                return {"update": found, "what": what}
        return None

    def light(self):
        """Without the paper itself."""
        return self.defer(*HEAVY)

    def for_list(self):
        """Everything a row of updates prints, newest period first: one query, and one for the corrections."""
        corrections = Prefetch(
            "corrections", queryset=self.model.objects.issued().light(), to_attr="issued_corrections"
        )
        large = Exists(
            self.model._meta.get_field("large_prints").related_model.objects.filter(update=OuterRef("pk"))
        )
        shown = self.light().select_related("project").prefetch_related(corrections)
        return shown.annotate(has_large_print=large).order_by("-as_at", "-id")


def others_with(right, update):
    """Names of those who hold this right on the update's project today and wrote none of it. One query."""
    others = (
        Membership.objects.of(update.project_id, roles_with(right))
        .exclude(user=update.prepared_by_id)
        .exclude(user__in=update.sections.exclude(edited_by=None).values("edited_by"))
        .exclude(user__in=update.reasons.values("edited_by"))
        .exclude(user__in=update.photographs.values("added_by"))
    )
    return list(others.order_by("user__name").values_list("user__name", flat=True).distinct())


# How a row of any figure leads to its home; the first path its table has is taken.
HOMES = ("visit__household__street", "household__street", "street")
# What else a row of any figure names when it is printed.
NAMED = ("item", "from_location", "to_location", "scheme")


def drill_down(rows, user, project):
    """The rows of a figure that this person may see, newest first, with everything a line prints in one query."""
    paths = [field for field in ("project", *HOMES, *NAMED) if _leads(rows.model, field)]
    return rows.visible_to(user, project).select_related(*paths).order_by("-pk")


def _leads(model, path):
    for name in path.split("__"):
        names = {field.name: field for field in model._meta.concrete_fields}
        if name not in names:
            return False
        model = names[name].related_model
    return True


def lines(rows, project):
    """Rows as {"home": address or "", "what", "url"} for a drill-down page."""
    return [
        {
            "home": str(home) if (home := _home(row)) else "",
            "what": "" if home is row else str(row),
            "url": _url(row, project),
        }
        for row in rows
    ]


def _home(row):
    if hasattr(row, "visit_id") and not hasattr(row, "household_id"):
        return row.visit.household
    if hasattr(row, "household_id"):
        return row.household
    return row if hasattr(row, "door_key") else None


def _url(row, project):
    home = _home(row)
    if home is not None:
        return reverse("office:home", args=[project.slug, home.pk])
    return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


def span(period):
    """A period as it stands in the address of a figures page."""
    return urlencode(
        {
            f"{end}_{part}": getattr(day, part)
            for end, day in (("start", period.start), ("end", period.end))
            for part in ("day", "month", "year")
        }
    )
