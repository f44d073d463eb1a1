from django.db import migrations

from saferstreets.common.triggers import append_only


class Migration(migrations.Migration):

    dependencies = [("lighting", "0001_schemes_columns_and_works")]

    operations = [append_only("lighting_workforecast")]
