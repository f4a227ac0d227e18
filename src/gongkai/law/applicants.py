"""Who asks and by which way: applicant categories (columns of table 3) and channels (REG 27-31, FMT)."""

from __future__ import annotations

from enum import StrEnum


class ApplicantCategory(StrEnum):
    """The six columns of table 3 besides 总计. An agent files for the principal: count the principal."""

    NATURAL_PERSON = "NATURAL_PERSON"
    COMMERCIAL_ENTERPRISE = "COMMERCIAL_ENTERPRISE"
    RESEARCH_INSTITUTION = "RESEARCH_INSTITUTION"
    PUBLIC_WELFARE_ORGANISATION = "PUBLIC_WELFARE_ORGANISATION"
    LEGAL_SERVICE_INSTITUTION = "LEGAL_SERVICE_INSTITUTION"
    OTHER = "OTHER"

    @property
    def label_zh(self) -> str:
        return _CATEGORY_LABELS[self]

    @property
    def column(self) -> str:
        """The key of this category's column in table 3."""
        return "other_organisation" if self is ApplicantCategory.OTHER else self.value.lower()

    @property
    def is_organisation(self) -> bool:
        return self is not ApplicantCategory.NATURAL_PERSON


_CATEGORY_LABELS = {
    ApplicantCategory.NATURAL_PERSON: "自然人",
    ApplicantCategory.COMMERCIAL_ENTERPRISE: "商业企业",
    ApplicantCategory.RESEARCH_INSTITUTION: "科研机构",
    ApplicantCategory.PUBLIC_WELFARE_ORGANISATION: "社会公益组织",
    ApplicantCategory.LEGAL_SERVICE_INSTITUTION: "法律服务机构",
    ApplicantCategory.OTHER: "其他",
}


class Channel(StrEnum):
    """The way a request came in; it fixes the date of receipt (REG 31)."""

    IN_PERSON = "IN_PERSON"
    REGISTERED_MAIL = "REGISTERED_MAIL"
    ORDINARY_MAIL = "ORDINARY_MAIL"
    INTERNET = "INTERNET"
    FAX = "FAX"

    @property
    def label_zh(self) -> str:
        return _CHANNEL_LABELS[self]


_CHANNEL_LABELS = {
    Channel.IN_PERSON: "当面提交",
    Channel.REGISTERED_MAIL: "挂号信、快递（签收）",
    Channel.ORDINARY_MAIL: "平常信函",
    Channel.INTERNET: "互联网（网站表单、电子邮件）",
    Channel.FAX: "传真",
}
