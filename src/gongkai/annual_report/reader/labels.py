"""Labels of the official tables, and how a printed label is recognised: by phrases only this row has, or by its beginning.

Printed labels come wrapped, split over cells, with full-width or missing punctuation. ``normal`` keeps words and digits alone.
A label that fits two rows fits none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from types import MappingProxyType

from gongkai.annual_report.reader.printed import RADICALS
from gongkai.law.annual_report.rows import TABLE3_ROWS

PHRASES = MappingProxyType(
    {
        "new_received": ("本年新收", "新收政府信息公开申请"),
        "carried_in": ("上年结转", "上年度结转"),
        "granted": ("予以公开",),
        "partially_granted": ("部分公开", "区分处理的", "只计这一情形"),
        "refused.state_secret": ("国家秘密",),
        "refused.forbidden_by_law": ("其他法律行政", "法律行政法规禁止"),
        "refused.security_stability": ("三安全",),
        "refused.third_party": ("第三方",),
        "refused.internal_affairs": ("内部事务", "三类内部"),
        "refused.process_information": ("过程性信息", "四类过程"),
        "refused.enforcement_file": ("行政执法案",),
        "refused.administrative_query": ("行政查询",),
        "unable.not_held": ("不掌握",),
        "unable.needs_creation": ("现成信息", "另行制作"),
        "unable.still_unclear": ("补正后申请", "仍不明确"),
        "not_processed.petition": ("信访举报",),
        "not_processed.repeat": ("重复申请",),
        "not_processed.publication": ("公开出版",),
        "not_processed.excessive": ("正当理由大量", "反复申请"),
        "not_processed.confirm_reissue": ("要求行政机关确认", "出具已获取"),
        "other.not_corrected": ("逾期不补正", "正当理由逾期"),
        "other.fee_unpaid": ("未按收费", "逾期未按", "缴纳费用"),
        "carried_out": ("结转下年度", "结转下年继续", "下年度继续办理"),
    }
)
"""Phrases that stand in the label of one row of table 3 only."""

EXACT = MappingProxyType(
    {"3其他": "other.other", "3其它": "other.other", "七总计": "results_total", "总计": "results_total",
     "三本年度办理结果七总计": "results_total", "本年度办理结果七总计": "results_total", "七合计": "results_total"}
)  # fmt: skip
"""Short labels, recognised only whole."""

GROUPS = MappingProxyType(
    {"不予公开": "refused", "无法提供": "unable", "不予处理": "not_processed", "其他处理": "other"}
)
RESULTS_HEADING = "本年度办理结果"

COLUMNS3 = MappingProxyType(
    {
        "自然人": 0,
        "商业企业": 1,
        "科研机构": 2,
        "社会公益组织": 3,
        "法律服务机构": 4,
        "其他": 5,
        "其它": 5,
        "总计": 6,
        "合计": 6,
    }
)
LEAVES4 = MappingProxyType({"结果维持": 0, "结果纠正": 1, "其他结果": 2, "尚未审结": 3, "总计": 4})
BLOCKS4 = ("行政复议", "未经复议直接起诉", "复议后起诉")

TABLE2_2021 = MappingProxyType({"本年制发件数": "issued", "本年废止件数": "abolished", "现行有效件数": "in_force"})
TABLE2_2019 = MappingProxyType(
    {"本年新制作数量": "new_made", "本年新公开数量": "new_published", "对外公开总数量": "published_total",
     "上一年项目数量": "previous_items", "本年增减": "change", "处理决定数量": "decisions",
     "采购项目数量": "purchases", "采购总金额": "purchase_amount"}
)  # fmt: skip
FORM_2019_MARKS = (
    *(label for label in TABLE2_2019 if label != "处理决定数量"),
    "其他对外管理服务事项",
    "政府集中采购",
    "第二十条第九项",
)
FORM_2021_MARKS = (*TABLE2_2021, "本年处理决定数量", "本年收费金额")


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """Words and digits of a label: NFKC, no spaces, no punctuation, no strokes."""
    plain = unicodedata.normalize("NFKC", text).translate(RADICALS)
    return "".join(c for c in plain if c.isalnum())


def _official() -> dict[str, str]:
    return {row.key: normal(row.label_zh) for row in TABLE3_ROWS}


OFFICIAL3 = MappingProxyType(_official())
_HEADINGS = re.compile(r"三?本年度办理结果|[一二三四五六]?(?:不予公开|无法提供|不予处理|其他处理)")
_SHORTEST_BEGINNING = 4


@lru_cache(maxsize=8192)
def rows_named(text: str) -> frozenset[str]:
    """The rows of table 3 a printed text names; several where it holds several labels, none where it names none."""
    plain = normal(text)
    if plain in EXACT:
        return frozenset({EXACT[plain]})
    named = {key for key, phrases in PHRASES.items() if any(phrase in plain for phrase in phrases)}
    if named:
        return frozenset(named)
    rest = _HEADINGS.sub("", plain)
    if rest in EXACT:
        return frozenset({EXACT[rest]})
    if len(rest) >= _SHORTEST_BEGINNING:
        return frozenset(key for key, label in OFFICIAL3.items() if label.startswith(rest))
    return frozenset()


@lru_cache(maxsize=8192)
def group_named(text: str) -> str | None:
    """The group (（三）不予公开 ...) a text names, where it names nothing else."""
    plain = normal(text).replace("三" + RESULTS_HEADING, "").replace(RESULTS_HEADING, "")
    plain = plain.lstrip("一二三四五六")
    return GROUPS.get(plain)
