from imports.command import ImportCommand


class Command(ImportCommand):
    """Bring the finance system's list of spending, to be laid beside our ledger."""

    help = "Bring the finance system's export of spending. It spends nothing here: our ledger is reconciled with it."
    kind = "spend"
