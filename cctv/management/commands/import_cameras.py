import json

from cctv.importing import changes
from cctv.models import Scheme
from imports.command import ImportCommand
from imports.models import Batch
from saferstreets.common.workflow import Refused


class Command(ImportCommand):
    """Bring a list of cameras: of one scheme (--scheme), or of another body's register. --changes prints what changed since the last list."""

    help = "Bring a list of cameras into a project. Renumbered cameras are found by their place; what is unsure waits for a person."
    kind = "cameras"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--scheme",
            metavar="NAME",
            help="the scheme whose cameras the list has; another body’s register without it",
        )
        parser.add_argument(
            "--changes",
            action="store_true",
            help="print what the last list changed, as one JSON object, instead of the counts",
        )

    def handle(self, *, scheme, changes, json, **options):
        self.scheme, self.told = scheme, changes
        return super().handle(json=json or changes, **options)

    def _project(self, slug):
        """The project; with it, which of its schemes is meant."""
        project = super()._project(slug)
        self.details = {"scheme": None}
        if self.scheme:
            found = Scheme.objects.filter(project=project, name=self.scheme).first()
            if found is None:
                names = ", ".join(Scheme.objects.filter(project=project).values_list("name", flat=True))
                raise Refused(f"There is no scheme “{self.scheme}”. The schemes are: {names or 'none yet'}.")
            self.details = {"scheme": found.pk}
        self.asked = project
        return project

    def _print(self, total):
        if not self.told:
            return super()._print(total)
        last = (
            Batch.objects.filter(project=self.asked, kind=self.kind)
            .select_related("project")
            .order_by("-pk")
            .first()
        )
        self.stdout.write(json.dumps(changes.of_batch(last).entry if last else {}))
        return None
