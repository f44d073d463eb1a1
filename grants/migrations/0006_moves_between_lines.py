import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_whom_to_ring_about_a_caller'),
        ('evidence', '0002_files_from_signed_links'),
        ('grants', '0005_what_stays_after_the_grant'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BudgetChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_pence', models.BigIntegerField(verbose_name='Amount')),
                ('reason', models.CharField(max_length=300, verbose_name='Why')),
                ('needs_letter', models.BooleanField()),
                ('status', models.CharField(choices=[('proposed', 'Waiting for approval'), ('approved', 'Approved'), ('refused', 'Refused')], default='proposed', max_length=10)),
                ('proposed_on', models.DateField()),
                ('decided_on', models.DateField(null=True)),
                ('decided_words', models.CharField(blank=True, max_length=300, verbose_name='Words of the decision')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grants.entry')),
                ('from_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_out', to='grants.budgetline', verbose_name='From')),
                ('letter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.document')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='budget_changes', to='accounts.project')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grants.entry')),
                ('to_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_in', to='grants.budgetline', verbose_name='To')),
            ],
            options={
                'ordering': ['project', '-id'],
                'indexes': [models.Index(fields=['project', 'status', '-id'], name='budget_change_list'), models.Index(fields=['project', 'from_line'], name='budget_change_from')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_pence__gt', 0), models.Q(('from_line', models.F('to_line')), _negated=True)), name='budget_change_moves_some'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='budget_change_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', None), ('decided_on', None), ('from_entry', None), ('status', 'proposed'), ('to_entry', None)), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('from_entry', None), ('status', 'refused'), ('to_entry', None), models.Q(('decided_words', ''), _negated=True)), models.Q(('decided_by__isnull', False), ('decided_on__isnull', False), ('from_entry__isnull', False), ('status', 'approved'), ('to_entry__isnull', False)), _connector='OR'), name='budget_change_decided_whole_or_not'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), ('needs_letter', False), ('letter__isnull', False), _connector='OR'), name='budget_change_with_its_letter')],
            },
        ),
        migrations.CreateModel(
            name='EntryPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.document')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='grants.entry')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.project')),
            ],
            options={
                'ordering': ['project', 'entry', 'id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'entry', 'document'), name='entry_paper_once')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('virement_threshold_pence', models.BigIntegerField(verbose_name='Move between lines without a letter, up to')),
                ('reminder_days', models.PositiveSmallIntegerField(default=5, verbose_name='Working days before the window closes')),
                ('stated_in', models.CharField(max_length=200, verbose_name='Where it is stated')),
                ('illustrative', models.BooleanField(default=False, verbose_name='Illustrative')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.project')),
            ],
            options={
                'verbose_name_plural': 'terms',
                'constraints': [models.UniqueConstraint(fields=('project',), name='terms_once'), models.CheckConstraint(condition=models.Q(('reminder_days__gt', 0), ('virement_threshold_pence__gte', 0)), name='terms_possible')],
            },
        ),
    ]
