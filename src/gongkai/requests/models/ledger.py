"""The ledger of a request: what happened on which day, in the vocabulary of ``law.events``. Lines are added, never changed.

A line entered by mistake, or one that a reopening takes back, stays and is named by a later line (``voids``); the clock reads
the lines that are not voided. ``sequence`` of the last line is the ledger's version.
"""

from __future__ import annotations

from django.db import models

from gongkai.numbering.keys import KeyField
from gongkai.requests.models.case import InformationRequest


class RequestEvent(models.Model):
    VOID = "void"

    id = KeyField()
    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    type = models.CharField(max_length=40)
    on = models.DateField()
    data = models.JSONField(default=dict, help_text="the event's own fields; never personal data")
    voids = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField()
    actor_id = models.CharField(max_length=60)

    class Meta:
        db_table = "requests_event"
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["request", "sequence"], name="requests_event_once"),
            models.UniqueConstraint(
                fields=["request", "voids"], condition=models.Q(voids__isnull=False), name="requests_event_voided_once"
            ),
            models.CheckConstraint(
                condition=models.Q(type="void", voids__isnull=False, voids__lt=models.F("sequence"))
                | (~models.Q(type="void") & models.Q(voids__isnull=True)),
                name="requests_event_voids_earlier",
            ),
        ]

    def as_document(self) -> dict[str, object]:
        """The line as ``law.events`` reads it."""
        return {"type": self.type, "on": self.on, **self.data}
