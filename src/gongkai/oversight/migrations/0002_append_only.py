"""Judgements and training sessions are never changed, but for the moment they cease to hold."""

from django.db import migrations

from gongkai.measures.guards import fixed_fact

SAYS = "judgements and training sessions are never changed"


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        fixed_fact("oversight_incident_judged", SAYS, "case_id", "severity"),
        fixed_fact("oversight_training", SAYS, "replaces_id", "topic", "form", "participants", "recorded_by"),
    ]
