"""Steps of letters and counted facts are never changed, but for the moment a fact ceases to hold."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable

SAYS = "steps and counted facts are never changed"


def fact(table: str, *columns: str) -> Unchangeable:
    fixed = ("id", "agency_id", *columns, "happened_on", "recorded_at")
    return Unchangeable(table, SAYS, fixed, once=("superseded_at",), deletable=True)


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        Unchangeable(
            "engagement_letter_step",
            SAYS,
            ("id", "letter_id", "state", "on", "recorded_at", "actor_id", "actor_name", "unit_id"),
            deletable=True,
        ),
        fact("engagement_letter_received", "letter_id", "channel"),
        fact("engagement_letter_closed", "letter_id", "unit_id", "channel", "manner", "received_on"),
        fact("engagement_consultation_opened", "consultation_id"),
        fact("engagement_opinion_received", "opinion_id", "consultation_id"),
        fact("engagement_feedback_published", "consultation_id"),
        fact("engagement_interview_held", "interview_id"),
        fact("engagement_question_asked", "question_id"),
        fact("engagement_question_answered", "question_id"),
    ]
