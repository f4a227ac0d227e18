
import django.db.models.deletion
import gongkai.numbering.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=80)),
                ('payload', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'outbox_event',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('consumer', models.CharField(max_length=60)),
                ('due_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('delivered_at', models.DateTimeField(null=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='outbox.event')),
            ],
            options={
                'db_table': 'outbox_delivery',
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['consumer', 'due_at', 'id'], name='outbox_waiting')],
                'constraints': [models.UniqueConstraint(fields=('event', 'consumer'), name='outbox_one_delivery_per_consumer')],
            },
        ),
    ]
