"""Evidence and checks by people are written once."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable

SAYS = "evidence of an inspection is never changed"


class Migration(migrations.Migration):
    dependencies = [("inspection", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        Unchangeable("inspection_snapshot", SAYS),
        Unchangeable("inspection_account_check", SAYS),
    ]
