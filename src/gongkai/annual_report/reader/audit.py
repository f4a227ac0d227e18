"""The findings about one report, and about one report beside that of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.annual_report.reader.audit_form import form_findings
from gongkai.annual_report.reader.audit_text import breakdown_findings, rate_reason, scope_reason, text_findings
from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.findings import AuditFinding, Grade, apart, finding
from gongkai.annual_report.reader.narrative import narrative_of
from gongkai.annual_report.reader.reading import Reading
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.figures import Figure, plain
from gongkai.law.annual_report.findings import Finding
from gongkai.law.annual_report.identities import check, identity
from gongkai.law.annual_report.narrative import NARRATIVE

JUMP_FACTOR = 10
JUMP_LEAST = 100
_JUMP_CELLS = (
    "table2.art20_1.normative_documents.in_force", "table2.art20_5.permits.decisions", "table2.art20_6.penalties.decisions",
    "table2.art20_6.coercion.decisions", "table2.art20_8.charges.amount_wan_yuan", "table3.new_received.total",
)  # fmt: skip


def identities_of(reading: Reading, previous: Reading | None = None) -> list[Finding]:
    """The law's identities at every place; None where a cell, a year or the scope of a statement is unknown."""
    figures = {key: value for key, value in reading.figures.items() if key in CELLS and not key.startswith("other.")}
    figures.pop("derived.normative_documents_in_force_previous_year", None)
    before = {key: value for key, value in previous.figures.items() if key in CELLS} if previous else None
    return check(figures, before, narrative=narrative_of(reading.texts))


def audit(reading: Reading, previous: Reading | None = None) -> list[AuditFinding]:
    """Findings in the order a reader meets them: form, tables, text, years."""
    return [
        *form_findings(reading),
        *_identity_findings(reading, identities_of(reading, previous)),
        *breakdown_findings(reading),
        *text_findings(reading),
        *(_jumps(reading, previous) if previous else ()),
    ]


def _identity_findings(reading: Reading, assessed: Sequence[Finding]) -> Iterator[AuditFinding]:
    for one in assessed:
        if one.holds is False:
            yield _failed(reading, one)


def _failed(reading: Reading, one: Finding) -> AuditFinding:
    cause, grade = _cause(reading, one)
    where = next(
        (reading.claims[cell].where for cell in one.cells if cell in reading.claims and reading.claims[cell].where), ""
    )
    return finding(
        one.id,
        _sentence(one),
        one.cells,
        left=one.left,
        right=one.right,
        where=where,
        cause=cause or one.likely_cause_zh,
        grade=grade,
    )


def _sentence(one: Finding) -> str:
    """For the return letter: the text against the table by name, an identity with its arithmetic."""
    if one.id == "N-1" and len(one.cells) == 2 and one.left is not None and one.right is not None:
        label = CELLS[one.cells[1]].label_zh if one.cells[1] in CELLS else one.cells[1]
        said = one.expression.split(" = ")[0]
        return (
            f"正文“{one.scope_zh}”写的是{said}，表格“{label}”是{plain(one.right)}{apart(one.left, one.right)}。请核实。"
        )
    place = f"“{one.scope_zh}”" if one.scope_zh else ""
    rule = identity(one.id).statement_zh
    return f"{_table(one)}{place}不符合“{rule}”：{one.expression}{apart(one.left, one.right)}。请核实。"


def _table(one: Finding) -> str:
    head = one.scope.partition(".")[0]
    return {"table2": "第二部分表格", "table3": "第三部分表格", "table4": "第四部分表格"}.get(head, "正文")


def _cause(reading: Reading, one: Finding) -> tuple[str, Grade | None]:
    """Patterns that real reports show: a total left at 0; a text that speaks of another scope than the table."""
    if one.id in ("T4-1", "T3-2", "T3-3") and one.left == 0 and one.right:
        return "总计栏没有填写，仍为0", None
    reason = ""
    if one.id == "N-1" and one.scope in NARRATIVE and one.scope in reading.texts:
        reason = scope_reason(reading, one.scope, one.left, one.right)
    elif one.id == "N-2" and one.scope in reading.texts:
        reason = rate_reason(reading, one.scope, one.left)
    return (reason, Grade.WARNING) if reason else ("", None)


def _jumps(reading: Reading, previous: Reading) -> Iterator[AuditFinding]:
    for key in _JUMP_CELLS:
        now, before = (one.claims[key] for one in (reading, previous))
        if now.status is not Status.GIVEN or before.status is not Status.GIVEN:
            continue
        if _is_jump(now.value, before.value):
            label = CELLS[key].label_zh
            message = f"“{label}”由上年{before.value}变为{now.value}，变化超过{JUMP_FACTOR}倍，请核实或者说明原因。"
            yield finding("J-1", message, (key,), left=now.value, right=before.value, where=now.where)


def _is_jump(now: Figure, before: Figure) -> bool:
    small, large = sorted((now or 0, before or 0))
    return large >= JUMP_LEAST and large >= max(small, 1) * JUMP_FACTOR
