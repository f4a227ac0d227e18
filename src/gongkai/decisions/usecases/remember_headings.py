"""A unit says what its own headings mean; the next file is understood without asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.decisions.columns import COLUMNS
from gongkai.decisions.header import normal
from gongkai.decisions.headings import national_headings
from gongkai.decisions.models import Kind
from gongkai.decisions.rights import allow
from gongkai.decisions.transfers import UnitMapping


def remember_headings(*, act: Act, agency: Agency, kind: Kind, meanings: Mapping[str, str]) -> int:
    """Keep heading -> field; an empty field forgets the heading. Gives how many are kept. Raises NotAllowed, Refused."""
    allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
    refuse_if(_reasons(kind, meanings))
    chosen = {normal(heading): attr for heading, attr in meanings.items()}
    with transaction.atomic():
        UnitMapping.objects.filter(agency=agency, kind=kind, heading__in=chosen).delete()
        kept = UnitMapping.objects.bulk_create(
            UnitMapping(
                agency=agency, kind=kind, heading=heading, attr=attr, chosen_by=act.actor_name, chosen_at=act.now
            )
            for heading, attr in chosen.items()
            if attr
        )  # fmt: skip
        record(
            act, "decisions.headings_chosen", "agency", agency.code, chain=agency.code,
            facts={"kind": str(kind), "headings": len(kept)}, changed=dict(chosen),
        )  # fmt: skip
    return len(kept)


def _reasons(kind: Kind, meanings: Mapping[str, str]) -> Iterator[Reason]:
    fields = {column.attr for column in COLUMNS[kind]}
    taken: dict[str, str] = {}
    for heading, attr in meanings.items():
        name = normal(heading)
        if not 0 < len(name) <= 60:
            yield Reason("heading", f"列名“{heading[:20]}”应为1至60个字")
        elif name in national_headings(kind):
            yield Reason("heading", f"“{heading}”是{kind.label}台账的标准列名，不能改作他用")
        if attr and attr not in fields:
            yield Reason("attr", f"“{attr}”不是{kind.label}台账的数据项")
        elif attr and attr in taken:
            yield Reason("attr", f"“{heading}”与“{taken[attr]}”对应到了同一数据项")
        taken[attr] = heading
