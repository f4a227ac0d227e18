"""Article references as values: where a rule stands in the law, or that it is only our convention.

A ``Ref`` prints in Chinese as letters and reports cite it and reads back from its short form (``REG 33(2)``).
A ``Convention`` is a choice of this product, names the setting that changes it, and never appears in a letter as law.

The number in brackets is a paragraph (款), except in articles that one sentence divides straight into items (项):

>>> REG(33, 2).zh
'《中华人民共和国政府信息公开条例》第三十三条第二款'
>>> REG(36, 1).zh
'《中华人民共和国政府信息公开条例》第三十六条第（一）项'
>>> REC23(23, 1, 4).zh
'《中华人民共和国行政复议法》第二十三条第一款第（四）项'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write 1..999 the way articles are numbered.

    >>> [chinese_number(n) for n in (10, 14, 33, 50, 105, 110)]
    ['十', '十四', '三十三', '五十', '一百零五', '一百一十']

    Raises ValueError for other numbers.
    """
    if not 0 < number < 1000:
        raise ValueError(f"an article number lies between 1 and 999, not {number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class Law:
    """A statute or notice: ``key`` is the short name used in code and in JSON, ``title`` the official one."""

    key: str
    title: str
    number: str = ""
    in_force: str = ""

    def __call__(self, article: int = 0, paragraph: int | None = None, item: int | None = None) -> Ref:
        return Ref(self.key, article, paragraph, item)

    @property
    def zh(self) -> str:
        """The whole document as it is cited: title and number."""
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """One place in a law: article, paragraph (款) and item (项). ``REG(33, 2)`` is REG 33(2).

    Article 0 is a document as a whole, for notices that have no articles.

    In the articles of ``ITEM_ARTICLES`` the first number in brackets is an item (项), as everybody cites them.

    >>> str(REG(33, 2)), str(REC23(23, 1, 4))
    ('REG 33(2)', 'REC23 23(1)(4)')
    """

    law: str
    article: int
    paragraph: int | None = None
    item: int | None = None

    def __str__(self) -> str:
        text = f"{self.law} {self.article}" if self.article else self.law
        if self.paragraph is not None:
            text += f"({self.paragraph})"
        if self.item is not None:
            text += f"({self.item})" if self.paragraph is not None else f"[{self.item}]"
        return text

    @property
    def zh(self) -> str:
        """The citation as a letter prints it: 《…条例》第三十三条第二款."""
        text = f"《{LAWS[self.law].title}》"
        if not self.article:
            return text + (f"（{LAWS[self.law].number}）" if LAWS[self.law].number else "")
        text += f"第{chinese_number(self.article)}条"
        if self.paragraph is not None:
            number = chinese_number(self.paragraph)
            text += f"第（{number}）项" if (self.law, self.article) in ITEM_ARTICLES else f"第{number}款"
        if self.item is not None:
            text += f"第（{chinese_number(self.item)}）项"
        return text

    def covers(self, other: Ref) -> bool:
        """True when ``other`` is this place or lies inside it.

        >>> REG(33).covers(REG(33, 2)), REG(33, 2).covers(REG(33)), REG(33).covers(REG(34))
        (True, False, False)
        """
        return (
            self.law == other.law
            and self.article in (0, other.article)
            and self.paragraph in (None, other.paragraph)
            and self.item in (None, other.item)
        )


@dataclass(frozen=True, slots=True)
class Convention:
    """Our own choice where the law is silent; ``setting`` is the name under which an office changes it."""

    reason: str
    setting: str

    def __str__(self) -> str:
        return f"convention {self.setting}"

    @property
    def zh(self) -> str:
        return f"系统约定：{self.reason}"


Basis = Ref | Convention

#: Articles whose only sentence is divided straight into items (项): (law, article).
ITEM_ARTICLES: frozenset[tuple[str, int]] = frozenset(
    {
        ("REG", 8),
        ("REG", 20),
        ("REG", 31),
        ("REG", 36),
        ("REG", 53),
        ("SPC25", 1),
        ("PEN", 9),
        ("COER", 9),
        ("COER", 12),
    }
)

LAWS: dict[str, Law] = {
    law.key: law
    for law in (
        Law("REG", "中华人民共和国政府信息公开条例", "国务院令第711号", "2019-05-15"),
        Law("FEE", "政府信息公开信息处理费管理办法", "国办函〔2020〕109号", "2021-01-01"),
        Law("FMT", "中华人民共和国政府信息公开工作年度报告格式", "国办公开办函〔2021〕30号", "2021-09-26"),
        Law(
            "P207",
            "国务院办公厅政府信息与政务公开办公室关于政府信息公开申请接收渠道问题的解释",
            "国办公开办函〔2015〕207号",
        ),
        Law("REC23", "中华人民共和国行政复议法", "2023年修订", "2024-01-01"),
        Law("REC17", "中华人民共和国行政复议法", "2017年修正", "2018-01-01"),
        Law("LIT", "中华人民共和国行政诉讼法", "2017年修正", "2017-07-01"),
        Law("LITI", "最高人民法院关于适用《中华人民共和国行政诉讼法》的解释", "法释〔2018〕1号", "2018-02-08"),
        Law("SPC25", "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释", "法释〔2025〕8号", "2025-06-01"),
        Law("SPC11", "最高人民法院关于审理政府信息公开行政案件若干问题的规定", "法释〔2011〕17号", "2011-08-13"),
        Law("MOJ132", "关于审理政府信息公开行政复议案件若干问题的指导意见", "国办函〔2021〕132号", "2021-12-22"),
        Law(
            "DEF21",
            "最高人民法院关于正确确定县级以上地方人民政府行政诉讼被告资格若干问题的规定",
            "法释〔2021〕5号",
            "2021-04-01",
        ),
        Law("CIV", "中华人民共和国民法典", "", "2021-01-01"),
        Law("CPL", "中华人民共和国民事诉讼法", "2023年修正", "2024-01-01"),
        Law("DECN", "重大行政决策程序暂行条例", "国务院令第713号", "2019-09-01"),
        Law("RULE", "规章制定程序条例", "2017年修订", "2018-05-01"),
        Law("OBE", "优化营商环境条例", "国务院令第722号", "2020-01-01"),
        Law("PEN", "中华人民共和国行政处罚法", "2021年修订", "2021-07-15"),
        Law("PERM", "中华人民共和国行政许可法", "2019年修正", "2019-04-23"),
        Law("COER", "中华人民共和国行政强制法", "", "2012-01-01"),
        Law("PIPL", "中华人民共和国个人信息保护法", "", "2021-11-01"),
        Law("SEC", "中华人民共和国保守国家秘密法", "2024年修订", "2024-05-01"),
        Law("PET", "信访工作条例", "", "2022-05-01"),
        Law("DP", "关于进一步完善行政许可和行政处罚等信用信息公示工作的指导意见", "发改办财金〔2018〕424号"),
        Law("CR26", "信用修复管理办法", "", "2026-04-01"),
        Law("CR23", "失信行为纠正后的信用信息修复管理办法（试行）", "国家发展和改革委员会令第58号", "2023-05-01"),
        Law("BUDGET", "中华人民共和国预算法", "2018年修正", "2018-12-29"),
        Law(
            "ENF118",
            "国务院办公厅关于全面推行行政执法公示制度执法全过程记录制度重大执法决定法制审核制度的指导意见",
            "国办发〔2018〕118号",
        ),
        Law("WEBR", "国务院办公厅关于加强政府网站信息内容建设年度报表工作的通知", "国办函〔2018〕12号"),
        Law("LAND", "中华人民共和国土地管理法实施条例", "国务院令第743号", "2021-09-01"),
        Law("REG08", "中华人民共和国政府信息公开条例", "国务院令第492号", "2008-05-01"),
        Law(
            "LEG115",
            "国务院办公厅关于全面推行行政规范性文件合法性审核机制的指导意见",
            "国办发〔2018〕115号",
            "2018-12-04",
        ),
        Law(
            "INS",
            "国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知",
            "国办秘函〔2019〕19号",
        ),
        Law("HOL", "国务院办公厅关于节假日安排的通知"),
    )
}

REG, FEE, FMT, P207 = LAWS["REG"], LAWS["FEE"], LAWS["FMT"], LAWS["P207"]
REC23, REC17, LIT, LITI = LAWS["REC23"], LAWS["REC17"], LAWS["LIT"], LAWS["LITI"]
SPC25, SPC11, MOJ132, DEF21 = LAWS["SPC25"], LAWS["SPC11"], LAWS["MOJ132"], LAWS["DEF21"]
CIV, CPL, DECN, RULE, OBE = LAWS["CIV"], LAWS["CPL"], LAWS["DECN"], LAWS["RULE"], LAWS["OBE"]
PEN, PERM, COER, PIPL, SEC, PET = (LAWS[k] for k in ("PEN", "PERM", "COER", "PIPL", "SEC", "PET"))
DP, CR26, CR23, BUDGET, ENF118, WEBR, LAND = (
    LAWS[k] for k in ("DP", "CR26", "CR23", "BUDGET", "ENF118", "WEBR", "LAND")
)
REG08, LEG115, INS, HOL = (LAWS[k] for k in ("REG08", "LEG115", "INS", "HOL"))

_SHORT = re.compile(
    r"^(?P<law>[A-Z0-9]+)(?:\s+(?P<article>\d{1,3})(?:\((?P<paragraph>\d+)\))?(?:[\[(](?P<item>\d+)[\])])?)?$"
)


@lru_cache(maxsize=1024)
def parse_reference(text: str) -> Ref:
    """Read the short form of a place in a law.

    >>> parse_reference("REG 36(1)") == REG(36, 1)
    True

    Raises ValueError naming what was given and what is accepted.
    """
    match = _SHORT.match(text.strip())
    if match is None or match["law"] not in LAWS:
        raise ValueError(
            f"{text!r} is not an article reference; write for example 'REG 33(2)', laws: {', '.join(LAWS)}"
        )
    paragraph, item = match["paragraph"], match["item"]
    article = int(match["article"] or 0)
    return Ref(match["law"], article, int(paragraph) if paragraph else None, int(item) if item else None)
