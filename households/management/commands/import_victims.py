from imports.command import ImportCommand


class Command(ImportCommand):
    """Bring the Constabulary's list of burglaries, with the source, purpose and expiry of its sharing agreement."""

    help = "Bring a list of burglaries into a project. Every matched row waits for a person's review."
    kind = "victims"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--source", required=True, help="who sent it, and which list it is")
        parser.add_argument("--purpose", required=True, help="what the agreement lets us use it for")
        parser.add_argument(
            "--expires", required=True, metavar="YYYY-MM-DD", help="the last day it may be used"
        )

    def handle(self, *, source, purpose, expires, **options):
        self.details = {"source": source, "purpose": purpose, "expires_on": expires}
        super().handle(**options)
