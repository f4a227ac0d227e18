"""A job as an officer sees it: what, how far, how it ended; a job without a heartbeat for two minutes was killed. A round of recurring work."""

from datetime import datetime, timedelta

from django.db import models

from gongkai.numbering.keys import KeyField

SILENT_AFTER = timedelta(minutes=2)


class Job(models.Model):
    class State(models.TextChoices):
        WAITING = "WAITING", "等待中"
        RUNNING = "RUNNING", "进行中"
        DONE = "DONE", "已完成"
        FAILED = "FAILED", "未成功"

    id = KeyField()
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    agency_code = models.CharField(max_length=64, blank=True)
    started_by = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    given = models.JSONField(default=dict)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(null=True)
    created_at = models.DateTimeField()
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jobs_job"
        indexes = [models.Index(fields=["kind", "state"], name="jobs_kind_state")]

    def was_killed(self, now: datetime) -> bool:
        """True for a running job whose process has stopped telling how far it is."""
        return self.state == self.State.RUNNING and (
            self.heartbeat_at is None or now - self.heartbeat_at > SILENT_AFTER
        )


class Round(models.Model):
    """When a recurring work is due next, and when it last was done."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "jobs_round"
