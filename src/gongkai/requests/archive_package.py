"""A case's package for the archive: one ZIP with all its papers, a contents list, and a digest of each; and its check.

The same case gives the same bytes: no clock of the machine goes in. The check needs no database: what is in the package is compared
with its contents list; that the package itself is the one that was made is told by its digest in the log.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf

from gongkai.law.states import State
from gongkai.notices.sheets import Part, sheet_pdf
from gongkai.requests.dossier import PDF, Paper, papers_of, withheld_originals
from gongkai.requests.models import Closing, InformationRequest, RequestEvent

FORMAT = "gongkai-archive/1"
MANIFEST, LIST, RECORD = "contents.json", "00-案卷目录.pdf", "09-案件记录.json"
MOST_BYTES = 2 * 1024**3


def build(request: InformationRequest, today: date, words: Mapping[str, str]) -> bytes:
    """The package of an archived case."""
    papers = [*papers_of(request, today, words), *withheld_originals(request)]
    papers.append(_record(request, today))
    papers.insert(0, _contents(request, papers, today))
    listed = [
        {"path": paper.name, "title": paper.title, "day": paper.day.isoformat(), "media_type": paper.media_type,
         "bytes": len(paper.content), "sha256": hashlib.sha256(paper.content).hexdigest()}
        for paper in papers
    ]  # fmt: skip
    manifest = {
        "format": FORMAT, "request": request.number, "agency": request.agency.name,
        "archived_on": _iso(request.archived_on), "retention_until": _iso(request.retention_until), "files": listed,
    }  # fmt: skip
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _write(package, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode(), today)
        for paper in papers:
            _write(package, paper.name, paper.content, today)
    return out.getvalue()


def faults(content: bytes) -> Iterator[str]:
    """Everything that is wrong with a package; nothing when it is whole."""
    try:
        package = zipfile.ZipFile(BytesIO(content))
        manifest = json.loads(package.read(MANIFEST))
        listed = {str(one["path"]): one for one in manifest["files"]}
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError):
        yield f"不是案卷包，或者目录 {MANIFEST} 损坏"
        return
    if manifest.get("format") != FORMAT:
        yield f"格式“{manifest.get('format')}”不认识，应为 {FORMAT}"
    if sum(one.file_size for one in package.infolist()) > MOST_BYTES:
        yield "展开后过大，没有逐一核验"
        return
    names = [name for name in package.namelist() if name != MANIFEST]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"“{name}”重复"
    for name in sorted(set(names) - listed.keys()):
        yield f"“{name}”不在目录中"
    for name, one in listed.items():
        if name not in names:
            yield f"“{name}”缺失"
        else:
            yield from _file_faults(name, one, package)


def manifest_of(content: bytes) -> dict[str, Any]:
    """The contents list as it stands in a package."""
    found: dict[str, Any] = json.loads(zipfile.ZipFile(BytesIO(content)).read(MANIFEST))
    return found


def _file_faults(name: str, one: Mapping[str, Any], package: zipfile.ZipFile) -> Iterator[str]:
    try:
        content = package.read(name)
    except (zipfile.BadZipFile, OSError):
        yield f"“{name}”损坏，不能展开"
        return
    if hashlib.sha256(content).hexdigest() != one.get("sha256"):
        yield f"“{name}”与目录中的校验值不符"
    elif name.startswith("03-") and not _is_for_ever(content):
        yield f"“{name}”不是 PDF/A 格式"


def _is_for_ever(content: bytes) -> bool:
    try:
        with pikepdf.open(BytesIO(content)) as pdf, pdf.open_metadata() as data:
            return data.get("pdfaid:part") == "2"
    except pikepdf.PdfError:
        return False


def _contents(request: InformationRequest, papers: list[Paper], today: date) -> Paper:
    about = (
        ("申请编号", request.number), ("机关", request.agency.name), ("事项", request.subject),
        ("归档日期", _iso(request.archived_on) or "—"), ("保管期限届满", _iso(request.retention_until) or "—"),
    )  # fmt: skip
    rows = tuple(
        (str(number), paper.title, paper.day.isoformat(), paper.name) for number, paper in enumerate(papers, 1)
    )
    parts = (Part(rows=about, widths=(1, 3)), Part("卷内文件", rows, ("序号", "题名", "日期", "文件"), (1, 5, 2.4, 6)))
    return Paper(LIST, "案卷目录", sheet_pdf("案卷目录", parts, today), PDF, today, "")


def _record(request: InformationRequest, today: date) -> Paper:
    """What the records say, for programs: the ledger of events and the row that is counted."""
    events = RequestEvent.objects.filter(request=request).order_by("sequence")
    closing = Closing.objects.current().filter(request=request).first()
    told = {
        "request": request.number, "agency": request.agency.code, "channel": request.channel, "category": request.category,
        "date_of_receipt": _iso(request.date_of_receipt), "state": str(State(request.state)),
        "closed": {"row": closing.row, "outcome": closing.outcome, "on": _iso(closing.happened_on)} if closing else None,
        "events": [
            {"sequence": one.sequence, "type": one.type, "on": one.on.isoformat(), "data": one.data, "voids": one.voids}
            for one in events
        ],
    }  # fmt: skip
    content = json.dumps(told, ensure_ascii=False, indent=1).encode()
    return Paper(RECORD, "案件记录", content, "application/json", today, "")


def _write(package: zipfile.ZipFile, name: str, content: bytes, day: date) -> None:
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o444 << 16  # read only where it is unpacked
    package.writestr(entry, content)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
