"""The catalogue of figures a report's text may name: what, through which channel, in which unit.

A figure here is a kind of statement, never one hard-wired counter: the same quantity is counted in different units, for
different scopes and periods, so unit, period and agencies are stored with each use. ``measure`` names what it is counted from;
None means it can only be entered by hand with a source. ``cell`` names the cell of the tables it must agree with (N-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from gongkai.law.annual_report.rows import Where
from gongkai.law.errors import LawError, nearest

UNITS = (
    "条", "件", "次", "期", "个", "篇", "%", "份", "场", "起", "宗", "项", "人次", "元", "万元", "册", "人", "部", "家", "处", "小时",
    "天", "套", "百分点",
)  # fmt: skip
"""Units seen in published reports."""


@dataclass(frozen=True, slots=True)
class NarrativeFigure:
    """One kind of figure. ``units`` lists the usual unit first; ``part`` is the part of section 一 (or ``other``) it fits in."""

    key: str
    label_zh: str
    what: str
    units: tuple[str, ...]
    channel: str = ""
    part: str = "proactive"
    measure: str | None = None
    where: Where = ()
    cell: str | None = None
    means: str = ""
    """The definition printed beside the figure where words are used differently (受理, 办理)."""

    @property
    def unit(self) -> str:
        return self.units[0]


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage of the text: 100 * sum of ``part`` / sum of ``whole``, both keys of figures."""

    key: str
    part: tuple[str, ...]
    whole: tuple[str, ...]


_ITEMS, _CASES = ("条", "篇", "件", "项"), ("件", "条", "宗", "起")
_T3, _T4, _ND = "table3", "table4", "table2.art20_1.normative_documents"
_F = NarrativeFigure


def _posts(key: str, label: str, channel: str, *where: tuple[str, str]) -> NarrativeFigure:
    return _F(
        f"overview.{key}", label, "posts", ("条", "篇", "期", "件"), channel, measure="newmedia.posts", where=where
    )


def _published(key: str, label: str, column: str) -> NarrativeFigure:
    where = (("column", column),)
    return _F(f"overview.{key}", label, "items", _ITEMS, "portal", measure="catalogue.items_published", where=where)


def _result(key: str, label: str, row: str) -> NarrativeFigure:
    return _F(f"overview.requests_{key}", label, "requests", _CASES, part="on_request", cell=row)


def _by_hand(
    key: str, label: str, what: str, *units: str, channel: str = "", part: str = "proactive"
) -> NarrativeFigure:
    return _F(f"overview.{key}", label, what, units, channel, part)


_PUBLISHED = (
    _F("overview.portal_items", "政府门户网站公开各类信息", "items", _ITEMS, "portal", measure="catalogue.items_published"),
    _published("policy_documents", "公开政策文件", "policy_documents"),
    _published("government_news", "发布政务动态", "news"),
    _published("notices", "发布公告公示", "notices"),
    _published("key_field_items", "公开重点领域信息", "key_fields"),
    _published("budget_items", "公开财政预决算信息", "budgets"),
    _published("plan_statistics_items", "公开规划计划、统计信息", "plans_statistics"),
    _published("personnel_items", "公开人事、招考信息", "personnel"),
    _published("profile_items", "更新概况、机构信息", "profile"),
    _published("project_procurement_items", "公开重大项目、政府采购、公共资源交易信息", "projects_procurement"),
    _published("proposal_reply_items", "公开建议提案办理情况", "proposals"),
    _F("overview.interpretations", "发布政策解读", "interpretations", ("篇", "条", "件", "份"), "portal",
       measure="catalogue.interpretations_published"),
    _F("overview.normative_documents_issued", "制发行政规范性文件", "documents", ("件", "份", "部"),
       measure="catalogue.documents_issued", where=(("document_type", "normative_documents"),), cell=f"{_ND}.issued"),
    _F("overview.normative_documents_abolished", "废止行政规范性文件", "documents", ("件", "份"),
       measure="catalogue.documents_ended", where=(("document_type", "normative_documents"),), cell=f"{_ND}.abolished"),
    _F("overview.normative_documents_in_force", "现行有效行政规范性文件", "documents", ("件", "份"),
       measure="catalogue.documents_in_force", where=(("document_type", "normative_documents"),), cell=f"{_ND}.in_force"),
    _F("overview.rules_issued", "制定规章", "documents", ("部", "件"), measure="catalogue.documents_issued",
       where=(("document_type", "rules"),), cell="table2.art20_1.rules.issued"),
    _F("overview.permits", "作出行政许可决定", "decisions", _CASES, measure="decisions.permits",
       cell="table2.art20_5.permits.decisions"),
    _F("overview.penalties", "作出行政处罚决定", "decisions", _CASES, measure="decisions.penalties",
       cell="table2.art20_6.penalties.decisions"),
    _F("overview.coercions", "实施行政强制", "decisions", _CASES, measure="decisions.coercion",
       cell="table2.art20_6.coercion.decisions"),
    _by_hand("meetings_disclosed", "公开政府常务会议等会议", "meetings", "次", "期", "场"),
    _by_hand("npc_proposal_replies", "公开人大代表建议办理情况", "proposals", "件", "条"),
    _by_hand("cppcc_proposal_replies", "公开政协委员提案办理情况", "proposals", "件", "条"),
    _by_hand("press_conferences", "召开新闻发布会", "press_conferences", "场", "次", "期"),
    _by_hand("media_items", "通过报刊、广播、电视等媒体刊播", "items", "条", "篇", "次", channel="media"),
    _by_hand("hot_topics_answered", "回应社会关切热点", "responses", "次", "件", "条"),
    _by_hand("interpretation_rate_percent", "政策解读率", "rate", "%"),
)  # fmt: skip

_NEW_MEDIA = (
    _posts(
        "wechat_main_items", "政府政务微信公众号发布信息", "wechat", ("account_role", "main"), ("platform", "WECHAT")
    ),
    _posts(
        "other_new_media_items", "各单位微信公众号、微博等新媒体共发布各类信息", "newmedia", ("account_role", "other")
    ),
    _posts("new_media_items", "政务新媒体发布信息合计", "newmedia"),
    _posts("wechat_items", "微信公众号发布信息", "wechat", ("platform", "WECHAT")),
    _posts("weibo_items", "微博发布信息", "weibo", ("platform", "WEIBO")),
    _posts("douyin_items", "抖音号发布信息", "douyin", ("platform", "DOUYIN")),
    _posts("video_account_items", "微信视频号发布信息", "video_account", ("platform", "WECHAT_CHANNELS")),
    _posts("toutiao_items", "头条号发布信息", "toutiao", ("platform", "TOUTIAO")),
    _by_hand("wechat_pushes", "微信公众号推送", "pushes", "次", "期", "天", channel="wechat"),
    _by_hand("live_broadcasts", "开展政务直播", "broadcasts", "场", "次", channel="newmedia"),
    _by_hand("new_media_followers", "政务新媒体粉丝、订阅", "followers", "人", "个", "人次", channel="newmedia"),
    _by_hand("new_media_reads", "政务新媒体阅读、观看", "reads", "次", "人次", channel="newmedia"),
)

_ENGAGEMENT = (
    _F(
        "overview.consultations",
        "发布意见征集",
        "consultations",
        ("期", "次", "项", "件"),
        measure="engagement.consultations",
    ),
    _F(
        "overview.consultation_opinions",
        "收到公众意见",
        "opinions",
        ("条", "件"),
        measure="engagement.consultation_opinions",
    ),
    _by_hand("consultation_feedbacks", "发布意见采纳情况反馈", "feedbacks", "期", "次", "条"),
    _by_hand("online_surveys", "开展网上调查", "surveys", "期", "次", "项"),
    _F("overview.interviews", "开展政务访谈", "interviews", ("次", "期", "场"), measure="engagement.interviews"),
    _F(
        "overview.letters_received",
        "收到互动交流平台信件、留言",
        "letters",
        _CASES,
        measure="engagement.letters_received",
    ),
    _F("overview.letters_closed", "信件、留言办结", "letters", _CASES, measure="engagement.letters_closed"),
    _by_hand("letters_closed_rate_percent", "信件、留言办结率", "rate", "%"),
    _by_hand("hotline_cases", "受理12345热线诉求", "hotline_cases", "件", "条", "起", channel="hotline"),
    _by_hand("site_error_reports", "办理网站找错留言", "error_reports", "条", "件", channel="portal"),
)

_REQUESTS = (
    _result("handled", "共办理依申请公开", f"{_T3}.results_total.total"),
    _result("answered", "依申请公开已答复", f"{_T3}.results_total.total"),
    _F("overview.completion_rate_percent", "依申请公开办结率", "rate", ("%",), part="on_request",
       means="办理结果总计除以本年新收与上年结转之和"),
    _result("received", "收到政府信息公开申请", f"{_T3}.new_received.total"),
    _result("carried_in", "上年结转政府信息公开申请", f"{_T3}.carried_in.total"),
    _result("carried_out", "结转下年度继续办理", f"{_T3}.carried_out.total"),
    _F("overview.requests_accepted", "受理政府信息公开申请", "requests", _CASES, part="on_request",
       means="受理的口径（新收、含结转、扣除撤回）随数字一并注明"),
    _result("granted", "予以公开", f"{_T3}.granted.total"),
    _result("partially_granted", "部分公开", f"{_T3}.partially_granted.total"),
    _result("refused", "不予公开", "derived.table3.refused.total"),
    _result("unable", "无法提供", "derived.table3.unable.total"),
    _result("not_processed", "不予处理", "derived.table3.not_processed.total"),
    _result("otherwise_closed", "其他处理", "derived.table3.otherwise_closed.total"),
    _result("by_natural_persons", "自然人提出申请", f"{_T3}.new_received.natural_person"),
    _by_hand("requests_by_organisations", "法人或其他组织提出申请", "requests", *_CASES, part="on_request"),
    _by_hand("requests_withdrawn", "申请人撤回申请", "requests", *_CASES, part="on_request"),
    _by_hand("requests_online", "通过网络提出申请", "requests", *_CASES, channel="INTERNET", part="on_request"),
    _by_hand("requests_by_letter", "通过信函提出申请", "requests", *_CASES, channel="REGISTERED_MAIL", part="on_request"),
    _by_hand("requests_in_person", "当面提出申请", "requests", *_CASES, channel="IN_PERSON", part="on_request"),
    _by_hand("requests_by_email", "通过电子邮件提出申请", "requests", *_CASES, channel="INTERNET", part="on_request"),
    _by_hand("requests_change_percent", "申请数量同比增减", "change", "%", "百分点", part="on_request"),
    _by_hand("requests_change", "申请数量同比增减件数", "change", "件", "宗", part="on_request"),
    _by_hand("talks_before_reply", "开展办前沟通", "talks", "次", "件", part="on_request"),
    _by_hand("reminders_sent", "发出催办提示", "reminders", "次", "件", part="on_request"),
    _F("overview.reconsiderations", "政府信息公开行政复议", "cases", _CASES, part="on_request", cell=f"{_T4}.reconsideration.total"),
    _F("overview.lawsuits_direct", "未经复议直接起诉的行政诉讼", "cases", _CASES, part="on_request",
       cell=f"{_T4}.litigation_direct.total"),
    _F("overview.lawsuits_after_reconsideration", "复议后起诉的行政诉讼", "cases", _CASES, part="on_request",
       cell=f"{_T4}.litigation_after_reconsideration.total"),
    _F("overview.processing_fee_yuan", "收取政府信息公开信息处理费", "fees", ("元", "万元"), part="other",
       measure="requests.fees_collected", cell="other.processing_fee_yuan"),
    _by_hand("fee_notices", "发出收费通知", "fee_notices", "件", "份", part="other"),
)  # fmt: skip

_MANAGEMENT_AND_PLATFORM = (
    _by_hand("attribute_reviews", "审查公文公开属性", "reviews", "件", "份", part="management"),
    _by_hand("expired_items_cleaned", "清理过期信息", "items", "条", "件", part="management"),
    _by_hand("policy_library_documents", "政策文件库归集文件", "documents", "件", "份", "条", part="management"),
    _by_hand("gazette_issues", "编发政府公报", "gazette", "期", "册", part="platform", channel="gazette"),
    _by_hand("gazette_documents", "政府公报刊登文件", "documents", "件", "份", part="platform", channel="gazette"),
    _by_hand("gazette_copies", "赠阅政府公报", "copies", "册", "份", part="platform", channel="gazette"),
    _by_hand("portal_visits", "网站访问量", "visits", "次", "人次", part="platform", channel="portal"),
    _by_hand("portal_visitors", "网站独立访客", "visitors", "人", "个", "人次", part="platform", channel="portal"),
    _by_hand("columns", "设置公开专栏、目录", "columns", "个", "项", part="platform", channel="portal"),
    _by_hand("reading_places", "设立政府信息公开查阅点、专区", "places", "个", "处", part="platform"),
    _by_hand("question_library_entries", "充实答问知识库", "entries", "条", "项", part="platform"),
    _by_hand("dead_links_fixed", "整改死链、错误表述", "faults", "个", "条", "处", part="platform"),
    _F("overview.new_media_accounts", "运行、备案的政务新媒体", "accounts", ("个", "家"), "newmedia", "platform",
       measure="newmedia.accounts"),
)  # fmt: skip

_SAFEGUARDS = (
    _F("overview.major_incidents", "政府信息公开工作重大责任事件", "incidents", ("件", "起", "次"), part="safeguards",
       measure="oversight.major_incidents"),
    _by_hand("trainings", "开展政务公开培训", "trainings", "次", "期", "场", part="safeguards"),
    _by_hand("people_trained", "培训人员", "people", "人次", "人", part="safeguards"),
    _by_hand("inspections", "开展检查、抽查", "inspections", "次", "件", part="safeguards"),
    _by_hand("circulars", "发出通报", "circulars", "期", "次", "份", part="safeguards"),
    _by_hand("appraisal_answers", "社会评议收到问卷", "answers", "份", part="safeguards"),
)  # fmt: skip

CATALOGUE = (*_PUBLISHED, *_NEW_MEDIA, *_ENGAGEMENT, *_REQUESTS, *_MANAGEMENT_AND_PLATFORM, *_SAFEGUARDS)
NARRATIVE = MappingProxyType({figure.key: figure for figure in CATALOGUE})

RATES = (
    Rate(
        "overview.completion_rate_percent",
        (f"{_T3}.results_total.total",),
        (f"{_T3}.new_received.total", f"{_T3}.carried_in.total"),
    ),
    Rate("overview.letters_closed_rate_percent", ("overview.letters_closed",), ("overview.letters_received",)),
)


def narrative_figure(key: str) -> NarrativeFigure:
    """The figure of this key. Raises LawError with the nearest key."""
    if key not in NARRATIVE:
        raise LawError("figure", key, (), nearest(key, NARRATIVE) or "Keys look like overview.portal_items.")
    return NARRATIVE[key]
