"""Review steps are never changed and never removed."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("audit", "0001_initial")]
    operations = [Unchangeable("review_step", "review steps are append-only")]
