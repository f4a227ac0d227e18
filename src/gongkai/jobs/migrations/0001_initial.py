
import gongkai.numbering.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=200)),
                ('agency_code', models.CharField(blank=True, max_length=64)),
                ('started_by', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('WAITING', '等待中'), ('RUNNING', '进行中'), ('DONE', '已完成'), ('FAILED', '未成功')], default='WAITING', max_length=10)),
                ('done', models.PositiveBigIntegerField(default=0)),
                ('total', models.PositiveBigIntegerField(null=True)),
                ('message', models.CharField(blank=True, max_length=300)),
                ('result', models.JSONField(null=True)),
                ('created_at', models.DateTimeField()),
                ('heartbeat_at', models.DateTimeField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'jobs_job',
                'indexes': [models.Index(fields=['kind', 'state'], name='jobs_kind_state')],
            },
        ),
    ]
