"""Enter a value of the yearly website table that has no record here, with where it comes from."""

from __future__ import annotations

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.oversight.models import WebsiteEntry
from gongkai.oversight.website_table import ENTERED


def enter_website_value(*, act: Act, agency: Agency, year: int, key: str, value: str, source: str) -> WebsiteEntry:
    """A computed value is never typed over; entering again replaces what was entered."""
    require(act, Role.OFFICE_HEAD, Role.DRAFTER, agency_id=agency.pk)
    row, given = ENTERED.get(key), value.strip()
    reasons = []
    if row is None:
        reasons.append(Reason("key", "这一项由系统统计或者取自网站参数，不能填报"))
    elif row.unit == "是否" and given not in ("是", "否"):
        reasons.append(Reason("value", f"“{row.label}”应填是或者否；所填：{given[:20]}"))
    elif not row.is_text and not (given.isdecimal() and len(given) <= 12):
        reasons.append(Reason("value", f"“{row.label}”应为不小于0的整数；所填：{given[:20]}"))
    elif not given or len(given) > 200:
        reasons.append(Reason("value", f"请填写“{row.label}”，最多200字"))
    if not source.strip() or len(source) > 200:
        reasons.append(Reason("source", "请写明数据来源，如网站统计后台、安全测评报告编号，最多200字"))
    if not 2019 <= year <= act.today.year:
        reasons.append(Reason("year", f"年度应为2019至{act.today.year}"))
    refuse_if(reasons)
    with transaction.atomic():
        entry, _ = WebsiteEntry.objects.update_or_create(
            agency=agency, year=year, key=key,
            defaults={"value": given, "source": source.strip(), "entered_by": act.actor_id, "entered_at": act.now},
        )  # fmt: skip
        facts: dict[str, str | int] = {"year": year, "key": key}
        record(
            act,
            "oversight.website_value_entered",
            "website_entry",
            public_id(entry.pk),
            facts=facts,
            changed={"value": given},
        )
    return entry
