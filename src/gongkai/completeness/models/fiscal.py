"""Budgets and final accounts: when a unit's was approved, and which item shows it. Fund programmes, and which list shows them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency, Officer
from gongkai.catalogue.models import Item
from gongkai.numbering.keys import KeyField


class Form(models.TextChoices):
    """What has to be public of each unit and year."""

    BUDGET = "BUDGET", "预算"
    FINAL_ACCOUNT = "FINAL_ACCOUNT", "决算"
    BUDGET_THREE = "BUDGET_THREE", "“三公”经费预算"
    FINAL_THREE = "FINAL_THREE", "“三公”经费决算"

    @property
    def approved_with(self) -> Form:
        """三公经费 are approved with the budget or the final account they are part of."""
        return {Form.BUDGET_THREE: Form.BUDGET, Form.FINAL_THREE: Form.FINAL_ACCOUNT}.get(self, self)


class FiscalApproval(models.Model):
    """批复: the day from which the twenty days of BUDGET 14 run. A later entry replaces the day; the log keeps the old one."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=14, choices=Form)
    year = models.PositiveIntegerField()
    approved_on = models.DateField()
    source = models.CharField(max_length=200)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "completeness_fiscal_approval"
        verbose_name = "预决算批复"
        constraints = [
            models.UniqueConstraint(fields=["agency", "form", "year"], name="completeness_approved_once"),
            models.CheckConstraint(
                condition=Q(form__in=["BUDGET", "FINAL_ACCOUNT"]), name="completeness_approved_forms"
            ),
        ]


class FiscalTie(models.Model):
    """An item said to show a form of a year, where its kind and title do not."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=14, choices=Form)
    year = models.PositiveIntegerField()

    class Meta:
        db_table = "completeness_fiscal_tie"
        constraints = [models.UniqueConstraint(fields=["item", "form", "year"], name="completeness_fiscal_tied_once")]


class FundProgramme(models.Model):
    """A programme whose distribution is published every year, in the charge of one unit."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    basis = models.CharField(max_length=200, blank=True)
    since_year = models.PositiveIntegerField()
    until_year = models.PositiveIntegerField(null=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "completeness_fund_programme"
        verbose_name = "资金项目"
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="completeness_programme_once"),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True) | Q(until_year__gte=F("since_year")),
                name="completeness_programme_years",
            ),
        ]

    def runs_in(self, year: int) -> bool:
        return self.since_year <= year and (self.until_year is None or year <= self.until_year)


class FundTie(models.Model):
    """A list said to show the distribution of a programme's year."""

    id = KeyField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(FundProgramme, on_delete=models.PROTECT, related_name="ties")
    year = models.PositiveIntegerField()

    class Meta:
        db_table = "completeness_fund_tie"
        constraints = [
            models.UniqueConstraint(fields=["item", "programme", "year"], name="completeness_fund_tied_once")
        ]
