from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):

    dependencies = [("hardening", "0001_surveys_jobs_and_fitters")]

    operations = [append_only("hardening_linkopening")]
