
import gongkai.numbering.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', gongkai.numbering.keys.KeyField(serialize=False)),
                ('agency_id', models.BigIntegerField(db_index=True)),
                ('name', models.CharField(max_length=200)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'files_stored_file',
                'indexes': [models.Index(fields=['sha256'], name='files_by_content')],
            },
        ),
    ]
