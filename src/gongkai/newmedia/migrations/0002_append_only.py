"""Standings of accounts and posts are never changed, but for the moment they cease to hold."""

from django.db import migrations

from gongkai.measures.guards import fixed_fact

SAYS = "standings and posts are never changed"
ACCOUNT = ("account_id", "platform", "account_role")


class Migration(migrations.Migration):
    dependencies = [("newmedia", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        fixed_fact("newmedia_account_standing", SAYS, *ACCOUNT, "state", "on_file", "ended_on", "actor_id", "note"),
        fixed_fact("newmedia_post", SAYS, *ACCOUNT, "source_id", "post_key", "title", "url", "published_at"),
    ]
