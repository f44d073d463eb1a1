import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_whom_to_ring_about_a_caller'),
        ('grants', '0006_moves_between_lines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Return',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('starts_on', models.DateField(verbose_name='First day of the period')),
                ('ends_on', models.DateField(verbose_name='Last day of the period')),
                ('opens_on', models.DateField(verbose_name='Window opens')),
                ('closes_on', models.DateField(verbose_name='Window closes')),
                ('status', models.CharField(choices=[('draft', 'Being prepared'), ('submitted', 'Waiting for the certifier'), ('certified', 'Certified'), ('queried', 'Queried by the funder'), ('paid', 'Paid by the funder')], default='draft', max_length=10)),
                ('query_words', models.CharField(blank=True, max_length=500, verbose_name='What the funder asks')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='Paid on')),
                ('paid_pence', models.BigIntegerField(blank=True, null=True, verbose_name='Paid')),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='accounts.project')),
            ],
            options={
                'ordering': ['project', 'number'],
            },
        ),
        migrations.CreateModel(
            name='ClaimLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claimed', to='grants.entry')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.project')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='grants.return')),
            ],
            options={
                'ordering': ['project', 'claim', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReturnNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('forecast_pence', models.BigIntegerField(blank=True, null=True, verbose_name='Expected by the end of the grant')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='Explanation')),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='grants.return')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grants.budgetline')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.project')),
            ],
            options={
                'ordering': ['project', 'claim', 'line'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('claimed_pence', models.BigIntegerField()),
                ('cumulative_pence', models.BigIntegerField()),
                ('frozen', models.JSONField()),
                ('ledger', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('submitted_at', models.DateTimeField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='grants.return')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.project')),
            ],
            options={
                'ordering': ['project', 'claim', 'version'],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.CharField(choices=[('preparer', 'Prepared by'), ('certifier', 'Certified by')], max_length=10)),
                ('name', models.CharField(max_length=150, verbose_name='Name')),
                ('post', models.CharField(max_length=100, verbose_name='Post')),
                ('signed_on', models.DateField()),
                ('signed_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.project')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='grants.submission')),
            ],
            options={
                'ordering': ['project', 'submission', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500, verbose_name='Why')),
                ('reopened_at', models.DateTimeField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.project')),
                ('reopened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='grants.submission')),
            ],
            options={
                'ordering': ['project', 'submission'],
            },
        ),
        migrations.AddIndex(
            model_name='return',
            index=models.Index(fields=['project', 'ends_on'], name='return_period'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.UniqueConstraint(fields=('project', 'number'), name='return_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on')), ('ends_on__gte', models.F('starts_on')), ('opens_on__gt', models.F('ends_on'))), name='return_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_on__isnull', False), ('paid_pence__gte', 0), ('paid_pence__isnull', False), ('status', 'paid')), models.Q(models.Q(('status', 'paid'), _negated=True), ('paid_on', None), ('paid_pence', None)), _connector='OR'), name='return_paid_whole_or_not'),
        ),
        migrations.AddConstraint(
            model_name='return',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'queried'), _negated=True), models.Q(('query_words', ''), _negated=True), _connector='OR'), name='return_query_in_words'),
        ),
        migrations.AddIndex(
            model_name='claimline',
            index=models.Index(fields=['project', 'claim'], name='claim_line_of_return'),
        ),
        migrations.AddConstraint(
            model_name='claimline',
            constraint=models.UniqueConstraint(fields=('project', 'entry'), name='claim_line_once'),
        ),
        migrations.AddConstraint(
            model_name='returnnote',
            constraint=models.UniqueConstraint(fields=('project', 'claim', 'line'), name='return_note_once'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('project', 'claim', 'version'), name='submission_version_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('project', 'submission', 'capacity'), name='signature_once'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('project', 'submission', 'person'), name='signature_by_another'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('post', ''), _negated=True)), name='signature_of_name_and_post'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__in', ['preparer', 'certifier'])), name='signature_capacity_known'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.UniqueConstraint(fields=('project', 'submission'), name='reopening_once'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reopening_with_a_reason'),
        ),
    ]
