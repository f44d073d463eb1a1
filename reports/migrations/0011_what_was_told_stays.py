from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):
    """What has been told by street is told for good: later releases are checked against it."""

    dependencies = [("reports", "0010_figures_told_by_street")]
    operations = [append_only("reports_streetrelease", message="what was told by street is never changed or removed")]
