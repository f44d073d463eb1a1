from imports.command import ImportCommand


class Command(ImportCommand):
    """Bring a list of addresses into a project."""

    help = "Bring a list of addresses into a project (staged unless --merge)."
    kind = "addresses"
