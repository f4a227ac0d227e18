"""A block of text: which contents it names, whether it may be used, and how it is filled.

Filling is replacing names by values once; a value is never read for names again, and nothing in a text is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.agencies.errors import Reason
from gongkai.agencies.models import Agency
from gongkai.law.errors import nearest
from gongkai.law.letters import LETTERS, Content, letters_with
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.reference import Ref
from gongkai.notices.models import LAYOUT, BlockVersion
from gongkai.notices.wording import BLOCK_LABELS, WORDING

LONGEST = 8000
_NAME = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def names_in(text: str) -> tuple[str, ...]:
    """The contents a text names, in order, each once."""
    return tuple(dict.fromkeys(_NAME.findall(text)))


def block_label(block: str) -> str:
    if block == LAYOUT:
        return "文书版式（DOCX）"
    if block in BLOCK_LABELS:
        return BLOCK_LABELS[block]
    letter = LETTERS[block]
    if block.startswith("REPLY."):
        return f"答复结论：{_outcome_label(block)}"
    return letter.title_zh + {"CONSULTATION_THIRD_PARTY": "（第三方）", "CONSULTATION_AGENCY": "（其他机关）",
                              "CLOSED_NOT_CORRECTED": "（逾期不补正）", "CLOSED_FEE_UNPAID": "（逾期不缴费）"}.get(block, "")  # fmt: skip


def _outcome_label(block: str) -> str:
    from_table = OUTCOMES[block.removeprefix("REPLY.")]
    return from_table.label_zh


def known_contents(block: str) -> Mapping[str, Content]:
    """What a block may name: the contents that every letter composed with it has."""
    letters = letters_with(block)
    common = set.intersection(*({content.label_zh for content in letter.contents} for letter in letters))
    return {content.label_zh: content for content in letters[0].contents if content.label_zh in common}


def faults(block: str, text: str) -> Iterator[Reason]:
    """Why a text cannot be a version of a block: unknown names, and contents the law asks for that are gone."""
    known = known_contents(block)
    if not text.strip():
        yield Reason("text", "文字不能为空")
    if len(text) > LONGEST:
        yield Reason("text", f"文字有 {len(text)} 个字，最多 {LONGEST} 个字")
    for name in names_in(text):
        if name not in known:
            near = nearest(name, known)
            yield Reason("text", f"没有“{{{{{name}}}}}”这一内容{f'，{near}' if near else ''}；可用：{'、'.join(known)}")
    rest = _NAME.sub("", text)
    if "{{" in rest or "}}" in rest:
        yield Reason("text", "双花括号没有成对，内容应写作 {{申请编号}}")
    for name in names_in(WORDING[block]):
        content = known[name]
        if content.required and name not in names_in(text):
            article = "、".join(basis.zh for basis in content.basis if isinstance(basis, Ref))
            yield Reason("text", f"缺少必备内容“{{{{{name}}}}}”", article)


def text_in_force(agency: Agency, blocks: tuple[str, ...], day: date) -> dict[str, str]:
    """The words of each block on a day: the nearest agency's latest approved version, else ours. One query."""
    codes = [part for part in agency.path.split("/") if part]
    rows = BlockVersion.objects.filter(
        agency__code__in=codes, block__in=blocks, effective_on__lte=day, state=BlockVersion.State.APPROVED
    ).values_list("agency__path", "effective_on", "decided_at", "block", "text")
    chosen = {block: text for _, _, _, block, text in sorted(rows, key=lambda row: (len(row[0]), row[1], row[2]))}
    return {block: chosen.get(block, WORDING[block]) for block in blocks}


def paragraphs(text: str, values: Mapping[str, str], optional: frozenset[str]) -> Iterator[str]:
    """The filled paragraphs. One that names an optional content without a value is left out; a value of several lines
    becomes several paragraphs where it stands alone."""
    for line in text.splitlines():
        names = names_in(line)
        if not line.strip() or any(name in optional and not values.get(name) for name in names):
            continue
        filled = _NAME.sub(lambda found: values[found[1]], line)
        yield from (part.strip() for part in filled.splitlines() if part.strip())
