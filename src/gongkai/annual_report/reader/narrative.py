"""What the text states: figures of the catalogue by the words around them, with 余, 超, 近, 约 as bounds.

A sentence is read only by words that leave one meaning; two different numbers for one figure make it unreadable. All of it in
sections 一 and 六, where the form puts these figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.annual_report.reader.claims import Claim, Status, Sure
from gongkai.annual_report.reader.headings import Passage, Section
from gongkai.annual_report.reader.narrative_scope import LONGEST_SENTENCE, is_of_another_scope, key_in_scope
from gongkai.annual_report.reader.printed import folded
from gongkai.law.annual_report.bounds import Stated, read_statement
from gongkai.law.errors import LawError

_GAP = r"[^，。；;,、:：\d]"
_NUM = r"(?P<number>(?:超过|超|逾|近|大约|约)?\d[\d,]*(?:\.\d+)?万?[余多]?)"
_CASES = r"(?:件|条|宗|起)"
_APPLY = r"(?:政府信息公开|信息公开|依申请公开)"


@dataclass(frozen=True, slots=True)
class Wording:
    """A figure's key and the words that state it; ``fixed`` a statement without digits (未收取: 0)."""

    key: str
    pattern: re.Pattern[str]
    fixed: int | None = None
    only: Section = Section.OVERVIEW
    part: str | None = None


def _w(
    key: str, pattern: str, fixed: int | None = None, *, only: Section = Section.OVERVIEW, part: str | None = None
) -> Wording:
    return Wording(key, re.compile(pattern.replace("NUM", _NUM).replace("GAP", _GAP)), fixed, only, part)


_O = "overview."
WORDINGS = (
    _w(_O + "portal_items", r"(?:网站|公开平台)(?:共|累计|主动)?(?:公开|发布)(?:各类)?(?:政府|政务)?信息NUM条"),
    _w(_O + "consultations", r"(?:发布|开展)(?:网上)?(?:意见征集|民意征集|征求意见)(?:活动)?NUM(?:期|次|项|件)"),
    _w(_O + "interviews", r"(?:政务|在线)访谈(?:活动)?NUM(?:次|期|场)"),
    _w(_O + "wechat_main_items", r"“[^”]{2,12}”(?:政务)?微信公众(?:号|平台)(?:共|累计)?(?:发布|推送)(?:各类)?(?:政务|政府)?信息NUM(?:条|篇)"),
    _w(_O + "other_new_media_items", r"各单位(?:微信公众号|微博|、|政务)*等新媒体(?:共|累计)?发布(?:各类)?信息NUM(?:条|篇)"),
    _w(_O + "letters_received", r"(?:信件|留言)(?:共计|共|合计)?NUM(?:条|件|封)"),
    _w(_O + "letters_received", r"未收到[^，。；\d]{0,16}(?:信件|留言)", 0),
    _w(_O + "letters_closed", r"(?:信件|留言)[^，。；\d]{0,6}\d+(?:条|件|封)[，,]?已办结NUM(?:条|件|封)"),
    _w(_O + "requests_handled", r"(?:共|累计)?办理(?:政府信息公开申请|依申请公开(?:申请|事项|件)?|信息公开申请)NUM" + _CASES),
    _w(_O + "requests_received", r"(?:新?收到|新收|接收|接到)的?(?:各类|书面|公民|法人|自然人|群众|社会公众|其他组织|[、和或及]|提出的?)*"
       r"(?:(?:政府|依申请)?信息?公开(?:政府信息)?申请(?:事项|件)?|依申请公开(?:申请|事项|件)?|申请)(?:共计?|数量?|总数)?为?NUM(?:件|条|宗|起|份)", part="on_request"),
    _w(_O + "requests_received", r"其中[：，]?(?:本年)?(?:度)?新收(?:到)?(?:的)?(?:申请)?NUM" + _CASES, part="on_request"),
    _w(_O + "requests_received", r"未(?:收到|接到)(?:过)?(?:任何)?(?:依申请公开|政府信息公开|信息公开)(?:的)?申请(?![^，。；]{0,12}(?:复议|诉讼|投诉|举报|引))", 0, part="on_request"),
    _w(_O + "requests_accepted", r"受理(?:的)?(?:政府信息公开|依申请公开|信息公开)(?:政府信息)?(?:申请|事项)(?:共|共计)?NUM" + _CASES),
    _w(_O + "requests_answered", r"(?:依申请公开|办理)[^。；]{0,30}[，,]已(?:答复|回复)NUM" + _CASES, part="on_request"),
    _w(_O + "requests_carried_in", r"(?:上年度?|上一年度?)结转(?:办理)?(?:的)?(?:政府信息公开)?(?:申请)?NUM" + _CASES),
    _w(_O + "requests_carried_out", r"结转(?:至)?(?:下年度?|下一年度?)(?:继续办理)?(?:的)?(?:申请)?NUM" + _CASES),
    _w(_O + "requests_carried_out", r"NUM" + _CASES + r"(?:申请)?结转(?:至|到)?下一?年", part="on_request"),
    _w(_O + "completion_rate_percent", r"(?<![按时限期])办结率(?:为|达到?|是)?NUM[%％]", part="on_request"),
    _w(_O + "requests_granted", r"(?<!不)予以公开NUM" + _CASES, part="on_request"),
    _w(_O + "requests_partially_granted", r"部分公开NUM" + _CASES, part="on_request"),
    _w(_O + "requests_refused", r"不予公开NUM" + _CASES, part="on_request"),
    _w(_O + "requests_unable", r"无法提供NUM" + _CASES, part="on_request"),
    _w(_O + "requests_not_processed", r"不予处理NUM" + _CASES, part="on_request"),
    _w(_O + "requests_otherwise_closed", r"其他处理NUM" + _CASES, part="on_request"),
    _w(_O + "normative_documents_issued", r"(?:制发|制定|出台|印发)行政规范性文件NUM(?:件|份|部)"),
    _w(_O + "normative_documents_abolished", r"废止行政规范性文件NUM(?:件|份|部)"),
    _w(_O + "normative_documents_in_force", r"现行有效(?:的)?行政规范性文件NUM(?:件|份|部)"),
    _w(_O + "permits", r"作出行政许可决定NUM" + _CASES),
    _w(_O + "penalties", r"作出行政处罚决定NUM" + _CASES),
    _w(_O + "interpretations", r"(?:发布|公开)(?:各类)?政策解读(?:材料|信息|文件)?NUM(?:篇|条|件|份)"),
    _w(_O + "press_conferences", r"召开新闻发布会NUM(?:场|次|期)"),
    _w(_O + "reconsiderations", r"政府信息公开(?:类)?行政复议(?:案件)?NUM" + _CASES),
    _w(_O + "reconsiderations", r"因政府信息公开(?:工作)?(?:引发|引起|产生|被申请|被提起)的?行政复议(?:案件)?(?:共计?)?NUM" + _CASES),
    _w(_O + "coercions", r"(?:实施|作出|采取)行政强制(?:措施|决定|执行)?NUM" + _CASES),
    _w(_O + "lawsuits_direct", r"未经复议直接起诉(?:的)?(?:案件)?NUM" + _CASES),
    _w(_O + "lawsuits_after_reconsideration", r"(?<!未经)复议后起诉(?:的)?(?:案件)?NUM" + _CASES),
    _w(_O + "new_media_accounts", r"(?:运行|备案|开设|开通)(?:的)?政务新媒体(?:账号)?(?:共有|共)?NUM(?:个|家)"),
    _w(_O + "major_incidents", r"未发生[^，。；\d]{0,10}重大责任事件", 0),
    _w(_O + "major_incidents", r"发生政府信息公开(?:工作)?重大责任事件NUM(?:件|起|次)"),
    _w("other.processing_fee_yuan", r"(?:未|没有)(?:收取|产生|发生)(?:任何)?(?:政府信息公开)?(?:信息)?处理费(?:用)?", 0, only=Section.OTHER),
    _w("other.processing_fee_yuan", r"收取的?(?:政府信息公开)?(?:信息)?处理费(?:用)?(?:共计|共|为|总金额)?(?:NUM元)", only=Section.OTHER),
    _w("other.processing_fee_yuan", r"发出收费通知[^。；]{0,16}[，,、]总金额(?:为)?(?:NUM元)", only=Section.OTHER),
)  # fmt: skip

FOLLOWING = (
    (
        _O + "letters_received",
        _O + "letters_closed",
        re.compile(r"^(?:条|件|封)?[，,](?:均)?已?(?:全部|均)(?:已)?办结"),
    ),
    (
        _O + "requests_handled",
        _O + "requests_answered",
        re.compile(r"^(?:件|条|宗|起)?[，,]均已(?:全部|按时|依法|按期)*(?:回复|答复)"),
    ),
)
"""What follows a statement: a figure whose number is not repeated (均已全部回复)."""

SEED_TEXT_KEYS = (
    _O + "portal_items", _O + "consultations", _O + "interviews", _O + "wechat_main_items", _O + "other_new_media_items",
    _O + "letters_received", _O + "letters_closed", _O + "requests_handled", _O + "requests_answered",
    _O + "completion_rate_percent", _O + "new_media_accounts", _O + "major_incidents", "other.processing_fee_yuan",
)  # fmt: skip
"""Figures of the text every answer lists, as missing where the text does not state them."""


@dataclass(frozen=True, slots=True)
class TextFigure:
    """A figure as the text states it; ``sentence`` the clause, to judge its scope."""

    claim: Claim
    stated: Stated | None
    sentence: str


def compact(text: str) -> str:
    """Text for matching: plain forms, no spaces, one kind of quotation marks; full-width commas and stops."""
    plain = re.sub(r"\s+", "", folded(text))
    plain = plain.translate(str.maketrans("();", "（）；"))
    plain = re.sub(r"(?<=[^\d]),|,(?=[^\d])", "，", plain)
    return re.sub(r'["“”]([^"“”]{1,20})["“”]', r"“\1”", plain)


def read_text_figures(passages: Sequence[Passage], year: int | None = None) -> dict[str, TextFigure]:
    """Every figure the wordings find of the report's year; one with two different numbers is unreadable."""
    found: dict[str, TextFigure] = {}
    for figure in _all(paragraphs(passages), year):
        key = figure.claim.key
        known = found.get(key)
        if known is None:
            found[key] = figure
        elif known.stated != figure.stated:
            note = "正文有两处，数字不同"
            found[key] = TextFigure(
                Claim(key, Status.UNREADABLE, where=known.claim.where, note=note), None, known.sentence
            )
    return found


def paragraphs(passages: Sequence[Passage]) -> list[Passage]:
    """Lines of one section and part joined where a sentence runs on: page layouts break lines anywhere."""
    joined: list[Passage] = []
    for passage in passages:
        last = joined[-1] if joined else None
        same = last and (last.section, last.part) == (passage.section, passage.part)
        if (
            last
            and same
            and not last.text.rstrip().endswith(("。", "；", ";", "：", "!", "！"))
            and len(last.text.strip()) > 12
        ):
            joined[-1] = Passage(last.text.rstrip() + passage.text.strip(), last.section, last.part, last.where)
        else:
            joined.append(passage)
    return joined


def _all(passages: Iterable[Passage], year: int | None) -> Iterator[TextFigure]:
    for passage in passages:
        text = compact(passage.text)
        for wording in WORDINGS:
            if wording.only is passage.section and wording.part in (None, passage.part):
                for match in wording.pattern.finditer(text):
                    if is_of_another_scope(wording.key, text, match.start(), match.end(), year):
                        continue
                    yield from _figures(wording, match, text, passage)


def _figures(wording: Wording, match: re.Match[str], text: str, passage: Passage) -> Iterator[TextFigure]:
    stated = Stated(wording.fixed) if wording.fixed is not None else _statement(match["number"])
    if stated is None:
        return
    sentence = _sentence(text, match.start())
    key = key_in_scope(wording.key, text, match.end())
    claim = Claim(key, Status.GIVEN, stated.value, passage.where, Sure.LABEL, match[0])
    yield TextFigure(claim, stated, sentence)
    for leader, follower, pattern in FOLLOWING:
        if wording.key == leader and wording.fixed is None and pattern.match(text[match.end() :]):
            note = f"“{match[0]}”之后的说明推得"
            yield TextFigure(
                Claim(follower, Status.INFERRED, stated.value, passage.where, None, note), stated, sentence
            )


def _statement(number: str) -> Stated | None:
    """None for a statement of another form; 1.3万余 is at least 13000."""
    try:
        return read_statement(number)
    except LawError:
        return None


def _sentence(text: str, at: int) -> str:
    """The sentence around a place, of a text without stops no more than a stretch."""
    begins = max(text.rfind(mark, max(0, at - LONGEST_SENTENCE), at) for mark in "。；") + 1
    last = min(len(text), at + LONGEST_SENTENCE)
    ends = min((place for mark in "。；" if (place := text.find(mark, at, last)) >= 0), default=last)
    return text[max(begins, at - LONGEST_SENTENCE, 0) : ends]


@dataclass(frozen=True, slots=True)
class Parts:
    """A total of the text with the parts named behind it (其中); ``says_all`` where the words promise a whole breakdown."""

    total: Stated
    total_words: str
    parts: tuple[tuple[str, Stated], ...]
    says_all: bool
    where: str
    sentence: str


_TOTAL = re.compile(
    r"(?P<words>[^，。；\d]{2,24})"
    + _NUM
    + r"(?P<unit>条|件|次|期|篇|个|份|宗|起)[，,（；]?其中[：:，]?(?P<rest>[^。；]*)"
)
_PART = re.compile(r"(?P<words>[^，。；、：\d]{2,24})" + _NUM + r"(?P<unit>条|件|次|期|篇|个|份|宗|起)")

_KINDS = (
    re.compile(r"新收|结转(?!至?到?下)"),
    re.compile(r"予以公开|部分公开|不予|无法提供|其他处理|办结|答复|回复|撤回|办理|结转|转办|转交"),
    re.compile(r"自然人|企业|法人|公民|机构|组织|个人"),
    re.compile(r"网络|网上|线上|线下|信函|当面|现场|窗口|邮|传真"),
)
"""Ways to divide requests: where they came from in time, how they ended, who asked, by which channel."""


def read_parts(passages: Sequence[Passage]) -> list[Parts]:
    """Every 其中 of sections 一 whose total and parts have the same unit."""
    found = []
    for passage in paragraphs(passages):
        if passage.section is not Section.OVERVIEW:
            continue
        for match in _TOTAL.finditer(compact(passage.text)):
            parts = _of_one_kind([part for part in _PART.finditer(match["rest"]) if part["unit"] == match["unit"]])
            total = _statement(match["number"])
            stated = [(part["words"], _statement(part["number"])) for part in parts]
            known = tuple((words, one) for words, one in stated if one is not None)
            if total is not None and len(known) == len(parts) >= 2:
                says_all = bool(re.search(r"分别|包括", match["rest"][:6]))
                found.append(Parts(total, match["words"], known, says_all, passage.where, match[0]))
    return found


def _of_one_kind(parts: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The first parts that divide the total in one way: a sentence goes on from who asked to what was answered."""
    kinds = [next((kind for kind, words in enumerate(_KINDS) if words.search(part["words"])), -1) for part in parts]
    return [part for part, kind in zip(parts, kinds, strict=True) if kind == kinds[0]]


def narrative_of(figures: Mapping[str, TextFigure]) -> dict[str, Stated]:
    """What the law's identities read of the text: only what is stated in digits or by an unmistakable word."""
    return {key: one.stated for key, one in figures.items() if one.stated is not None}
