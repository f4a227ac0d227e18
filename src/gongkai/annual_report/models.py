"""What is handed in for a report (sheets, and the parts they become when accepted) and the report with its versions.

A part is a ``Fact``: it exists from the moment a second person accepted its sheet, and a correction supersedes it. A version is
never changed after it is written, except that its publication is noted once.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.files.models import StoredFile
from gongkai.measures.facts import Fact
from gongkai.numbering.keys import KeyField


class PartKind(models.TextChoices):
    """Where a part of a cell comes from (domain 4.7)."""

    COMPUTED = "computed", "系统数"
    RETURNED = "returned", "填报数"
    OPENING = "opening", "期初数"


class SheetKind(models.TextChoices):
    """A unit's return, an opening balance, or what became of something that was in an opening balance."""

    RETURN = "return", "填报表"
    OPENING = "opening", "期初数"
    SETTLEMENT = "settlement", "期初事项办结"


class SheetState(models.TextChoices):
    HANDED_IN = "HANDED_IN", "待确认"
    ACCEPTED = "ACCEPTED", "已确认"
    SENT_BACK = "SENT_BACK", "退回修改"
    WITHDRAWN = "WITHDRAWN", "已撤回"


class Scope(models.TextChoices):
    OWN = "own", "本机关"
    AREA = "area", "本地区汇总"


class Sheet(models.Model):
    """Figures handed in for one agency and year by one person, waiting for or decided by another.

    ``values`` maps cell keys to decimal strings; ``months`` those of them told month by month (from January on) to their
    monthly values, which add up to it. A settlement has one value: it leaves the opening balance ``stock``.
    ``scope`` area: a government's sums of its whole area, handed in instead of its units' own. ``prepared_by`` filled the form in
    that ``recorded_by`` then handed in; empty where one person did both.
    """

    id = KeyField()
    kind = models.CharField(max_length=12, choices=SheetKind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="report_sheets")
    year = models.PositiveSmallIntegerField()
    values = models.JSONField()
    months = models.JSONField(default=dict)
    stock = models.CharField(max_length=100, blank=True)
    scope = models.CharField(max_length=4, choices=Scope, default=Scope.OWN)
    is_zero = models.BooleanField(default=False)
    happened_on = models.DateField()
    source = models.CharField(max_length=300)
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SheetState, default=SheetState.HANDED_IN)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)
    recorded_by_name = models.CharField(max_length=60)
    prepared_by = models.CharField(max_length=60, blank=True)
    prepared_by_name = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_by_name = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "annual_report_sheet"
        verbose_name = "填报表"
        indexes = [models.Index(fields=["agency", "year", "kind"], name="annual_report_sheets")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=SheetKind.RETURN) | Q(scan__isnull=False) | Q(is_zero=True),
                name="annual_report_return_has_scan",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.HANDED_IN) | Q(decided_at__isnull=False),
                name="annual_report_sheet_decided",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.WITHDRAWN) | ~Q(recorded_by=models.F("decided_by")),
                name="annual_report_sheet_two_people",
            ),
        ]


class ReportedPart(Fact):
    """One accepted value of one cell: returned by a unit, opening balance, or the settlement of part of one (``stock``)."""

    id = KeyField()
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SheetKind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reported_parts")
    year = models.PositiveSmallIntegerField()
    cell = models.CharField(max_length=100)
    stock = models.CharField(max_length=100, blank=True)
    scope = models.CharField(max_length=4, choices=Scope, default=Scope.OWN)
    value = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        db_table = "annual_report_part"
        verbose_name = "填报数与期初数"
        indexes = [
            models.Index(fields=["agency", "kind", "year"], name="annual_report_parts"),
            # All a sum over units looks at, so that it never leaves the index: a province has half a million parts a year.
            models.Index(
                fields=[
                    "cell",
                    "year",
                    "value",
                    "agency",
                    "kind",
                    "scope",
                    "superseded_at",
                    "recorded_at",
                    "happened_on",
                ],
                name="annual_report_parts_of_cell",
            ),
            models.Index(fields=["year"], condition=~Q(kind=SheetKind.RETURN), name="annual_report_balances"),
            models.Index(fields=["year"], condition=Q(scope=Scope.AREA), name="annual_report_parts_of_areas"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "cell", "kind", "scope"],
                condition=Q(superseded_at__isnull=True) & ~Q(kind=SheetKind.SETTLEMENT),
                name="annual_report_one_current_part",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="annual_report_part_not_negative"),
            models.CheckConstraint(
                condition=Q(kind=SheetKind.SETTLEMENT) ^ Q(stock=""), name="annual_report_settlement_names_stock"
            ),
        ]


class ReportState(models.TextChoices):
    COLLECTING = "COLLECTING", "收集数据"
    DRAFTED = "DRAFTED", "已拟稿"
    CHECKED = "CHECKED", "已审核"
    APPROVED = "APPROVED", "已签发"
    PUBLISHED = "PUBLISHED", "已发布"
    CORRECTED = "CORRECTED", "已更正"


class AnnualReport(models.Model):
    """The report of one agency for one year, from collecting to publication."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="annual_reports")
    year = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=4, choices=Scope)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.COLLECTING)
    begun_by = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    checked_by = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "annual_report_report"
        verbose_name = "政府信息公开工作年度报告"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "scope"], name="annual_report_one_per_year"),
        ]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """The text of one part of the report, with placeholders where figures stand."""

    id = KeyField()
    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="sections")
    key = models.CharField(max_length=40)
    text = models.TextField()
    breakdowns = models.JSONField(default=list, help_text="其中项：total, parts, kind")
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "annual_report_section"
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="annual_report_one_text_per_part")]


class NamedFigure(models.Model):
    """A figure no measure counts, entered by hand with its source: of the text, or ``enforcement.`` + a cell of table 2.

    Never changed: another entry under the same key supersedes it.
    """

    id = KeyField()
    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="named_figures")
    key = models.CharField(max_length=100)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    word = models.CharField(max_length=2, blank=True, help_text="余、超、近、约；空为精确数")
    unit = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    covers = models.CharField(max_length=200, help_text="统计范围")
    definition = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300)
    entered_by = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "annual_report_named_figure"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                condition=Q(superseded_at__isnull=True),
                name="annual_report_one_named_figure",
            )
        ]


class Explanation(models.Model):
    """Why a warning that fails is right all the same; without it the report is not approved."""

    id = KeyField()
    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="explanations")
    identity = models.CharField(max_length=20)
    place = models.CharField(max_length=100)
    reason = models.CharField(max_length=500)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "annual_report_explanation"
        constraints = [
            models.UniqueConstraint(fields=["report", "identity", "place"], name="annual_report_one_reason_per_warning")
        ]


class ReportVersion(models.Model):
    """A frozen report: values, what proves them, texts, identities. Version 1 is the approved report, later ones correct it."""

    id = KeyField()
    report = models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    definitions_version = models.CharField(max_length=40)
    figures = models.JSONField()
    exact = models.JSONField()
    parts = models.JSONField()
    proofs = models.JSONField()
    identities = models.JSONField()
    texts = models.JSONField()
    document = models.JSONField()
    explanations = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    approved_by = models.CharField(max_length=60)
    approved_by_name = models.CharField(max_length=60)
    approved_at = models.DateTimeField()
    published_by = models.CharField(max_length=60, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "annual_report_version"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="annual_report_version_numbered"),
            models.CheckConstraint(
                condition=~Q(approved_by=models.F("published_by")), name="annual_report_version_two_people"
            ),
        ]
