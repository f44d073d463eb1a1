from imports.command import ImportCommand


class Command(ImportCommand):
    """Bring the register's list of kits, which confirms them, or a list of codes that came in."""

    help = "Confirm kits against the register's list (code and day of registration), or write down codes that came in."
    kind = "kits"
