"""The register of accounts, their standing from day to day, posts, and the files the posts came in with."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongkai.agencies.models import Agency
from gongkai.measures.facts import Fact
from gongkai.newmedia.account_states import AccountState
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField


class Platform(models.TextChoices):
    WECHAT = "WECHAT", "微信公众号"
    WECHAT_CHANNELS = "WECHAT_CHANNELS", "微信视频号"
    WEIBO = "WEIBO", "微博"
    DOUYIN = "DOUYIN", "抖音"
    KUAISHOU = "KUAISHOU", "快手"
    TOUTIAO = "TOUTIAO", "头条号"
    MINI_PROGRAM = "MINI_PROGRAM", "小程序"
    APP = "APP", "移动客户端"
    OTHER = "OTHER", "其他"


class AccountRole(models.TextChoices):
    """Reports count the government's own account apart from all others."""

    MAIN = "main", "政府主账号"
    OTHER = "other", "其他账号"


class NewMediaAccount(models.Model):
    """An official account. ``agency`` runs it (主办单位); persons' telephones are encrypted."""

    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="media_accounts")
    supervising_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="主管单位")
    platform = models.CharField(max_length=20, choices=Platform)
    name = models.CharField(max_length=80)
    identifier = models.CharField(max_length=200, help_text="账号ID或网址")
    account_role = models.CharField(max_length=8, choices=AccountRole)
    operator = models.CharField(max_length=120, blank=True, help_text="委托运营的第三方")
    certified = models.BooleanField(default=False)
    main_function = models.CharField(max_length=300)
    person_in_charge = models.CharField(max_length=60, help_text="分管负责人")
    administrator = models.CharField(max_length=60, help_text="管理员")
    person_in_charge_phone = EncryptedTextField()
    administrator_phone = EncryptedTextField()
    administrator_phone_index = models.CharField(max_length=40, blank=True)
    filing_number = models.CharField(max_length=60, blank=True, help_text="全国政务新媒体备案号")
    applied_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True)
    opened_on = models.DateField(null=True)
    state = models.CharField(max_length=12, choices=AccountState, default=AccountState.APPLIED)
    state_since = models.DateField()

    class Meta:
        db_table = "newmedia_account"
        verbose_name = "政务新媒体账号"
        constraints = [
            models.UniqueConstraint(fields=["platform", "identifier"], name="newmedia_account_once"),
            models.CheckConstraint(condition=Q(state__in=AccountState.values), name="newmedia_known_state"),
            models.CheckConstraint(condition=~Q(approved_by=F("applied_by")), name="newmedia_two_people"),
            models.CheckConstraint(
                condition=Q(state__in=["APPLIED", "APPROVED", "CANCELLED"]) | Q(opened_on__isnull=False),
                name="newmedia_running_was_opened",
            ),
        ]
        indexes = [models.Index(fields=["agency", "platform", "state"], name="newmedia_matrix")]

    def __str__(self) -> str:
        return f"{self.name}（{Platform(self.platform).label}）"


class AccountStanding(Fact):
    """Fact: the account stood in ``state`` from ``happened_on`` to ``ended_on`` (null: still), on file or not.

    The open row of an account is superseded by its closed form when the next standing begins, so that both "today" and
    "as known on a day" find exactly one row per account.
    """

    id = KeyField()
    account = models.ForeignKey(NewMediaAccount, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=20, choices=Platform)
    account_role = models.CharField(max_length=8, choices=AccountRole)
    state = models.CharField(max_length=12, choices=AccountState)
    on_file = models.BooleanField()
    ended_on = models.DateField(null=True)
    actor_id = models.CharField(max_length=80)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "newmedia_account_standing"
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(superseded_at__isnull=True, ended_on__isnull=True),
                name="newmedia_one_open_standing",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("happened_on")), name="newmedia_standing_days"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "state", "happened_on", "ended_on", "recorded_at"], name="newmedia_standing_counts"
            ),
            models.Index(fields=["account", "happened_on"], name="newmedia_standing_history"),
        ]


class PostImport(models.Model):
    """One file of posts that changed something: its digest, how many rows, who."""

    id = KeyField()
    account = models.ForeignKey(NewMediaAccount, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    imported_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "newmedia_post_import"


class Post(Fact):
    """Fact: one post of an account on its legal day. A changed title in a later file supersedes the row."""

    id = KeyField()
    account = models.ForeignKey(NewMediaAccount, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(PostImport, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=20, choices=Platform)
    account_role = models.CharField(max_length=8, choices=AccountRole)
    post_key = models.CharField(max_length=64, help_text="平台编号、网址或标题与时间的摘要")
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        db_table = "newmedia_post"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "post_key"], condition=Q(superseded_at__isnull=True), name="newmedia_post_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["agency", "happened_on", "account_role", "platform", "recorded_at", "superseded_at"],
                name="newmedia_post_counts",
            ),
            models.Index(fields=["account", "happened_on"], name="newmedia_post_of_account"),
        ]
