"""Standings of accounts and posts are never changed, but for the moment they cease to hold."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable

SAYS = "standings and posts are never changed"


def fact(table: str, *columns: str) -> Unchangeable:
    fixed = ("id", "agency_id", "account_id", "platform", "account_role", *columns, "happened_on", "recorded_at")
    return Unchangeable(table, SAYS, fixed, once=("superseded_at",), deletable=True)


class Migration(migrations.Migration):
    dependencies = [("newmedia", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        fact("newmedia_account_standing", "state", "on_file", "ended_on", "actor_id", "note"),
        fact("newmedia_post", "source_id", "post_key", "title", "url", "published_at"),
    ]
