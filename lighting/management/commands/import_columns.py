from imports.command import ImportCommand


class Command(ImportCommand):
    """Bring a county's inventory of lamp columns."""

    help = "Bring an inventory of lamp columns into a project (staged unless --merge)."
    kind = "columns"
