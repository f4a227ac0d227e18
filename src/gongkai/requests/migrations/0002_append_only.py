"""Ledger lines and counted facts are never changed, but for the moment a fact ceases to hold.

Deletion is not refused here: a case whose retention is over is deleted lawfully.
"""

from django.db import migrations

from gongkai.audit.guards import Unchangeable
from gongkai.measures.guards import fixed_fact

SAYS = "ledger lines and counted facts are never changed"


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        Unchangeable(
            "requests_event",
            SAYS,
            ("id", "request_id", "sequence", "type", "on", "data", "voids", "recorded_at", "actor_id"),
            deletable=True,
        ),
        fixed_fact("requests_receipt", SAYS, "request_id", "category"),
        fixed_fact("requests_closing", SAYS, "request_id", "category", "outcome", "row", "note"),
        fixed_fact("requests_fee_payment", SAYS, "request_id", "amount", "receipt_number"),
    ]
