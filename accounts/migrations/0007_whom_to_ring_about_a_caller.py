from django.db import migrations, models


class Migration(migrations.Migration):
    """The council's published number, in words, as a project gives it. Empty until somebody looks it up."""

    dependencies = [("accounts", "0006_caller_codes")]
    operations = [
        migrations.AddField(
            model_name='project',
            name='check_caller',
            field=models.CharField(blank=True, db_default='', default='', max_length=200, verbose_name='Whom a resident rings to check a caller'),
        ),
    ]
