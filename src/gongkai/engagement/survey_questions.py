"""The questions of a questionnaire as an officer writes them, one a line, and an answer held against them.

评价｜您对公开内容的真实性是否满意？
单选｜您多久看一次政府网站？｜每天/每周/很少
多选｜您关注哪些信息？｜政策文件/办事指南/财政资金
文字｜您有什么意见和建议？
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from gongkai.agencies.errors import Reason, Refused

KINDS = {"评价": "GRADE", "单选": "ONE", "多选": "MANY", "文字": "WORDS"}
GRADES = ("满意", "基本满意", "不满意")
MOST_QUESTIONS, MOST_CHOICES, LONGEST_WORDS = 30, 20, 1000

# Contents of an appraisal (domain 8): truthful, timely, procedure, rules in place, channels, attitude, form as requested.
APPRAISAL = "\n".join(
    (
        "评价｜公开的信息是否真实、准确？", "评价｜公开是否及时？", "评价｜公开的内容是否全面？", "评价｜公开的程序是否规范？",
        "评价｜公开制度是否健全？", "评价｜获取信息的渠道是否方便？", "评价｜工作人员的服务态度如何？",
        "评价｜依申请公开是否按要求的形式提供？", "文字｜您对政府信息公开工作有什么意见和建议？",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """``key`` names it in an answer; ``choices`` is empty for free words."""

    key: str
    kind: str
    text: str
    choices: tuple[str, ...] = ()


def questions_in(text: str) -> tuple[Question, ...]:
    """Read what an officer wrote. Raises Refused with every faulty line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reasons = list(_reasons(lines))
    if reasons:
        raise Refused(reasons)
    return tuple(_read(place, line) for place, line in enumerate(lines, 1))


def written(questions: Sequence[Question]) -> str:
    """The same as an officer writes it."""
    names = {kind: name for name, kind in KINDS.items()}
    return "\n".join(
        "｜".join(
            filter(None, (names[one.kind], one.text, "/".join(one.choices) if one.kind in ("ONE", "MANY") else ""))
        )
        for one in questions
    )


def stored(questions: Sequence[Question]) -> list[dict[str, Any]]:
    return [asdict(question) for question in questions]


def of(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    return tuple(Question(row["key"], row["kind"], row["text"], tuple(row["choices"])) for row in rows)


def answer_reasons(questions: Sequence[Question], said: Mapping[str, Sequence[str]]) -> Iterator[Reason]:
    """Every question with choices needs an answer among them; free words may stay empty."""
    for place, question in enumerate(questions, 1):
        values = [value for value in said.get(question.key, ()) if value]
        if question.kind == "WORDS":
            longest = max(map(len, values), default=0)
            if longest > LONGEST_WORDS:
                yield Reason(question.key, f"第{place}题最多{LONGEST_WORDS}字，现有{longest}字")
        elif not values:
            yield Reason(question.key, f"请回答第{place}题")
        elif not set(values) <= set(question.choices) or (question.kind != "MANY" and len(values) > 1):
            yield Reason(question.key, f"第{place}题的回答不在可选范围；可选：{'、'.join(question.choices)}")


def _parts(line: str) -> list[str]:
    return [part.strip() for part in re.split(r"[｜|]", line)]


def _read(place: int, line: str) -> Question:
    parts = _parts(line)
    kind = KINDS[parts[0]]
    choices = GRADES if kind == "GRADE" else tuple(_choices(parts[2])) if kind in ("ONE", "MANY") else ()
    return Question(f"q{place}", kind, parts[1], choices)


def _choices(text: str) -> list[str]:
    return [choice.strip() for choice in re.split(r"[/／]", text) if choice.strip()]


def _reasons(lines: Sequence[str]) -> Iterator[Reason]:
    if not 1 <= len(lines) <= MOST_QUESTIONS:
        yield Reason("questions", f"请填写1至{MOST_QUESTIONS}个问题，每行一个；现有{len(lines)}个")
    for place, line in enumerate(lines, 1):
        parts = _parts(line)
        if parts[0] not in KINDS or len(parts) < 2 or not parts[1] or len(parts[1]) > 200:
            yield Reason(
                "questions",
                f"第{place}行“{line[:30]}”不能识别；请写成“评价｜问题”“单选｜问题｜选项/选项”“多选｜问题｜选项/选项”或者“文字｜问题”",
            )
        elif KINDS[parts[0]] in ("ONE", "MANY"):
            choices = _choices(parts[2]) if len(parts) > 2 else []
            if not 2 <= len(choices) <= MOST_CHOICES or len(set(choices)) < len(choices):
                yield Reason("questions", f"第{place}行须有2至{MOST_CHOICES}个不重复的选项，以“/”分隔")
