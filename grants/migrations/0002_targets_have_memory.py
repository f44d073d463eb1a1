from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """A target that was stated stays stated: a revision is a new row."""

    dependencies = [("grants", "0001_initial")]
    operations = [append_only("grants_target", message="a target is never changed; enter a revision")]
