"""佐证材料 of a task or an assessed score, as one ZIP or as one PDF: what was named, what the portal shows of it, uploaded files, the days."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import escape, strip_tags

from gongkai.clock import legal_day
from gongkai.editions.models import Publication
from gongkai.files.names import size_words
from gongkai.files.store import read
from gongkai.measures.registry import RecordLine
from gongkai.numbering.keys import key_of
from gongkai.oversight.models import EvidenceFile, Score, TaskUnit
from gongkai.oversight.papers import Block, Heading, Paper, Table, Text, pdf_bytes

_CONTENT = re.compile(r"/content/([0-9a-z]{13})\.html")
_LINE_ENDS = re.compile(r"</(?:p|h[1-6]|li|tr|div)>|<br ?/?>")
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood at an address of the portal when the pack was made."""

    address: str
    title: str
    agency: str
    published_on: date
    changed_on: date
    edition: int
    body: str

    @property
    def snapshot(self) -> bytes:
        """The page to open anywhere: the words as published, without style or script."""
        facts = "".join(f"<p>{escape(label)}：{escape(text)}</p>" for label, text in self.facts)
        return (
            f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(self.title)}</title></head>'
            f"<body><h1>{escape(self.title)}</h1>{facts}<hr>{self.body}</body></html>"
        ).encode()

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        return (
            ("网址", self.address), ("发布单位", self.agency), ("发布日期", str(self.published_on)),
            ("版本", f"第{self.edition}版，{self.changed_on}"),
        )  # fmt: skip

    @property
    def lines(self) -> list[str]:
        text = strip_tags(_LINE_ENDS.sub("\n", self.body))
        return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Pack:
    """What is to be proved (``facts``) and by what. ``made_on`` is the day of the snapshots."""

    title: str
    issuer: str
    made_on: date
    facts: Sequence[tuple[str, str]]
    evidence: Sequence[str]
    files: Sequence[EvidenceFile] = field(default=())
    records: Sequence[RecordLine] = field(default=())


def evidence_files(*, unit: TaskUnit | None = None, score: Score | None = None) -> list[EvidenceFile]:
    """What was uploaded for a task or for a score, oldest first."""
    rows = EvidenceFile.objects.filter(unit=unit, score=score).select_related("stored")
    return list(rows.order_by("id"))


def zip_bytes(pack: Pack) -> bytes:
    """list.pdf, records.csv where there are any, pages/ (a snapshot of each page of the portal), files/ (what was uploaded)."""
    pages, out = list(_pages(pack)), io.BytesIO()
    stamp = (pack.made_on.year, pack.made_on.month, pack.made_on.day, 0, 0, 0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:

        def add(name: str, content: bytes) -> None:
            book.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)

        for number, page in enumerate(pages, 1):
            add(f"pages/{number:03d}.html", page.snapshot)
        for number, kept in enumerate(pack.files, 1):
            add(f"files/{number:03d}-{kept.stored.name}", read(kept.stored))
        if pack.records:
            rows = ["编号,日期,事项,状态,网址", *(_csv(line) for line in pack.records)]
            add("records.csv", "\r\n".join(rows).encode("utf-8-sig"))
        add(
            "list.pdf",
            pdf_bytes(Paper(f"佐证材料：{pack.title}", pack.issuer, pack.made_on, tuple(_list(pack, pages)))),
        )
    return out.getvalue()


def pack_pdf(pack: Pack) -> bytes:
    """The list and, after it, the words of every page as they stood; uploaded files are named with their digests."""
    pages = list(_pages(pack))
    blocks: list[Block] = list(_list(pack, pages))
    for number, page in enumerate(pages, 1):
        blocks += [Heading(f"页面{number}　{page.title}"), Table(("项目", "内容"), page.facts)]
        lines = page.lines
        blocks += [Text(line) for line in lines[:_MOST_LINES]]
        if len(lines) > _MOST_LINES:
            blocks.append(Text(f"（以下{len(lines) - _MOST_LINES}行略，全文见 ZIP 中的页面快照）"))
    return pdf_bytes(Paper(f"佐证材料：{pack.title}", pack.issuer, pack.made_on, tuple(blocks)))


def _pages(pack: Pack) -> Iterator[Shown]:
    seen: set[int] = set()
    for address in [*pack.evidence, *(line.public_url for line in pack.records)]:
        match = _CONTENT.search(address)
        if match is None:
            continue
        try:
            key = key_of(match.group(1))
        except ValueError:
            continue
        rows = Publication.objects.select_related("current", "agency").filter(pk=key, state=Publication.State.PUBLISHED)
        found = rows.first()
        if found is not None and found.current is not None and key not in seen:
            seen.add(key)
            payload: dict[str, Any] = found.current.payload
            yield Shown(
                match.group(0), found.title, found.agency.name, legal_day(found.first_published_at),
                legal_day(found.current.published_at), found.current.number, payload.get("body_html", ""),
            )  # fmt: skip


def _list(pack: Pack, pages: Sequence[Shown]) -> Iterator[Block]:
    yield Table(("项目", "内容"), tuple(pack.facts), title="基本情况")
    yield Text(
        f"佐证{len(pack.evidence)}条，其中本网站页面{len(pages)}个；上传的文件{len(pack.files)}个。"
        f"页面快照为{pack.made_on}所见，内容摘要为 SHA-256 的前16位。"
    )
    if pack.evidence:
        yield Table(
            ("序号", "佐证"), tuple((str(n), one) for n, one in enumerate(pack.evidence, 1)), title="网址、文号"
        )
    if pages:
        rows = tuple(
            (str(n), page.title, page.address, str(page.published_on), hashlib.sha256(page.snapshot).hexdigest()[:16])
            for n, page in enumerate(pages, 1)
        )
        yield Table(("序号", "标题", "网址", "发布日期", "快照摘要"), rows, title="页面快照（pages）")
    if pack.files:
        rows = tuple(
            (str(n), one.stored.name, size_words(one.stored.size), str(one.added_on), one.stored.sha256[:16])
            for n, one in enumerate(pack.files, 1)
        )
        yield Table(("序号", "文件", "大小", "上传日期", "内容摘要"), rows, title="上传的文件（files）")


def _csv(line: RecordLine) -> str:
    cells = (line.number, str(line.day), line.title, line.state, line.public_url)
    return ",".join('"' + ("'" if cell[:1] in "=+-@" else "") + cell.replace('"', '""') + '"' for cell in cells)
