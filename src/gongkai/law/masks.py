"""Masks for what the public sees of a person (domain 7.4; PIPL 6, 28, 34). A masked value cannot be turned back.

How many characters stay is our convention and differs between local lists, so it is a parameter with our default.
A value too short to hide anything is hidden whole. Empty stays empty. Names of organisations are not masked.
"""

from __future__ import annotations

import re

from gongkai.law.reference import PIPL, Convention

BASIS = (PIPL(6), PIPL(28), PIPL(34))
DEFAULTS = Convention("姓名留姓；身份证号留前4后2；电话留前3后2；账号留后4；住址到乡镇（街道）", "masks")

_COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "公户",
        "公玉",
        "公仪",
        "梁丘",
        "公仲",
        "公上",
        "公门",
        "公山",
        "公坚",
        "左丘",
        "公伯",
        "西门",
        "公祖",
        "第五",
        "公乘",
        "贯丘",
        "公皙",
        "南荣",
        "东里",
        "东宫",
        "仲长",
        "子书",
        "子桑",
        "即墨",
        "达奚",
        "褚师",
        "纳兰",
        "归海",
        "东乡",
        "相里",
        "胡母",
        "司城",
        "张廖",
        "雍门",
        "毋丘",
        "贺兰",
        "綦毋",
        "屋庐",
        "独吉",
        "南郭",
        "北宫",
        "王孙",
    ]
)
_TO_TOWNSHIP = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}?(?:省|自治区))?"
    r"(?:[^\W\d县区旗街路]{2,8}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:自治县|县|区|旗(?!区)|市(?!场)))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:街道(?:办事处)?|镇|乡|苏木)(?![东西南北中]?[路街]))?"
)
"""Province, city, county, township, each optional; a town's name inside a street's name (张江镇路) is no township."""


def mask_person_name(name: str) -> str:
    """The surname (a known compound surname whole) and two stars: 张三丰 -> 张**, 欧阳修 -> 欧阳**."""
    name = name.strip()
    if not name:
        return ""
    keep = 2 if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else 1
    return name[:keep] + "**"


def mask_resident_number(number: str, first: int = 4, last: int = 2) -> str:
    """The first four and the last two characters: 4108************14."""
    return _keep_ends(number.strip(), first, last)


def mask_phone(number: str, first: int = 3, last: int = 2) -> str:
    """The first three and the last two digits: 138******78. Spaces and hyphens go."""
    return _keep_ends(re.sub(r"[\s-]", "", number), first, last)


def mask_bank_account(number: str, last: int = 4) -> str:
    """The last four digits only."""
    return _keep_ends(re.sub(r"[\s-]", "", number), 0, last)


def mask_address(address: str) -> str:
    """The address down to the township or street office, else to county, else to city; the rest is three stars."""
    address = address.strip()
    kept = _TO_TOWNSHIP.match(address)
    shown = kept[0] if kept else ""
    return shown if shown == address else shown + "***"


def _keep_ends(value: str, first: int, last: int) -> str:
    """Stars in the middle; where ends would leave fewer than four characters hidden everything is hidden."""
    hidden = len(value) - first - last
    if hidden < 4:
        return "*" * len(value)
    return value[:first] + "*" * hidden + value[len(value) - last :]
