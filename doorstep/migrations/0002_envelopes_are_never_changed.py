from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """What a phone handed in stays as it came, byte for byte."""

    dependencies = [("doorstep", "0001_the_inbox")]
    operations = [append_only("doorstep_envelope", message="what a phone handed in is never changed or removed")]
