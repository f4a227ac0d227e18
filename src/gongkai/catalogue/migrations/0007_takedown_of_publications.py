import django.db.models.deletion
import gongkai.numbering.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_initial'),
        ('catalogue', '0006_urgent_and_reassessed'),
        ('editions', '0001_initial'),
    ]

    operations = [
        migrations.DeleteModel(name='TakedownLine'),
        migrations.CreateModel(
            name='TakedownLine',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('kind_zh', models.CharField(max_length=40)),
                ('files', models.JSONField(default=list)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('address', models.CharField(max_length=80)),
                ('down_at', models.DateTimeField()),
                ('proofs', models.JSONField(default=list)),
                ('checked_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editions.publication')),
                ('takedown', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='catalogue.takedown')),
            ],
            options={
                'db_table': 'catalogue_takedown_line',
                'constraints': [models.UniqueConstraint(fields=('takedown', 'publication'), name='catalogue_takedown_once_each')],
            },
        ),
    ]
