"""Campaigns and what belongs to them. Figures stand in the sheets of ``annual_report``; here is who owes one, and what was said of it."""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, AgencyKind
from gongkai.annual_report.models import ReportVersion, Scope, Sheet
from gongkai.files.models import StoredFile
from gongkai.numbering.keys import KeyField

AREA_KINDS = frozenset({AgencyKind.COUNTY_GOVERNMENT, AgencyKind.CITY_GOVERNMENT, AgencyKind.PROVINCE_GOVERNMENT})


class Campaign(models.Model):
    """One year's collection of a government: form, days, units. It is closed once its report is approved."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="campaigns")
    year = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=40)
    unit_due = models.DateField()
    report_due = models.DateField()
    opened_by = models.CharField(max_length=60)
    opened_by_name = models.CharField(max_length=60)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "returns_campaign"
        verbose_name = "年报填报任务"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="returns_one_campaign_a_year"),
            models.CheckConstraint(
                condition=models.Q(unit_due__lte=models.F("report_due")), name="returns_days_in_order"
            ),
        ]


class CampaignUnit(models.Model):
    """A unit that owes a return. ``report_url`` is where its own report was published."""

    id = KeyField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="units")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    report_url = models.URLField(max_length=500, blank=True)
    report_published_on = models.DateField(null=True)
    linked_by = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "returns_unit"
        constraints = [models.UniqueConstraint(fields=["campaign", "agency"], name="returns_unit_once")]

    @property
    def scope(self) -> str:
        """A lower government reports its whole area; a department or township itself."""
        return Scope.AREA if self.agency.kind in AREA_KINDS else Scope.OWN


class ReturnDraft(models.Model):
    """A unit's form being filled in: ``values`` by cell as typed, ``origins`` where each came from.

    ``printed`` are totals of the unit's own report, to be held against the sums. ``writers`` changed it since the last submission.
    """

    id = KeyField()
    unit = models.OneToOneField(CampaignUnit, on_delete=models.PROTECT, related_name="draft")
    values = models.JSONField(default=dict)
    origins = models.JSONField(default=dict)
    printed = models.JSONField(default=dict)
    source = models.CharField(max_length=300, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    is_ready = models.BooleanField(default=False)
    writers = models.JSONField(default=list)
    written_by = models.CharField(max_length=60)
    written_by_name = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "returns_draft"


class ReturnNote(models.Model):
    """What is to be mended in one cell (退回意见); an empty cell speaks of the whole form."""

    id = KeyField()
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="return_notes")
    cell = models.CharField(max_length=100, blank=True)
    text = models.CharField(max_length=300)
    written_by_name = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "returns_note"


class Urging(models.Model):
    """A unit was urged (催报): when, by whom, which ways. The message itself stands in the room of messages."""

    id = KeyField()
    unit = models.ForeignKey(CampaignUnit, on_delete=models.PROTECT, related_name="urgings")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=60)
    ways = models.CharField(max_length=60)

    class Meta:
        db_table = "returns_urging"


class Dispatch(models.Model):
    """A package made for the government above, and the notes that came back with it."""

    id = KeyField()
    version = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="dispatches")
    number = models.PositiveSmallIntegerField()
    package = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    changes = models.JSONField(default=list)
    made_by_name = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    notes = models.JSONField(default=list)
    notes_reason = models.CharField(max_length=300, blank=True)
    notes_taken_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "returns_dispatch"
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="returns_dispatch_numbered")]


class Intake(models.Model):
    """A package of a lower government taken in: the sheet it became, the figures of its units, and what was checked."""

    id = KeyField()
    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="intake")
    package = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    units = models.JSONField(default=list)
    links = models.JSONField(default=list)
    checks = models.JSONField(default=list)

    class Meta:
        db_table = "returns_intake"
        indexes = [models.Index(fields=["digest"], name="returns_intake_digest")]
