"""An event, and one delivery per event and consumer (never a cursor over ids: ids do not commit in order)."""

from django.db import models

from gongkai.numbering.keys import KeyField


class Event(models.Model):
    id = KeyField()
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "outbox_event"


class Delivery(models.Model):
    """``due_at`` is null once delivered; a failed one is tried again later, the wait doubling up to an hour."""

    id = KeyField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    consumer = models.CharField(max_length=60)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox_delivery"
        constraints = [models.UniqueConstraint(fields=["event", "consumer"], name="outbox_one_delivery_per_consumer")]
        indexes = [
            models.Index(
                fields=["consumer", "due_at", "id"], name="outbox_waiting", condition=models.Q(due_at__isnull=False)
            )
        ]
