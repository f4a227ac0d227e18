"""Superiors' forms: a blank workbook whose cells are mapped once to figures; and what of the website table nobody can count."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField


class FormTemplate(models.Model):
    """``mapping``: "sheet!B3" -> key of a figure, or "-" for a cell that stays empty. A cell without one stays marked."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="form_templates")
    name = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    mapping = models.JSONField(default=dict)
    made_by = models.CharField(max_length=80)
    made_on = models.DateField()

    class Meta:
        db_table = "oversight_form_template"
        verbose_name = "上级报表"
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="oversight_form_name_once")]


class WebsiteEntry(models.Model):
    """A value of the yearly website table that has no record here (visits, security checks), entered with its source."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="website_entries")
    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField()

    class Meta:
        db_table = "oversight_website_entry"
        constraints = [models.UniqueConstraint(fields=["agency", "year", "key"], name="oversight_entry_once")]
