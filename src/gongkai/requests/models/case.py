"""A request and who made it. Personal fields are encrypted; the same applicant is found by a keyed blind index.

``state`` and the days below it are projections of the ledger (``RequestEvent``) and of the desk's own steps: they may be rebuilt
at any time and are never typed. ``date_of_receipt`` decides the year in which the request counts and never changes once fixed.
"""

from __future__ import annotations

from django.db import models

from gongkai.agencies.models import Agency, Officer
from gongkai.files.models import StoredFile
from gongkai.law.conventions import Conventions
from gongkai.numbering.keys import KeyField
from gongkai.privacy.fields import EncryptedTextField

PERSONAL_FIELDS = (
    "applicant_name",
    "applicant_id_number",
    "applicant_contact",
    "applicant_address",
    "handling_person",
    "agent_name",
    "agent_id_number",
    "agent_contact",
    "description",
)
"""Read only where a person is shown; everything else leaves them in the database."""


class InformationRequest(models.Model):
    id = KeyField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="requests")
    number = models.CharField("申请编号", max_length=60, unique=True)
    query_code_digest = models.CharField(max_length=40)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(
        max_length=60, help_text="actor id; an applicant's own form has none of an officer"
    )

    channel = models.CharField("申请渠道", max_length=20)
    category = models.CharField("申请人类别", max_length=40, help_text="column key of table 3")
    submitted_at = models.DateTimeField(null=True, help_text="moment the applicant sent it, where a machine knows it")

    applicant_name = EncryptedTextField("申请人姓名或名称")
    applicant_id_type = models.CharField("证件类型", max_length=20, blank=True)
    applicant_id_number = EncryptedTextField("证件号码")
    applicant_contact = EncryptedTextField("联系方式")
    applicant_address = EncryptedTextField("联系地址")
    handling_person = EncryptedTextField("经办人（组织申请）")
    organisation_uscc = models.CharField("统一社会信用代码", max_length=18, blank=True)
    identity_proof = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    applicant_index = models.CharField(max_length=40)

    agent_name = EncryptedTextField("代理人姓名")
    agent_id_number = EncryptedTextField("代理人证件号码")
    agent_contact = EncryptedTextField("代理人联系方式")
    power_of_attorney = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    subject = models.CharField("事项（不含个人信息）", max_length=120)
    description = EncryptedTextField("所需政府信息的描述")
    description_index = models.CharField(max_length=40)
    wanted_form = models.CharField("获取形式", max_length=20, blank=True)
    wanted_delivery = models.CharField("获取方式", max_length=20, blank=True)
    repeats = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="repeated_by")

    handling_unit = models.CharField("承办单位", max_length=80, blank=True)
    handler = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

    workflow = models.CharField(
        max_length=30, blank=True, help_text="UNDER_REVIEW, DRAFTING or IN_APPROVAL: the desk's own steps"
    )
    challenge = models.CharField(
        max_length=30, blank=True, help_text="UNDER_RECONSIDERATION or UNDER_LITIGATION while it lasts"
    )
    litigated = models.BooleanField(default=False, help_text="was ever before a court: longer retention")

    version = models.PositiveIntegerField(default=0, help_text="rises with every act on the case")
    state = models.CharField("办理状态", max_length=30)
    ledger_version = models.PositiveIntegerField(default=0)
    date_of_receipt = models.DateField("收到申请之日", null=True)
    reply_due = models.DateField("答复期限", null=True)
    applicant_due = models.DateField("申请人补正或者缴费期限", null=True)
    provisional = models.BooleanField("节假日安排尚未公布", default=False)
    rules = models.CharField(
        max_length=40, blank=True, help_text="calendar and conventions the days were computed with"
    )
    extended = models.BooleanField("已延期", default=False)
    archived_on = models.DateField("归档日期", null=True)
    retention_until = models.DateField("保管期限届满日", null=True)

    conventions: Conventions | None = None
    """Of this row in memory: what ``ledger.conventions_for`` has read."""

    class Meta:
        db_table = "requests_request"
        verbose_name = "政府信息公开申请"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(archived_on__isnull=True) | models.Q(retention_until__isnull=False),
                name="requests_archive_has_retention",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "reply_due"], name="requests_board"),
            models.Index(fields=["agency", "-id"], name="requests_newest"),
            models.Index(fields=["applicant_index", "agency", "date_of_receipt"], name="requests_same_applicant"),
            models.Index(fields=["description_index"], name="requests_same_text"),
        ]

    def __str__(self) -> str:
        return self.number
