"""The agency tree, officers, dated role grants and dated settings."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from gongkai.agencies.roles import Role
from gongkai.numbering.keys import KeyField


class AgencyKind(models.TextChoices):
    """Kinds decide who hears a remedy (domain 3.8) and what a report sums."""

    COUNTY_GOVERNMENT = "county_government", "县（市、区）人民政府"
    COUNTY_GOVERNMENT_OFFICE = "county_government_office", "县政府办公室"
    COUNTY_DEPARTMENT = "county_department", "县直部门"
    COUNTY_JUSTICE = "county_justice", "县司法局"
    COUNTY_TAX = "county_tax", "县税务局"
    TOWNSHIP = "township", "乡镇人民政府、街道办事处"
    CITY_GOVERNMENT = "city_government", "设区的市人民政府"
    CITY_DEPARTMENT = "city_department", "市直部门"
    PROVINCE_GOVERNMENT = "province_government", "省级人民政府"
    PROVINCE_DEPARTMENT = "province_department", "省直部门"


GOVERNMENTS = frozenset(
    {AgencyKind.COUNTY_GOVERNMENT, AgencyKind.CITY_GOVERNMENT, AgencyKind.PROVINCE_GOVERNMENT, AgencyKind.TOWNSHIP}
)


class Agency(models.Model):
    """An organ that answers and publishes in its own name. ``path`` is the codes from the top: /wenxian/wenxian-gaj/."""

    id = KeyField()
    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    document_prefix = models.CharField(max_length=20, blank=True, help_text="发文机关代字，如 温政")
    kind = models.CharField(max_length=30, choices=AgencyKind)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400, unique=True)
    region_code = models.CharField(max_length=12, help_text="行政区划代码")
    uscc = models.CharField(max_length=18, unique=True, help_text="统一社会信用代码")
    supervises = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="supervised_by")
    contact = models.JSONField(default=dict)
    established_on = models.DateField(null=True)
    abolished_on = models.DateField(null=True)

    class Meta:
        db_table = "agencies_agency"
        verbose_name = "单位"

    def __str__(self) -> str:
        return self.name

    @property
    def is_government(self) -> bool:
        return self.kind in GOVERNMENTS


class OfficerManager(BaseUserManager["Officer"]):
    def get_by_natural_key(self, username: str | None) -> Officer:
        return self.select_related("agency").get(username=username)


class Officer(AbstractBaseUser):
    """A person with an account at one agency. Accounts are closed, never deleted: the log names them."""

    id = KeyField()
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=80, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="officers")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    objects = OfficerManager()

    class Meta:
        db_table = "agencies_officer"
        verbose_name = "工作人员"

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role held from a day to a day; old grants stay, so that who could do what is known later."""

    id = KeyField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30, choices=Role)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "agencies_role_grant"
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "role"], condition=models.Q(until__isnull=True), name="agencies_one_open_grant"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="agencies_grant_dates",
            ),
        ]


class InHand(models.Model):
    """经办人: which officer has a record in hand, where its room itself knows only units and roles (``in_hand``)."""

    id = KeyField()
    kind = models.CharField(max_length=40, help_text="OpenWork.kind")
    subject_id = models.BigIntegerField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="in_hand", db_index=False)
    since = models.DateTimeField()

    class Meta:
        db_table = "agencies_in_hand"
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="agencies_one_hand")]
        indexes = [models.Index(fields=["officer", "kind"], name="agencies_in_hand_of")]


class AgencySetting(models.Model):
    """A choice of an agency from a day on (a convention, a switch); inherited down the tree, never overwritten."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="settings")
    name = models.CharField(max_length=80)
    value = models.JSONField()
    since = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "agencies_setting"
        indexes = [models.Index(fields=["name", "agency", "since"], name="agencies_setting_lookup")]


class Installation(models.Model):
    """What this database is: one row, written when it is created. Only a demonstration may bind a scenario clock."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_demonstration = models.BooleanField()
    scenario = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "agencies_installation"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="agencies_one_installation")]
