"""One decision as a list line and opened on the desk, without personal data in the clear."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.clock import legal_day
from gongkai.decisions.columns import COLUMNS
from gongkai.decisions.models import (
    AdministrativeCharge,
    CoercionRecord,
    Counterparty,
    DecisionVersion,
    PenaltyRecord,
    PermitRecord,
)
from gongkai.decisions.public import address
from gongkai.decisions.selectors import revocation_of, versions_of
from gongkai.law.masks import mask_person_name, mask_resident_number
from gongkai.law.publicity import LABELS_ZH, Publicity
from gongkai.measures.registry import RecordDetail, RecordLine
from gongkai.privacy.detection import masked_text

_NAMES = frozenset({"representative"})
_NUMBERS = frozenset({"person_id", "representative_id"})


def line(record: DecisionVersion) -> RecordLine:
    who = "自然人" if record.is_person else masked_text(record.counterparty_name)
    return RecordLine(
        key=record.pk, day=record.happened_on, agency_id=record.agency_id, number=record.document_number,
        title=f"{subject(record)}：{who}" if who else subject(record),
        state=LABELS_ZH[Publicity(record.publicity)],
        public_url=address(record) if record.publicity == Publicity.PUBLISH else "",
    )  # fmt: skip


def subject(record: DecisionVersion) -> str:
    """What was decided, in a few words: from enumerations, and titles in which persons are masked."""
    match record:
        case PermitRecord():
            return f"{masked_text(record.document_title, persons_named(record))}（{record.permit_kind}）"
        case PenaltyRecord():
            return f"行政处罚（{record.penalty_kinds}）"
        case CoercionRecord():
            return f"{record.coercion_type}（{record.coercion_kind}）"
        case AdministrativeCharge():
            return f"{record.item} {yuan(record.amount_fen)}元"
    raise TypeError(f"{type(record).__name__} is no ledger row")


def persons_named(record: DecisionVersion) -> tuple[str, ...]:
    """Persons the record itself names: they are concerned, so their names are masked in its texts."""
    return tuple(name for name in (record.person_name, record.representative) if name)


def yuan(fen: int) -> str:
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // 100}.{fen % 100:02d}"


def detail(record: DecisionVersion) -> RecordDetail:
    fields = [("公示", LABELS_ZH[Publicity(record.publicity)])]
    if record.is_person:
        fields.append(("相对人姓名", mask_person_name(record.person_name)))
    shown = ((column.headings[0], _shown(record, column.attr)) for column in COLUMNS[record.KIND])
    fields.extend((label, text) for label, text in shown if text)
    return RecordDetail(line(record), tuple(fields), _history(record))


def _shown(record: DecisionVersion, attr: str) -> str:
    value: Any = getattr(record, attr)
    if value is None or value == "":
        return ""
    if attr == "counterparty_kind":
        return str(Counterparty(value).label)
    if attr in _NAMES:
        return mask_person_name(str(value))
    if attr in _NUMBERS:
        return mask_resident_number(str(value))
    if attr in ("fine_fen", "confiscated_fen"):
        return f"{value / 1_000_000:.6f}"
    return yuan(value) if attr == "amount_fen" else str(value)


def _history(record: DecisionVersion) -> tuple[tuple[date, str, str], ...]:
    """Each committed version with its file, then the revocation."""
    steps = []
    for number, version in enumerate(versions_of(record)):
        committed = version.batch.committed_at
        if committed is not None:
            brought = version.batch.file_name or ("工作台更正" if number else "单笔登记")
            steps.append((legal_day(committed), f"{'更正' if number else '导入'}：{brought}", ""))
    if (revoked := revocation_of(record)) is not None:
        steps.append((revoked.happened_on, revoked.get_ground_display(), "PEN 48(2)"))
    return tuple(steps)
