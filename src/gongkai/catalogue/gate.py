"""The gate before publication: everything found in an item at once, personal data, wordings, links, attachments.

A finding that blocks stops the publication until another person releases it with a reason (``usecases/release_finding.py``). What cannot be
scanned blocks: it is not passed because it is silent. Found values are masked wherever they are shown or kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from gongkai.agencies.errors import Reason
from gongkai.catalogue.content import going_out
from gongkai.catalogue.file_scans import Found, scan_of
from gongkai.catalogue.html import lines_of, pictures_without_words, words_behind
from gongkai.catalogue.links import broken_links
from gongkai.catalogue.models import Attachment, Item, Release
from gongkai.catalogue.outside_links import known, of_texts
from gongkai.catalogue.services import lines_of_service
from gongkai.files.scanning import findings as personal_data
from gongkai.privacy.cipher import blind_index
from gongkai.wording.lexicon import current_lexicon
from gongkai.wording.models import Severity

_TEXTS = {"title": "标题", "summary": "内容概述", "keywords": "主题词", "source": "信息来源"}
_NAMELESS = re.compile(
    r"(?:附件[0-9一二三四五六七八九十]*|新建.*|文档\d*|扫描.*|未命名.*|IMG.*|DSC.*|\d+|[\W_]*)", re.IGNORECASE
)
SECTIONS = {"personal": "个人信息", "wording": "错敏词", "link": "链接", "file": "附件"}


@dataclass(frozen=True, slots=True)
class Finding:
    """``section`` is a key of ``SECTIONS``; ``key`` names it for a release; ``mend`` says what would be right."""

    section: str
    sentence: str
    blocks: bool
    key: str
    mend: str = ""
    release: Release | None = None

    @property
    def stops(self) -> bool:
        return self.blocks and self.release is None


def findings_of(
    item: Item, attachments: Sequence[Attachment], changes: Mapping[str, Any] | None = None
) -> list[Finding]:
    """All findings in an item, or in what it would be with ``changes``; released ones say by whom."""
    values = {name: getattr(item, name) for name in (*_TEXTS, "body_html", "service")} | dict(changes or {})
    body = str(values["body_html"])
    files = going_out(attachments, body)
    found = [*_texts(item, values), *_links(item, values, files), *_files(item, files)]
    released = {row.key: row for row in Release.objects.filter(item=item)} if found else {}
    unique = {finding.key: finding for finding in found}
    return [replace(finding, release=released.get(key)) for key, finding in unique.items()]


def gate_reasons(
    item: Item, attachments: Sequence[Attachment], changes: Mapping[str, Any] | None = None
) -> Iterator[Reason]:
    """What stops the publication, each finding a reason of its own."""
    for finding in findings_of(item, attachments, changes):
        if finding.stops:
            yield Reason("gate", f"{finding.sentence}。请修改，或者由拟稿人以外的审核人写明理由放行")


def _texts(item: Item, values: Mapping[str, Any]) -> Iterator[Finding]:
    texts = [(label, str(values[name])) for name, label in _TEXTS.items() if values[name]]
    if values["service"]:
        texts.append(("办事指南要素", "\n".join(lines_of_service(values["service"]))))
    body = str(values["body_html"])
    scan = personal_data(texts=[*texts, ("正文", body)])
    for place in scan.places:
        yield _finding(item, "personal", place.sentence, place.must_block, place.where + place.around)
    if wordless := pictures_without_words(body):
        sentence = f"正文图片 {wordless} 张没有文字说明"
        yield _finding(
            item, "file", sentence, False, "pictures", "图中有文字的，把文字写进正文或者图片说明，读屏软件才能朗读"
        )
    lexicon = current_lexicon()
    behind = "\n".join([*words_behind(body), str(values["service"].get("online") or "").lower()])
    for where, text in [*texts, ("正文", "\n".join(lines_of(body))), ("链接、图片说明", behind)]:
        for hit in lexicon.hits(text, item.agency.path):
            label = Severity(hit.entry.severity).label
            yield _finding(
                item, "wording", f"{where}（{label}）：{hit.around}", hit.blocks, where + hit.around,
                f"建议改为：{hit.entry.right}" if hit.entry.right else "",
            )  # fmt: skip


def _links(item: Item, values: Mapping[str, Any], attachments: Sequence[Attachment]) -> Iterator[Finding]:
    online = f'<a href="{escape(values["service"]["online"])}">' if values["service"].get("online") else ""
    files = {row.file_id for row in attachments}
    for address, problem in broken_links(files, str(values["body_html"]) + online):
        yield _finding(item, "link", f"链接 {address[:120]} {problem}", True, address)
    yield from _outside(item, of_texts(str(values["body_html"]), values["service"]))


def _outside(item: Item, addresses: Sequence[str]) -> Iterator[Finding]:
    """What the agency had tried over the network; the rest is named as not tried. Gone for certain stops, what may pass by tomorrow is a hint."""
    tried = known(addresses)
    for address in addresses:
        row = tried.get(address)
        if row is not None and row.problem:
            yield _finding(item, "link", f"外部链接 {address[:120]} {row.problem}", row.certain, f"outside {address}")
    if left := len(addresses) - len(tried):
        yield _finding(item, "link", f"外部链接 {left} 个没有探测能否打开，请人工点开确认", False, "outside")


def _files(item: Item, attachments: Sequence[Attachment]) -> Iterator[Finding]:
    for row in attachments:
        if _NAMELESS.fullmatch(row.label):
            sentence = f"附件名称“{row.label}”看不出内容，请改为公众看得懂的名称"
            yield _finding(item, "file", sentence, True, f"label {row.label} {row.file.sha256}")
        named = [("附件名称", row.label), ("附件文件名", row.file.name)]
        for place in personal_data(texts=named).places:
            yield _finding(item, "personal", place.sentence, place.must_block, place.where + place.around)
        for hit in current_lexicon().hits(row.label, item.agency.path):
            yield _finding(item, "wording", f"附件名称：{hit.around}", hit.blocks, hit.around)
        for one in scan_of(row.file, item.agency.path):
            yield _in_file(item, row, one)


def _in_file(item: Item, row: Attachment, one: Found) -> Finding:
    return _finding(
        item, one.section, f"附件“{row.label}”{one.sentence}", one.blocks, f"{row.file.sha256} {one.sentence}", one.mend
    )


def _finding(item: Item, section: str, sentence: str, blocks: bool, what: str, mend: str = "") -> Finding:
    key = blind_index(f"{section}|{what}", f"catalogue.gate.{item.id}")
    return Finding(section, sentence, blocks, key, mend)
