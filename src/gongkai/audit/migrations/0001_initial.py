
import gongkai.numbering.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ChainHead',
            fields=[
                ('chain', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('sequence', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(default='', max_length=64)),
            ],
            options={
                'db_table': 'audit_chain_head',
            },
        ),
        migrations.CreateModel(
            name='AuditLine',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('chain', models.CharField(max_length=64)),
                ('sequence', models.PositiveBigIntegerField()),
                ('event', models.CharField(max_length=80)),
                ('actor_id', models.CharField(max_length=80)),
                ('actor_name', models.CharField(max_length=80)),
                ('object_kind', models.CharField(max_length=60)),
                ('object_id', models.CharField(max_length=60)),
                ('facts', models.JSONField(default=dict)),
                ('changed', models.JSONField(default=dict)),
                ('source', models.CharField(blank=True, max_length=80)),
                ('recorded_at', models.DateTimeField()),
                ('previous', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'audit_line',
                'indexes': [models.Index(fields=['object_kind', 'object_id'], name='audit_line_object'), models.Index(fields=['chain', 'recorded_at'], name='audit_line_time')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'sequence'), name='audit_line_one_per_place')],
            },
        ),
    ]
