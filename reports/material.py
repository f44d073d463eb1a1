"""What goes into one update besides the figures: its words, reasons and photographs, and the paper it is compared with."""

from dataclasses import dataclass, field

from reports.composition import compose
from reports.models import Update


@dataclass(frozen=True)
class Material:
    """words: {section key: text}. reasons: {figure id: text}. photographs: dicts as composed. before: issued Update or None."""

    words: dict = field(default_factory=dict)
    reasons: dict = field(default_factory=dict)
    photographs: tuple = ()
    before: Update | None = None

    def composition(self, project, period, today=None):
        """The whole paper of these days, as a dict."""
        return compose(
            project,
            period,
            self.words,
            today,
            before=self.before,
            reasons=self.reasons,
            photographs=self.photographs,
        )


def words_of(update):
    """{section key: text} of an update, empty ones left out."""
    return dict(update.sections.exclude(text="").order_by("id").values_list("key", "text"))


def reasons_of(update):
    """{figure id: why it differs} of an update."""
    return dict(update.reasons.order_by("figure").values_list("figure", "text"))


def photographs_of(update):
    """The photographs of an update as they are composed, in the order they were added."""
    return tuple(
        {"section": one.section, "document": str(one.document.public_id), "sha256": one.document.sha256, "alt": one.alt, "caption": one.caption}
        for one in update.photographs.select_related("document").order_by("id")
    )  # fmt: skip


def before(project, day, supersedes=None):
    """The issued paper that one to `day` is compared with: the one it corrects, else the last before it, else None."""
    issued = Update.objects.filter(project=project)
    pk = supersedes.pk if supersedes else getattr(issued.last_before(day), "pk", None)
    return issued.defer("html", "pdf").get(pk=pk) if pk else None


def of_update(update):
    """The material of one update as it stands."""
    return Material(
        words_of(update),
        reasons_of(update),
        photographs_of(update),
        before(update.project_id, update.as_at, update.supersedes),
    )


def for_day(project, day):
    """The material of a working copy to `day`: of the update for that day, else the words alone of the last issued before it."""
    source = Update.objects.filter(project=project).nearest_to(day)
    if source and source.as_at == day:
        return of_update(source)
    return Material(words=words_of(source) if source else {}, before=before(project, day))
