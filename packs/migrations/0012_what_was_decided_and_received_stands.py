from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """A decision and a receipt are never changed: a second thought is a new comparison, a mistake is a return."""

    dependencies = [("packs", "0011_buying")]
    operations = [
        append_only("packs_decision", message="a decision is never changed; compare anew"),
        append_only("packs_receipt", message="a receipt is never changed; record a return"),
        append_only("packs_receiptline", message="a receipt is never changed; record a return"),
    ]
