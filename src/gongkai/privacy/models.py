"""How often somebody came lately, without keeping who: senders are digests under a salt that is thrown away with its day."""

from __future__ import annotations

from django.db import models


class DaySalt(models.Model):
    """The random salt of one day. Once it is gone nobody can find out who a digest of that day belonged to."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField()

    class Meta:
        db_table = "privacy_day_salt"


class Arrivals(models.Model):
    """How many times a sender came to a place within one window of time."""

    place = models.CharField(max_length=40)
    sender = models.CharField(max_length=40)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "privacy_arrivals"
        constraints = [models.UniqueConstraint(fields=["place", "sender", "window"], name="privacy_arrivals_once")]
        indexes = [models.Index(fields=["window"], name="privacy_arrivals_age")]
