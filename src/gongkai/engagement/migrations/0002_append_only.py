"""Steps of letters and counted facts are never changed, but for the moment a fact ceases to hold."""

from django.db import migrations

from gongkai.audit.guards import Unchangeable
from gongkai.measures.guards import fixed_fact

SAYS = "steps and counted facts are never changed"


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        Unchangeable(
            "engagement_letter_step",
            SAYS,
            ("id", "letter_id", "state", "on", "recorded_at", "actor_id", "actor_name", "unit_id"),
            deletable=True,
        ),
        fixed_fact("engagement_letter_received", SAYS, "letter_id", "channel"),
        fixed_fact("engagement_letter_closed", SAYS, "letter_id", "unit_id", "channel", "manner", "received_on"),
        fixed_fact("engagement_consultation_opened", SAYS, "consultation_id"),
        fixed_fact("engagement_opinion_received", SAYS, "opinion_id", "consultation_id"),
        fixed_fact("engagement_feedback_published", SAYS, "consultation_id"),
        fixed_fact("engagement_interview_held", SAYS, "interview_id"),
        fixed_fact("engagement_question_asked", SAYS, "question_id"),
        fixed_fact("engagement_question_answered", SAYS, "question_id"),
    ]
