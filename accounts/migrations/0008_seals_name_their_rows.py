from django.db import migrations, models


class Migration(migrations.Migration):
    """A sealed day keeps a mark of each row. Nullable, so that no sealed row is touched and the triggers stay."""

    dependencies = [("accounts", "0007_whom_to_ring_about_a_caller")]
    operations = [migrations.AddField(model_name="auditseal", name="marks", field=models.TextField(null=True))]
