"""Invented persons: names, resident numbers with valid check digits, telephone numbers of a range that is not given out."""

from __future__ import annotations

from datetime import date
from random import Random

from gongkai.law.codes import make_resident_number

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = [
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀英",
    "霞",
    "平",
    "刚",
    "桂英",
    "玉兰",
    "建国",
    "建军",
    "志强",
    "海燕",
    "小红",
    "晓东",
    "春梅",
    "国庆",
    "红梅",
    "文博",
    "子涵",
    "雨桐",
    "浩然",
    "思远",
    "佳怡",
    "俊杰",
    "梦琪",
    "天佑",
    "晨曦",
    "立新",
    "卫东",
    "玉珍",
    "素琴",
    "培德",
    "守义",
    "书琴",
    "桂芝",
    "长安",
    "新民",
    "喆",
    "玥",
    "昊",
    "梓萱",
    "若溪",
]


def name(random: Random) -> str:
    return random.choice(_SURNAMES) + random.choice(_GIVEN)


def resident_number(random: Random, region: str) -> str:
    birth = date.fromordinal(random.randint(date(1948, 1, 1).toordinal(), date(2001, 12, 28).toordinal()))
    return make_resident_number(region, birth, random.randint(1, 999))


def mobile(random: Random) -> str:
    """A number of the 199-0000 range, shaped like a mobile number."""
    return f"1990000{random.randint(0, 9999):04d}"


def landline(random: Random) -> str:
    return f"0391-0{random.randint(100000, 999999)}"
