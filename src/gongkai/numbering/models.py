"""One row per series of numbers; the row's lock is what makes the numbers gapless."""

from django.db import models


class Counter(models.Model):
    series = models.CharField(max_length=120, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        db_table = "numbering_counter"
