"""Roles of domain section 9. Nobody is above them: there is no superuser."""

from django.db import models


class Role(models.TextChoices):
    DRAFTER = "DRAFTER", "拟稿人"
    SECRECY_REVIEWER = "SECRECY_REVIEWER", "保密审查员"
    FIRST_REVIEWER = "FIRST_REVIEWER", "初审人"
    SECOND_REVIEWER = "SECOND_REVIEWER", "复审人"
    APPROVER = "APPROVER", "签发人（终审）"
    PUBLISHER = "PUBLISHER", "发布员"
    REQUEST_OFFICER = "REQUEST_OFFICER", "受理员"
    LEGAL_REVIEWER = "LEGAL_REVIEWER", "法制审核"
    OFFICE_HEAD = "OFFICE_HEAD", "公开工作机构负责人"
    SUPERVISOR = "SUPERVISOR", "主管部门"
    SYSTEM_ADMIN = "SYSTEM_ADMIN", "系统管理员"
    SECURITY_ADMIN = "SECURITY_ADMIN", "安全管理员"
    AUDITOR = "AUDITOR", "审计员"
