
import django.db.models.deletion
import gongkai.numbering.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('payload', models.JSONField()),
                ('salt', models.BinaryField(max_length=16)),
                ('digest', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, help_text='更正说明', max_length=500)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'editions_edition',
            },
        ),
        migrations.CreateModel(
            name='LogLeaf',
            fields=[
                ('index', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('PUBLISH', '发布'), ('CORRECT', '更正'), ('WITHDRAW', '撤下')], max_length=10)),
                ('digest', models.CharField(max_length=64)),
                ('event_id', models.BigIntegerField(unique=True)),
                ('logged_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'editions_log_leaf',
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('column', models.CharField(help_text='栏目代码', max_length=60)),
                ('title', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('PUBLISHED', '已发布'), ('WITHDRAWN_WITH_NOTICE', '已撤下（公告）'), ('WITHDRAWN_SILENTLY', '已撤下'), ('PURGED', '已清除')], default='PUBLISHED', max_length=24)),
                ('first_published_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='agencies.agency')),
                ('current', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editions.edition')),
            ],
            options={
                'db_table': 'editions_publication',
                'indexes': [models.Index(fields=['state', 'column', '-first_published_at', '-id'], name='editions_column_list'), models.Index(fields=['state', 'agency', '-first_published_at', '-id'], name='editions_agency_list')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id'), name='editions_one_per_subject')],
            },
        ),
        migrations.AddField(
            model_name='edition',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='editions.publication'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('publication', 'number'), name='editions_numbered'),
        ),
    ]
