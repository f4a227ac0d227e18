"""What is wrong with a template of the report's text, told to the writer in Chinese with what would be right."""

from __future__ import annotations

from difflib import get_close_matches

from gongkai.annual_report.bindings import label_of
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.narrative import NARRATIVE
from gongkai.law.annual_report.sentences import WORDS, TemplateError

_ADVICE = {
    "placeholder": f"数据项写成 {{overview.portal_items}}，约数写成 {{overview.portal_items|余}}；可用文字：{'、'.join(WORDS)}。",
    "brace": "大括号只用于数据项；正文里要写大括号本身，请连写两个。",
    "condition": "条件要写完整：{若 数据项}……{否则}……{完}。",
    "rounding": "约数的进位请写 10、100、1000 或 10000。",
}


def problem_zh(error: TemplateError) -> str:
    """One sentence: what stands there, and what is accepted or was probably meant."""
    if error.field == "figure":
        return f"没有数据项“{error.value}”。{_nearest(str(error.value))}"
    if error.field == "word":
        return f"约数用词“{error.value}”不可用；可用：{'、'.join(error.accepted)}。"
    return f"“{error.value}”无法识别。{_ADVICE.get(error.field, '')}"


def _nearest(key: str) -> str:
    found = get_close_matches(key, [*NARRATIVE, *CELLS], n=1, cutoff=0.5)
    return f"是否要写 {{{found[0]}}}（{label_of(found[0])}）？" if found else "可用的数据项见“可用数据”。"
