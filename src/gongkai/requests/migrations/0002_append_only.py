"""Ledger lines and counted facts are never changed, but for the moment a fact ceases to hold.

Deletion is not refused here: a case whose retention is over is deleted lawfully.
"""

from django.db import migrations

from gongkai.audit.guards import Unchangeable

SAYS = "ledger lines and counted facts are never changed"


def fact(table: str, *columns: str) -> Unchangeable:
    fixed = ("id", "agency_id", "request_id", *columns, "happened_on", "recorded_at")
    return Unchangeable(table, SAYS, fixed, once=("superseded_at",), deletable=True)


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        Unchangeable(
            "requests_event",
            SAYS,
            ("id", "request_id", "sequence", "type", "on", "data", "voids", "recorded_at", "actor_id"),
            deletable=True,
        ),
        fact("requests_receipt", "category"),
        fact("requests_closing", "category", "outcome", "row", "note"),
        fact("requests_fee_payment", "amount", "receipt_number"),
    ]
