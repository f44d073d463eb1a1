from accounts.management.letters import LettersCommand
from households.actions.outings import tell_overdue


class Command(LettersCommand):
    """Write to the coordinators about everybody who is overdue. To be run every minute, by cron or a timer."""

    help = "Write to the coordinators about everybody who is out and overdue. Run it every minute."
    not_taken = "The mail server did not take the letter about an overdue check-in."

    def send(self, *, project):
        return tell_overdue(project=project)

    def told(self, sent):
        return f"{sent} letter{'s' if sent > 1 else ''} sent about overdue check-ins." if sent else ""
