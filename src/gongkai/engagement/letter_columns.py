"""The fields of letters from other systems, what their files usually call them, and which limit a source brings along.

Each source keeps its own limit: 找错 three working days, the others those of letters (the officer who accepts may say "simple").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from gongkai.engagement.models import Letter


@dataclass(frozen=True, slots=True)
class Field:
    """``usual`` are headings recognised without a mapping; a field that is not ``must`` may be absent."""

    name: str
    label: str
    must: bool
    usual: tuple[str, ...]


FIELDS: tuple[Field, ...] = (
    Field("source_number", "原编号", True, ("原编号", "工单编号", "留言编号", "问题编号", "编号")),
    Field("submitted_on", "来信日期", True, ("来信日期", "留言时间", "受理时间", "提交时间", "提交日期")),
    Field("title", "标题", True, ("标题", "留言标题", "工单标题", "问题标题")),
    Field("text", "内容", True, ("内容", "留言内容", "诉求内容", "问题描述")),
    Field("writer_name", "来信人", False, ("来信人", "姓名", "留言人", "诉求人")),
    Field("writer_phone", "联系电话", False, ("联系电话", "电话", "来电号码")),
    Field("kind", "类型", False, ("类型", "留言类型", "诉求类型")),
)
NOT_GIVEN = "未提供"


@dataclass(frozen=True, slots=True)
class Source:
    """``also``: what people call it when they enter a letter by hand; it is the same system all the same."""

    name: str
    channel: str
    complexity: str
    also: tuple[str, ...] = ()


SOURCES: tuple[Source, ...] = (
    Source(
        "12345热线",
        Letter.Channel.MESSAGE,
        Letter.Complexity.NORMAL,
        ("12345", "12345政务服务便民热线", "12345平台", "市长热线"),
    ),
    Source("市政府在线", Letter.Channel.CITY_GOV_ONLINE, Letter.Complexity.NORMAL),
    Source(
        "人民网留言板",
        Letter.Channel.LEADER_MAILBOX,
        Letter.Complexity.NORMAL,
        ("人民网", "人民网领导留言板", "领导留言板"),
    ),
    Source(
        "我为政府网站找错", Letter.Channel.MESSAGE, Letter.Complexity.ERROR_REPORT, ("找错", "网站找错", "政府网站找错")
    ),
)


def source_named(name: str) -> Source | None:
    return next((one for one in SOURCES if one.name == name), None)


def source_called(name: str) -> str:
    """The one name of a system, so that a letter entered by hand and the same letter in a file are seen to be one."""
    plain = normalize("NFKC", name).strip()
    return next((one.name for one in SOURCES if plain in one.also), plain)


def number_written(number: str) -> str:
    """A number of another system, however it was typed: full-width digits, spaces around it."""
    return normalize("NFKC", number).strip()


def places(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Which column holds which field: as mapped, else by a usual heading."""
    found = {}
    for field in FIELDS:
        wanted = (mapping[field.name],) if mapping.get(field.name) else field.usual
        place = next((header.index(name) for name in wanted if name in header), None)
        if place is not None:
            found[field.name] = place
    return found
