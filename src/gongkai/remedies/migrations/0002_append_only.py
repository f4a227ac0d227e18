"""Stages and counted facts of remedy cases are never changed, but for the moment a fact ceases to hold."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable

SAYS = "stages and counted facts are never changed"


def fact(table: str, *columns: str) -> Unchangeable:
    fixed = ("id", "agency_id", "case_id", *columns, "happened_on", "recorded_at")
    return Unchangeable(table, SAYS, fixed, once=("superseded_at",), deletable=True)


class Migration(migrations.Migration):
    dependencies = [("remedies", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        Unchangeable(
            "remedies_stage",
            SAYS,
            ("id", "case_id", "sequence", "kind", "on", "recorded_at", "actor_id"),
            deletable=True,
        ),
        fact("remedies_filed", "block"),
        fact("remedies_result", "block", "result", "detail", "instance"),
    ]
