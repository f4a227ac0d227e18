"""Judgements and training sessions are never changed, but for the moment they cease to hold."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable

SAYS = "judgements and training sessions are never changed"


def fact(table: str, *columns: str) -> Unchangeable:
    fixed = ("id", "agency_id", *columns, "happened_on", "recorded_at")
    return Unchangeable(table, SAYS, fixed, once=("superseded_at",), deletable=True)


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        fact("oversight_incident_judged", "case_id", "severity"),
        fact("oversight_training", "replaces_id", "topic", "form", "participants", "recorded_by"),
    ]
