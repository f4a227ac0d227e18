"""Establish an agency in the tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction

from gongkai.agencies.errors import NotAllowed, Reason, refuse_if
from gongkai.agencies.models import Agency, AgencyKind
from gongkai.agencies.rights import require_administrator
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.law.codes import credit_code_fault


def establish_agency(
    *, act: Act, code: str, name: str, short_name: str, kind: str, region_code: str, uscc: str,
    parent: Agency | None = None, document_prefix: str = "", contact: Mapping[str, str] | None = None,
) -> Agency:  # fmt: skip
    """Create an agency below ``parent`` (or on top); its path follows from its code and never changes."""
    _require_administrator(act, parent)
    refuse_if(_reasons(code, kind, uscc))
    with transaction.atomic():
        agency = Agency.objects.create(
            code=code, name=name, short_name=short_name, kind=kind, parent=parent, document_prefix=document_prefix,
            path=f"{parent.path if parent else '/'}{code}/", region_code=region_code, uscc=uscc,
            contact=dict(contact or {}), established_on=act.today,
        )  # fmt: skip
        record(act, "agencies.established", "agency", agency.id, facts={"code": code, "kind": kind})
    return agency


def _require_administrator(act: Act, parent: Agency | None) -> None:
    """Below an agency its administrators establish; a tree of its own only the system itself begins."""
    if parent is not None:
        require_administrator(act, parent, Role.SYSTEM_ADMIN)
    elif act.source != "system":
        raise NotAllowed([Reason("parent", "须指明上级单位；最上级单位由安装程序建立")])


def _reasons(code: str, kind: str, uscc: str) -> Iterator[Reason]:
    if Agency.objects.filter(code=code).exists():
        yield Reason("code", f"单位代码“{code}”已被使用")
    if kind not in AgencyKind.values:
        yield Reason("kind", f"单位类别“{kind}”不存在；可选：{'、'.join(AgencyKind.values)}")
    if problem := credit_code_fault(uscc):
        yield Reason("uscc", problem)
