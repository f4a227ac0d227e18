"""佐证材料: one ZIP for a task or an assessed score, with the list, what the portal shows of each address, and the days."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.editions.models import Publication
from gongkai.measures.registry import RecordLine
from gongkai.numbering.keys import key_of
from gongkai.oversight.papers import Block, Paper, Table, Text, pdf_bytes

_CONTENT = re.compile(r"/content/([0-9a-z]{13})\.html")


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood at an address of the portal when the pack was made."""

    address: str
    title: str
    published_on: str
    payload: dict[str, object]


def pack(
    title: str,
    issuer: str,
    day: date,
    facts: Sequence[tuple[str, str]],
    evidence: Sequence[str],
    records: Sequence[RecordLine] = (),
) -> bytes:
    """A ZIP: 佐证材料清单.pdf, records.csv where there are any, a snapshot (JSON with its digest) per page of the portal."""
    pages = list(_pages([*evidence, *(line.public_url for line in records)]))
    out = io.BytesIO()
    stamp = (day.year, day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:

        def add(name: str, content: bytes) -> None:
            book.writestr(zipfile.ZipInfo(name, stamp), content, zipfile.ZIP_DEFLATED)

        lines = []
        for number, page in enumerate(pages, 1):
            content = json.dumps(page.payload, ensure_ascii=False, indent=1, sort_keys=True).encode()
            add(f"pages/{number:03d}.json", content)
            lines.append(
                (str(number), page.title, page.address, page.published_on, hashlib.sha256(content).hexdigest()[:16])
            )
        if records:
            rows = ["编号,日期,事项,状态,网址", *(_csv(line) for line in records)]
            add("records.csv", "\r\n".join(rows).encode("utf-8-sig"))
        add("list.pdf", pdf_bytes(_paper(title, issuer, day, facts, evidence, lines)))
    return out.getvalue()


def _pages(addresses: Sequence[str]) -> Iterator[Shown]:
    seen: set[int] = set()
    for address in addresses:
        match = _CONTENT.search(address)
        if match is None:
            continue
        try:
            key = key_of(match.group(1))
        except ValueError:
            continue
        found = Publication.objects.select_related("current").filter(pk=key, state=Publication.State.PUBLISHED).first()
        if found is not None and found.current is not None and key not in seen:
            seen.add(key)
            yield Shown(match.group(0), found.title, f"{found.first_published_at:%Y-%m-%d}", found.current.payload)


def _csv(line: RecordLine) -> str:
    cells = (line.number, str(line.day), line.title, line.state, line.public_url)
    return ",".join('"' + ("'" if cell[:1] in "=+-@" else "") + cell.replace('"', '""') + '"' for cell in cells)


def _paper(
    title: str, issuer: str, day: date, facts: Sequence[tuple[str, str]], evidence: Sequence[str], pages: Sequence[tuple[str, ...]]
) -> Paper:  # fmt: skip
    blocks: list[Block] = [
        Table(("项目", "内容"), tuple(facts), title="基本情况"),
        Text(f"佐证{len(evidence)}条，其中本网站页面{len(pages)}个，快照见 pages 文件夹。"),
    ]
    if evidence:
        blocks.append(Table(("序号", "佐证"), tuple((str(n), one) for n, one in enumerate(evidence, 1))))
    if pages:
        blocks.append(Table(("序号", "标题", "网址", "发布日期", "快照摘要"), tuple(pages)))
    return Paper(f"佐证材料：{title}", issuer, day, tuple(blocks))
