from django.core.management.base import BaseCommand

from accounts.management.doors import plainly
from office import first_run


class Command(BaseCommand):
    """The code for the first page of a new office."""

    help = "Prints the code that opens the first page of an office in which nobody has an account. It holds for a day, and for one use."

    def handle(self, **options):
        with plainly(self):
            code = first_run.new_code()
        self.stdout.write(
            f"Setup code: {code}\nOpen the office in a browser and enter it within 24 hours. It works once."
        )
