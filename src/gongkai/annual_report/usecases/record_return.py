"""Record a unit's return (填报表) with its stamped scan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import may_see, require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import Scope, Sheet, SheetKind
from gongkai.annual_report.sheets import RETURNABLE, Given, read_values, source_reasons, value_reasons, year_reasons
from gongkai.annual_report.usecases.hand_in import hand_in
from gongkai.audit.acts import Act


def record_return(
    *, act: Act, agency: Agency, year: int, values: Given, source: str, scan_name: str, scan: bytes,
    zero_blocks: Collection[str] = (), scope: str = Scope.OWN,
) -> Sheet:  # fmt: skip
    """Hand in what a unit reports for a year: by the unit itself, or by the competent authority that got it on paper.

    ``scope`` area: a government hands in the sums of its whole area, which count instead of everything of its units.
    A blank (None) says nothing; 0 says none; ``zero_blocks`` such as ``("table4.",)`` say none for a whole table.
    """
    if Role.SUPERVISOR not in act.roles or not may_see(act, agency.id):
        require(act, Role.DRAFTER, agency_id=agency.id)
    read = read_values(values, zero_blocks)
    refuse_if(
        [
            *year_reasons(year, act.today),
            *source_reasons(source),
            *value_reasons(read, RETURNABLE),
            *_block_reasons(zero_blocks),
            *_scope_reasons(agency, scope),
        ]
    )
    with transaction.atomic():
        return hand_in(
            act,
            SheetKind.RETURN,
            agency,
            year,
            read,
            source,
            happened_on=date(year, 12, 31),
            scope=scope,
            scan_name=scan_name,
            scan=scan,
        )


def _scope_reasons(agency: Agency, scope: str) -> Iterator[Reason]:
    if scope not in Scope.values or (scope == Scope.AREA and not agency.is_government):
        yield Reason("scope", f"{agency.name}不是一级政府，只能填报本单位的数")


def _block_reasons(zero_blocks: Collection[str]) -> Iterator[Reason]:
    for block in zero_blocks:
        if not block or not any(key.startswith(block) for key in RETURNABLE):
            yield Reason("zero_blocks", f"“{block}”不是表格的开头；可填如 table3.、table4.")
