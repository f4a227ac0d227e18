"""Say where an agency's disclosure office is reached: what its letters, its guide and its pages print (REG 12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require_administrator
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record

CONTACTS = {"disclosure_office": "政府信息公开工作机构", "phone": "联系电话", "address": "联系地址"}
LONGEST = 120
ADMINISTRATORS = (Role.OFFICE_HEAD, Role.SYSTEM_ADMIN)


def describe_agency(*, act: Act, agency: Agency, contact: Mapping[str, str]) -> Agency:
    """``contact`` gives fields of ``CONTACTS``; what else is on file (hours, site) stays as it is. Letters already sent do not change."""
    require_administrator(act, agency, *ADMINISTRATORS)
    given = {name: " ".join(text.split()) for name, text in contact.items()}
    refuse_if(_reasons(given))
    with transaction.atomic():
        locked = Agency.objects.select_for_update().get(pk=agency.pk)
        locked.contact = {**(locked.contact or {}), **given}
        locked.save(update_fields=["contact"])
        record(act, "agencies.described", "agency", agency.id, changed=given)
    return locked


def _reasons(given: Mapping[str, str]) -> Iterator[Reason]:
    article = "《中华人民共和国政府信息公开条例》第十二条"
    for name, text in given.items():
        if name not in CONTACTS:
            yield Reason(name, f"没有“{name}”这一项；可填：{'、'.join(CONTACTS.values())}")
        elif not text and name != "disclosure_office":
            yield Reason(name, f"请填写{CONTACTS[name]}，文书须载明", article)
        elif len(text) > LONGEST:
            yield Reason(name, f"{CONTACTS[name]}有 {len(text)} 个字，最多 {LONGEST} 个字")
