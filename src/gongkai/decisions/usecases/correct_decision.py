"""Something in one decision's row is wrong: a new version with the reason; the version before stays what it was on its days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import transaction

from gongkai.agencies.errors import Reason, Refused, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.decisions.checking import RowChecker, RowRejected
from gongkai.decisions.columns import COLUMNS
from gongkai.decisions.header import Header
from gongkai.decisions.kept import Correction
from gongkai.decisions.models import DecisionVersion, Kind
from gongkai.decisions.rights import allow, organ_codes
from gongkai.decisions.selectors import decision_on
from gongkai.decisions.staging import write_single
from gongkai.decisions.writing import cells_of

IDENTITY = frozenset({"document_number", "counterparty_index"})
"""What names a decision is not corrected: a wrong number is revoked and imported anew."""


def correct_decision(
    *,
    act: Act,
    agency: Agency,
    kind: Kind,
    document_number: str,
    changes: Mapping[str, str],
    reason: str,
    counterparty_index: int = 1,
) -> DecisionVersion:
    """Write a new version with ``changes`` (field -> cell as a file would have it), checked like a row of a file.

    Raises NotAllowed, NotFound, Refused.
    """
    allow(act, agency, Role.DRAFTER, Role.PUBLISHER)
    with transaction.atomic():
        record = decision_on(
            agency=agency,
            kind=kind,
            document_number=document_number,
            counterparty_index=counterparty_index,
            day=act.today,
        )
        before = cells_of(record)
        refuse_if(_reasons(record, before, changes, reason))
        row = _checked(act, agency, kind, before, changes)
        batch = write_single(act=act, agency=agency, kind=kind, row=row, event="decisions.corrected", replaces=record)
        Correction.objects.create(batch=batch, fields=sorted(changes), reason=reason.strip())
        return type(record)._default_manager.get(pk=batch.first_key)


def _reasons(record: DecisionVersion, before: list[str], changes: Mapping[str, str], reason: str) -> Iterator[Reason]:
    known = {column.attr: cell for column, cell in zip(COLUMNS[record.KIND], before, strict=True)}
    for attr in changes:
        if attr not in known or attr in IDENTITY:
            yield Reason(attr, f"“{attr}”不能更正；文书号、序号有误的，请撤销后重新导入")
    if not reason.strip():
        yield Reason("reason", "更正须说明理由")
    if all(known.get(attr) == cell.strip() for attr, cell in changes.items()):
        yield Reason("", "没有改动任何内容")
    if record.superseded_by_id is not None:
        yield Reason("", "该台账正在导入，请待其完成后再更正")


def _checked(act: Act, agency: Agency, kind: Kind, before: list[str], changes: Mapping[str, str]) -> list[str]:
    """The row in canonical text. Raises Refused with every fault."""
    columns = COLUMNS[kind]
    header = Header(columns, tuple(range(len(columns))), ())
    checker = RowChecker(kind, header, today=act.today.isoformat(), organ_codes=organ_codes(agency), owner=agency.name)
    cells = [changes.get(column.attr, cell) for column, cell in zip(columns, before, strict=True)]
    try:
        return checker.check(1, cells)
    except RowRejected as rejected:
        raise Refused([Reason(one.field, f"{one.field}：{one.reason}") for one in rejected.rejects]) from rejected
