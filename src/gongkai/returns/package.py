"""A report as one file for the government above: JSON, DOCX, PDF, the units' figures, and a digest of each.

What is written is read back by the receiver: digests, form, identities, the sum of the units, and both documents cell by cell.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from gongkai.agencies.errors import Reason, Refused
from gongkai.annual_report.reader.claims import Status
from gongkai.annual_report.reader.errors import UnreadableFile
from gongkai.annual_report.reader.reading import read_bytes
from gongkai.annual_report.sheets import value_reasons
from gongkai.law.annual_report.cells import CELLS, FEE_CELL, FORM_CELLS
from gongkai.law.annual_report.figures import Figure, plain, read_figures
from gongkai.law.annual_report.findings import Severity
from gongkai.law.annual_report.form import DEFINITIONS_VERSION
from gongkai.law.annual_report.identities import check
from gongkai.law.annual_report.sums import fill_sums
from gongkai.law.errors import LawError

KIND, FORMAT = "gongkai-report-package", 1
MANIFEST, REPORT, UNITS, LINKS, DOCX, PDF = (
    "manifest.json", "report.json", "units.json", "links.json", "report.docx", "report.pdf",
)  # fmt: skip
FILES = (REPORT, UNITS, LINKS, DOCX, PDF)
LARGEST = 60_000_000
_COUNTED = tuple(cell.key for cell in FORM_CELLS if cell.measure)


@dataclass(frozen=True, slots=True)
class Package:
    """A package opened: its manifest, its files, and the digest of the manifest, which covers them all."""

    manifest: Mapping[str, Any]
    files: Mapping[str, bytes]
    digest: str

    @property
    def figures(self) -> dict[str, Figure]:
        return read_figures(json.loads(self.files[REPORT])["figures"])

    @property
    def units(self) -> list[dict[str, Any]]:
        return list(json.loads(self.files[UNITS]))

    @property
    def links(self) -> list[dict[str, Any]]:
        return list(json.loads(self.files[LINKS]))

    def values(self) -> dict[str, str]:
        """The counted cells and the fee as a sheet holds them."""
        figures = self.figures
        keys = [*_COUNTED, *([FEE_CELL.key] if figures.get(FEE_CELL.key) is not None else [])]
        return {key: plain(value) for key in keys if (value := figures.get(key)) is not None}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the receiver looked at; ``fault`` is empty where it holds."""

    name: str
    fault: str = ""

    @property
    def holds(self) -> bool:
        return not self.fault


def as_bytes(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def write_package(head: Mapping[str, Any], files: Mapping[str, bytes]) -> tuple[bytes, str]:
    """The ZIP and its digest. The same content gives the same bytes: no times of the machine go in."""
    manifest = as_bytes(
        {
            "kind": KIND,
            "format": FORMAT,
            **head,
            "files": {name: {"sha256": _sha256(files[name]), "size": len(files[name])} for name in FILES},
        }
    )
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in ((MANIFEST, manifest), *((name, files[name]) for name in FILES)):
            packed.writestr(ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return out.getvalue(), _sha256(manifest)


def read_package(name: str, content: bytes) -> Package:
    """Open a package without trusting it. Raises Refused for what is none, or was changed on its way."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = {part.filename: part.file_size for part in packed.infolist()}
            if sum(parts.values()) > LARGEST:
                raise Refused([Reason("file", f"“{name}”解开后过大，不是报送包")])
            if set(parts) != {MANIFEST, *FILES}:
                raise Refused([Reason("file", f"“{name}”不是报送包：应有 {MANIFEST}、{'、'.join(FILES)}")])
            files = {part: packed.read(part) for part in parts}
            manifest = json.loads(files.pop(MANIFEST))
            raw = ZipFile(BytesIO(content)).read(MANIFEST)
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as problem:
        raise Refused([Reason("file", f"“{name}”不是报送包，或者已经损坏")]) from problem
    if not isinstance(manifest, dict) or (manifest.get("kind"), manifest.get("format")) != (KIND, FORMAT):
        raise Refused([Reason("file", f"“{name}”不是本系统的报送包，或者由更新的版本生成")])
    return Package(manifest, files, _sha256(raw))


def checks_of(package: Package) -> Iterator[Check]:
    """Everything that can be checked from the package alone, in the order a reader would."""
    yield Check("文件校验值", "；".join(_broken_files(package)))
    if package.manifest.get("form") != DEFINITIONS_VERSION:
        yield Check("报表格式版本", f"报送包为“{package.manifest.get('form')}”，本系统为“{DEFINITIONS_VERSION}”")
    try:
        figures = package.figures
        units, links = package.units, package.links
    except (ValueError, KeyError, TypeError, LawError) as problem:
        yield Check("数据文件", f"不能读取：{problem}")
        return
    yield Check("数据完整", _gaps(figures))
    yield Check("表内勾稽关系", "；".join(_failing(figures)))
    yield Check("单位数之和", "；".join(_uneven(figures, units)))
    for file, word in ((DOCX, "DOCX 与数据一致"), (PDF, "PDF 与数据一致")):
        yield Check(word, "；".join(_differs(file, package.files[file], figures, package.manifest)))
    yield Check("年报链接", "" if all(isinstance(link.get("url"), str) for link in links) else "链接清单不能读取")


def _broken_files(package: Package) -> Iterator[str]:
    listed = package.manifest.get("files")
    for name in FILES:
        one = listed.get(name) if isinstance(listed, dict) else None
        if not isinstance(one, dict) or one.get("sha256") != _sha256(package.files[name]):
            yield f"{name} 与清单不符，可能在传送中被改动"


def _gaps(figures: Mapping[str, Figure]) -> str:
    missing = [CELLS[key].label_zh for cell in FORM_CELLS if figures.get(key := cell.key) is None]
    return f"{len(missing)} 格没有数：{'、'.join(missing[:3])}" if missing else ""


def _failing(figures: Mapping[str, Figure]) -> Iterator[str]:
    form = {cell.key: figures.get(cell.key) for cell in FORM_CELLS}
    for finding in check(form):
        if finding.holds is False and finding.severity is Severity.ERROR:
            yield f"{finding.id} {finding.scope_zh}：{finding.expression}"


def _uneven(figures: Mapping[str, Figure], units: list[dict[str, Any]]) -> Iterator[str]:
    """A-1: every cell is the sum of the units' cells."""
    try:
        given = [read_figures(unit["figures"]) for unit in units]
    except (KeyError, TypeError, LawError):
        yield "单位数据不能读取"
        return
    for key in _COUNTED:
        total = sum((value for one in given if (value := one.get(key)) is not None), 0)
        if figures.get(key) != total:
            yield f"{CELLS[key].label_zh}：汇总 {_shown(figures.get(key))}，各单位之和 {_shown(total)}"


def _differs(name: str, content: bytes, figures: Mapping[str, Figure], manifest: Mapping[str, Any]) -> Iterator[str]:
    try:
        reading = read_bytes(name, content)
    except UnreadableFile as problem:
        yield str(problem)
        return
    if reading.title.year != manifest.get("year"):
        yield f"文件写的是{reading.title.year}年"
    for cell in FORM_CELLS:
        claim = reading.claims[cell.key]
        if claim.status is not Status.GIVEN or claim.value != figures.get(cell.key):
            yield f"{cell.label_zh}：文件 {_shown(claim.value)}，数据 {_shown(figures.get(cell.key))}"


def head_reasons(package: Package, uscc: str, name: str, year: int) -> Iterator[Reason]:
    """The package is of this unit and this year."""
    agency = package.manifest.get("agency")
    told = agency if isinstance(agency, dict) else {}
    if told.get("uscc") != uscc:
        yield Reason("file", f"报送包来自“{told.get('name')}”（{told.get('uscc')}），不是{name}（{uscc}）")
    if package.manifest.get("year") != year:
        yield Reason("file", f"报送包是{package.manifest.get('year')}年的，本次汇总的是{year}年")
    yield from value_reasons(package.values(), [*_COUNTED, FEE_CELL.key])


def sums_of(values: Mapping[str, Figure]) -> dict[str, Figure]:
    """The form with its sums, from counted cells."""
    filled = fill_sums({key: values.get(key, 0) for key in _COUNTED})
    return {cell.key: filled[cell.key] for cell in FORM_CELLS}


def _shown(value: Figure) -> str:
    return "空白" if value is None else plain(value)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
