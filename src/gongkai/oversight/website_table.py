"""The yearly website table (政府网站工作年度报表, domain 5.4) as rows: computed from measures, set in the site's settings, or entered with a source.

Due by 31 January (WEBR). Its checks run on the server; a row nobody can count and nobody entered stays marked, it is never called zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.settings import SETTINGS, setting_of
from gongkai.agencies.tree import area_ids
from gongkai.engagement.letter_figures import letter_figures
from gongkai.measures.registry import Question, measure
from gongkai.newmedia.models import AccountRole, Platform
from gongkai.newmedia.selectors import accounts_within
from gongkai.oversight.models import WebsiteEntry
from gongkai.oversight.papers import Heading, Paper, Table, Text

NOT_KNOWN = "〔未取数〕"


@dataclass(frozen=True, slots=True)
class Row:
    """``measure`` (``plus`` others added to it) with its dimensions, or ``setting``, or ``sum_of`` keys; none of them: entered. ``choices`` for yes or no."""

    key: str
    block: str
    label: str
    unit: str = ""
    measure: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    setting: str = ""
    plus: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    is_text: bool = False


_NEWS = ("zwdt", "zwdt-bm", "zwdt-xz", "zwdt-zz")
_GENERAL = ("A20-02",)
_ITEMS = "catalogue.items_published"


def _entered(block: str, *rows: tuple[str, str, str]) -> tuple[Row, ...]:
    return tuple(Row(key, block, label, unit, is_text=unit in ("", "是否")) for key, label, unit in rows)


ROWS: tuple[Row, ...] = (
    Row("site_name", "网站", "网站名称", setting="site.name"),
    Row("site_address", "网站", "首页网址", setting="site.domain"),
    *_entered("网站", ("site_type", "网站类型", "")),
    Row("site_code", "网站", "政府网站标识码", setting="site.id_code"),
    Row("site_icp", "网站", "ICP备案号", setting="site.icp"),
    Row("site_police", "网站", "公安机关备案号", setting="site.police"),
    *_entered("网站", ("visitors", "独立用户访问总量", "个"), ("visits", "网站总访问量", "次")),
    Row("items_general", "信息发布", "概况类信息更新量", "条", _ITEMS, (("column", _GENERAL),)),
    Row("items_news", "信息发布", "政务动态信息更新量", "条", _ITEMS, (("column", _NEWS),)),
    Row("items_catalogue", "信息发布", "信息公开目录信息更新量", "条", "", ()),
    Row("items_total", "信息发布", "总数", "条", sum_of=("items_general", "items_news", "items_catalogue")),
    Row("topics_kept", "专栏专题", "维护数量", "个", "topics.kept"),
    Row("topics_new", "专栏专题", "新开设数量", "个", "topics.opened"),
    Row("interpretations", "解读回应", "解读信息发布总数", "条", "catalogue.interpretations_published"),
    *_entered("解读回应", ("interpretation_materials", "解读材料数量", "个"), ("interpretation_products", "解读产品数量", "个"), ("media_comments", "媒体评论文章数量", "篇"),
              ("responses", "回应公众关注热点或重大舆情数量", "次")),
    *_entered("办事服务", ("services_listed", "是否发布服务事项目录", "是否"), ("service_users", "注册用户数", "个"),
              ("services", "政务服务事项数量", "项"), ("services_online", "可全程在线办理政务服务事项数量", "项"),
              ("cases_persons", "自然人办件量", "件"), ("cases_legal", "法人办件量", "件")),
    Row("cases_total", "办事服务", "办件量总数", "件", sum_of=("cases_persons", "cases_legal")),
    *_entered("互动交流", ("one_platform", "是否使用统一平台", "是否")),
    Row("letters_received", "互动交流", "收到留言数量", "条", "engagement.letters_received"),
    Row("letters_closed", "互动交流", "办结留言数量", "条", "engagement.letters_closed"),
    Row("letters_days", "互动交流", "平均办理时间", "天"),
    Row("letters_public", "互动交流", "公开答复数量", "条", "engagement.letters_public"),
    Row("consultations", "互动交流", "征集调查期数", "期", "engagement.consultations", plus=("engagement.surveys",)),
    Row("opinions", "互动交流", "收到意见数量", "条", "engagement.consultation_opinions", plus=("engagement.survey_answers",)),
    Row("feedbacks", "互动交流", "公布调查结果期数", "期", "engagement.consultation_feedbacks", plus=("engagement.survey_results",)),
    Row("interviews", "互动交流", "访谈期数", "期", "engagement.interviews"),
    Row("interview_questions", "互动交流", "网民留言数量", "条", "engagement.interview_questions"),
    Row("interview_answers", "互动交流", "答复网民提问数量", "条", "engagement.interview_answers"),
    *_entered("互动交流", ("chatbot", "是否提供智能问答", "是否")),
    *_entered("安全防护", ("security_checks", "安全检测评估次数", "次"), ("problems_found", "发现问题数量", "个"),
              ("problems_mended", "问题整改数量", "个"), ("monitoring", "是否建立安全监测预警机制", "是否"),
              ("drill", "是否开展应急演练", "是否"), ("security_person", "是否明确网站安全责任人", "是否")),
    Row("has_media", "移动新媒体", "是否有移动新媒体", "是否"),
    Row("weibo_name", "移动新媒体", "微博名称"),
    Row("weibo_posts", "移动新媒体", "微博信息发布量", "条", "newmedia.posts", (("platform", ("WEIBO",)),)),
    *_entered("移动新媒体", ("weibo_followers", "微博关注量", "个")),
    Row("wechat_name", "移动新媒体", "微信名称"),
    Row("wechat_posts", "移动新媒体", "微信信息发布量", "条", "newmedia.posts", (("platform", ("WECHAT",)),)),
    *_entered("移动新媒体", ("wechat_followers", "微信订阅数", "个")),
    Row("media_accounts", "移动新媒体", "移动新媒体账号数量", "个", "newmedia.accounts"),
    *_entered("创新发展", ("innovation", "搜索即服务、多语言版本、无障碍浏览、千人千网等", "")),
)  # fmt: skip
# What is no count and no setting, from its room; None while there is nothing to say.
_ASKED: dict[str, Callable[[Question], str | None]] = {
    "letters_days": lambda asked: _days(letter_figures(asked.agency_ids, asked.first.year).whole.average_days),
    "has_media": lambda asked: "是" if accounts_within(asked.agency_ids, asked.first, asked.last).exists() else "否",
    "weibo_name": lambda asked: _name_of(asked, Platform.WEIBO),
    "wechat_name": lambda asked: _name_of(asked, Platform.WECHAT),
}
ENTERED = {
    row.key: row
    for row in ROWS
    if not (row.measure or row.setting or row.sum_of or row.key in _ASKED or row.key == "items_catalogue")
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it stands in the table, and where it comes from; None is not known."""

    row: Row
    value: int | str | None
    source: str


@dataclass(frozen=True, slots=True)
class Check:
    """``holds`` is None while a value is not known."""

    text: str
    holds: bool | None


def table_of(agency: Agency, year: int, today: date) -> list[Cell]:
    """Every row for a government's whole area and a year, as known today."""
    last = min(date(year, 12, 31), max(today, date(year, 1, 1)))
    question = Question(area_ids(agency), date(year, 1, 1), date(year, 12, 31), today)
    entered = {one.key: one for one in WebsiteEntry.objects.filter(agency=agency, year=year)}
    values: dict[str, Cell] = {}
    for row in ROWS:
        if not row.sum_of:
            values[row.key] = _cell(row, agency, question, entered, last)
    for row in ROWS:
        if row.sum_of:
            parts = [values[key].value for key in row.sum_of]
            known = [part for part in parts if isinstance(part, int)]
            values[row.key] = Cell(row, sum(known) if len(known) == len(parts) else None, "合计")
    return [values[row.key] for row in ROWS]


def _cell(row: Row, agency: Agency, question: Question, entered: dict[str, WebsiteEntry], day: date) -> Cell:
    if row.key == "items_catalogue":  # everything published that is neither news nor general information
        rest = measure(_ITEMS).count(question) - _counted(_ITEMS, question, "column", (*_NEWS, *_GENERAL))
        return Cell(row, rest, "系统统计")
    if row.measure:
        if not row.where:
            counted = sum(measure(name).count(question) for name in (row.measure, *row.plus))
            return Cell(row, counted, "系统统计")
        (name, accepted), *_ = row.where
        return Cell(row, _counted(row.measure, question, name, accepted), "系统统计")
    if row.key in _ASKED:
        return Cell(row, _ASKED[row.key](question), "系统统计")
    if row.setting:
        value = setting_of(agency, row.setting, day) or (agency.name if row.setting == "site.name" else "")
        return Cell(row, value or None, SETTINGS[row.setting].label_zh)
    one = entered.get(row.key)
    if one is None:
        return Cell(row, None, "")
    return Cell(row, one.value if row.is_text else int(one.value), f"填报：{one.source}")


def _days(average: float | None) -> str | None:
    return None if average is None else f"{average:g}"


def _name_of(asked: Question, platform: str) -> str | None:
    """The government's own account on a platform, as it ran in the year."""
    own = accounts_within(asked.agency_ids, asked.first, asked.last)
    own = own.filter(platform=platform, account_role=AccountRole.MAIN).order_by("opened_on", "id")
    return own.values_list("name", flat=True).first()


def _counted(name: str, question: Question, dimension: str, accepted: tuple[str, ...]) -> int:
    groups = measure(name).grouped(question, (dimension,))
    return sum(count for (value,), count in groups.items() if value in accepted)


# (smaller, larger): the smaller may not exceed the larger.
ORDERS: tuple[tuple[str, str], ...] = (
    ("letters_closed", "letters_received"), ("letters_public", "letters_closed"), ("problems_mended", "problems_found"),
    ("services_online", "services"), ("topics_new", "topics_kept"), ("feedbacks", "consultations"),
)  # fmt: skip


def checks_of(cells: list[Cell]) -> Iterator[Check]:
    values = {cell.row.key: cell.value for cell in cells}
    labels = {row.key: row.label for row in ROWS}
    for small, large in ORDERS:
        a, b = values[small], values[large]
        holds = a <= b if isinstance(a, int) and isinstance(b, int) else None
        yield Check(f"{labels[small]}（{_shown(a)}）≤ {labels[large]}（{_shown(b)}）", holds)


def _shown(value: int | str | None) -> str:
    return NOT_KNOWN if value is None else str(value)


def table_paper(agency: Agency, year: int, today: date) -> Paper:
    cells = table_of(agency, year, today)
    rows = tuple(
        (
            cell.row.block,
            cell.row.label,
            _shown(cell.value),
            cell.row.unit if cell.row.unit != "是否" else "",
            cell.source,
        )
        for cell in cells
    )
    failing = [check.text for check in checks_of(cells) if check.holds is False]
    return Paper(
        f"政府网站工作年度报表（{year}年度）", agency.name, today,
        (
            Table(("板块", "指标", "数值", "单位", "来源"), rows, frozenset({2}), "政府网站工作年度报表"),
            Heading("核对"), Text("核对关系均成立或者暂不能核对。" if not failing else f"不成立：{'；'.join(failing)}。"),
        ),
    )  # fmt: skip
