"""Audit lines are never changed and never removed."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [Unchangeable("audit_line", "audit lines are append-only")]
