"""Stages and counted facts of remedy cases are never changed, but for the moment a fact ceases to hold."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable
from gongkai.measures.guards import fixed_fact

SAYS = "stages and counted facts are never changed"


class Migration(migrations.Migration):
    dependencies = [("remedies", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        Unchangeable(
            "remedies_stage",
            SAYS,
            ("id", "case_id", "sequence", "kind", "on", "recorded_at", "actor_id"),
            deletable=True,
        ),
        fixed_fact("remedies_filed", SAYS, "case_id", "block"),
        fixed_fact("remedies_result", SAYS, "case_id", "block", "result", "detail", "instance"),
    ]
