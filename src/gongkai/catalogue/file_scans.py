"""What stands in a file, found once for its content: personal data, wordings, hidden parts, what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from gongkai.catalogue.models import FileScan
from gongkai.files.extraction import Extracted, text_of
from gongkai.files.models import StoredFile
from gongkai.files.scanning import findings as personal_data
from gongkai.files.store import read
from gongkai.wording.lexicon import current_lexicon
from gongkai.wording.models import Severity

PDF = "application/pdf"
SCANNED = "是扫描件，没有文字层，公众无法检索和朗读"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in a file; ``sentence`` goes on from the attachment's name."""

    section: str
    sentence: str
    blocks: bool
    mend: str = ""
    agency_code: str = ""


def is_scanned(stored: StoredFile) -> bool:
    """A PDF of pictures only: readers are told, and its text is asked for."""
    return stored.media_type == PDF and any(one.sentence == SCANNED for one in scan_of(stored))


def scan_of(stored: StoredFile, agency_path: str = "") -> list[Found]:
    """Read the file when this content has not been read with the lexicon in force; scoped wordings apply to their agencies only."""
    lexicon = current_lexicon()
    kept = FileScan.objects.filter(sha256=stored.sha256, lexicon=lexicon.number).first()
    if kept is None:
        found = [asdict(one) for one in _scan(stored)]
        kept = FileScan(sha256=stored.sha256, lexicon=lexicon.number, found=found, scanned_at=datetime.now(UTC))
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError:  # another process read the same file meanwhile, with the same result
            pass
    rows = [Found(**one) for one in kept.found]
    return [row for row in rows if not row.agency_code or f"/{row.agency_code}/" in agency_path]


def _scan(stored: StoredFile) -> Iterator[Found]:
    try:
        content = read(stored)
    except (OSError, ValueError):
        yield Found("file", "缺失或者已损坏，无法检查", True)
        return
    text = text_of(content, stored.media_type)
    if not text.is_scannable:
        for problem in text.problems or ("无法读取",):
            yield Found("file", f"无法检查：{problem}", True)
    if stored.media_type == PDF and text.problems and not text.text.strip():
        yield Found(
            "file",
            SCANNED,
            False,
            "请另附有文字的版本（Word、OFD 或者有文字层的 PDF），或者把内容写进正文，方便检索和无障碍阅读",
        )
    yield from _said(text)


def _said(text: Extracted) -> Iterator[Found]:
    """Every place of the file as a text of its own; hidden places are told even where nothing personal stands in them."""
    properties = [(f"的属性“{name}”", value) for name, value in text.properties.items()]
    for place in personal_data(texts=[*text.parts, *text.hidden, *properties]).places:
        yield Found("personal", place.sentence, place.must_block)
    for where in dict.fromkeys(where for where, _ in text.hidden):
        yield Found("file", f"含隐藏内容：{where}", True, "请在原文件中删除隐藏的表、行列、批注或者修订后重新上传")
    lexicon = current_lexicon()
    for where, words in (*text.parts, *text.hidden):
        for hit in lexicon.hits(words, f"/{'/'.join(_scopes(lexicon.entries))}/"):
            label = Severity(hit.entry.severity).label
            yield Found(
                "wording", f"{where}（{label}）：{hit.around}", hit.blocks,
                f"建议改为：{hit.entry.right}" if hit.entry.right else "", hit.entry.agency_code,
            )  # fmt: skip


def _scopes(entries: object) -> list[str]:
    """Every scope at once: which of them apply is asked when the scan is read for an item."""
    return sorted({entry.agency_code for entry in entries if entry.agency_code})  # type: ignore[attr-defined]
