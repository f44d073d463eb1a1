from accounts.management.letters import LettersCommand
from grants.actions import remind_of_returns


class Command(LettersCommand):
    """Write to preparers and certifiers about returns whose window closes soon. To be run every morning, by cron or a timer."""

    help = "Write to preparers and certifiers about returns whose window closes soon. Run it every morning."

    def send(self, *, project):
        return remind_of_returns(project=project)

    def told(self, sent):
        return f"{sent} letter{'' if sent == 1 else 's'} sent about returns."
