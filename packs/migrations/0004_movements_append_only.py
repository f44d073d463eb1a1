from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """What was moved stays written down: a mistake is the opposite movement."""

    dependencies = [("packs", "0003_the_stock_ledger")]
    operations = [append_only("packs_movement", message="a movement is never changed; enter the opposite one")]
