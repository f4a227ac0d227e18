"""What an officer has typed and not saved yet: kept beside the item, so that a lost connection costs nobody's work."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Officer
from gongkai.catalogue.models.items import Item
from gongkai.numbering.keys import KeyField


class Autosave(models.Model):
    """One a person and item. ``version`` is that of the item it was typed over; saving the item removes it."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="autosaves")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    typed = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "catalogue_autosave"
        verbose_name = "自动保存"
        constraints = [models.UniqueConstraint(fields=["item", "officer"], name="catalogue_one_autosave_each")]
