"""A table of an old site read row by row: candidates, and everything that is wrong, each with its row, column, value and what is accepted."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.catalogue.fields import cleaned, field_reasons
from gongkai.catalogue.html import clean_html
from gongkai.catalogue.kinds import KINDS
from gongkai.catalogue.models import Column
from gongkai.decisions.reading import examine, read_rows
from gongkai.files.kinds import ATTACHMENTS, OLD_OFFICE, PICTURES
from gongkai.files.uploads import examined
from gongkai.moving.archive import Archive
from gongkai.moving.columns import BY_NAME, LAST_DAY, kind_for, places
from gongkai.moving.old_addresses import WrongAddress, read_address

MOST_ROWS, LONGEST_SHOWN = 50_000, 60
ACCEPTED = (*ATTACHMENTS, *OLD_OFFICE, "zip")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?")
_TAKEN = ("title", "summary", "source", "keywords", "subject_class")
_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """``row`` is the line as the spreadsheet shows it; ``field`` the heading; ``accepted`` what may stand there."""

    row: int
    field: str
    value: str
    reason: str
    accepted: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "reason": self.reason,
            "accepted": self.accepted,
        }


@dataclass(slots=True)
class Candidate:
    """One row that may come in. ``files``: (name in the archive, name for readers); ``pictures``: (src in the text, name in the archive)."""

    line: int
    agency: Agency
    host: str
    path: str
    values: dict[str, Any]
    files: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        told = [self.agency.code, self.host, self.path, self.values, self.files, self.pictures]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(slots=True)
class Table:
    """What a file says. ``media``: archive name -> media type of each file that is used."""

    sha256: str
    candidates: list[Candidate]
    faults: list[Fault]
    rows: int
    unused: tuple[str, ...]
    media: dict[str, str]


class Reader:
    """Knows the site, whose items may come in, and what is there already: asked once for the whole file."""

    def __init__(
        self, *, agencies: Sequence[Agency], default: Agency, host: str, archive: Archive, today: date,
        columns: Mapping[str, str],
    ) -> None:  # fmt: skip
        self._default, self._host, self._archive, self._today = default, host, archive, today
        self._agencies = {name: one for one in agencies for name in (one.code, one.name, one.short_name)}
        rows = list(Column.objects.filter(closed_on__isnull=True))
        self._columns = {name: row for row in rows for name in (row.name, row.code)}
        self._columns |= {old: self._columns[code] for old, code in columns.items() if code in self._columns}
        self._kinds = {name: kind for kind in KINDS.values() for name in (kind.key, kind.label_zh)}
        self._addresses: dict[tuple[str, str], int] = {}
        self._numbers: dict[tuple[int, str], int] = {}
        self._media: dict[str, str] = {}
        self._bad: dict[str, str] = {}
        self.unknown_columns: dict[str, int] = {}

    def read(self, path: Path, headings: Mapping[str, str], told: Callable[[int], None] = lambda rows: None) -> Table:
        """Raises Refused for a file that cannot be read, or whose headings are not understood."""
        source = examine(path)
        rows = read_rows(source)
        header = [" ".join(cell.split()) for cell in next(rows, (1, [""]))[1]]
        found, reasons = places(header, headings)
        refuse_if(reasons)
        candidates: list[Candidate] = []
        faults: list[Fault] = []
        number = 0
        for number, (line, cells) in enumerate(rows, 1):
            refuse_if([Reason("file", f"最多{MOST_ROWS}行，请分批迁入")] if number > MOST_ROWS else [])
            said = {name: cells[place].strip() if place < len(cells) else "" for name, place in found.items()}
            named = {name: header[place] for name, place in found.items()}
            wrong = Wrong(line, said, named)
            made = self._candidate(line, said, wrong)
            faults += wrong.faults
            if made is not None and not wrong.faults:
                candidates.append(made)
            told(number)
        refuse_if([Reason("file", "表中没有可以迁入的行")] if number == 0 else [])
        unused = tuple(name for place, name in enumerate(header) if name and place not in found.values())
        return Table(source.sha256, candidates, faults, number, unused, self._media)

    def _candidate(self, line: int, said: Mapping[str, str], wrong: Wrong) -> Candidate | None:
        agency = self._agencies.get(said.get("agency", ""), None) if said.get("agency") else self._default
        if agency is None:
            wrong.add("agency", "不是您可以代为办理的单位")
        column = self._columns.get(said["column"])
        if column is None or (agency is not None and column.agency_id not in (None, agency.pk)):
            wrong.add("column", "没有这个栏目，或者已关闭")
            self.unknown_columns[said["column"]] = self.unknown_columns.get(said["column"], 0) + 1
        kind = self._kinds.get(said.get("kind", "")) if said.get("kind") else None
        if said.get("kind") and kind is None:
            wrong.add("kind", "没有这个信息类型")
        if kind is None and column is not None:
            kind = KINDS[kind_for(column.code, column.statutory)]
        if column is not None and kind is not None and column.statutory and not kind.statutory:
            wrong.add("column", f"政府信息公开专栏应当专栏姓专：{kind.label_zh}不得放入")
        days = self._days(said, wrong)
        address = self._address(line, said, wrong)
        body, files, pictures, missing = self._contents(said, wrong)
        values = cleaned({name: said[name] for name in _TAKEN if said.get(name)} | {"body_html": body})
        for reason in field_reasons({**values, "title": values.get("title", "")}, self._today):
            wrong.add(reason.field, reason.text)
        if not values.get("title"):
            wrong.add("title", "没有标题")
        if not values["body_html"].strip() and not files:
            wrong.add("body" if "body" in said else "attachments", "没有正文，也没有附件")
        self._document(line, said, kind.key if kind else "", agency, days, wrong)
        if wrong.faults or agency is None or column is None or kind is None or address is None:
            return None
        values |= {
            "kind": kind.key, "column": column.code, "index_number": said.get("index_number", ""),
            "document_number": said.get("document_number", ""),
            **{name: day.isoformat() for name, day in days.items()},
        }  # fmt: skip
        return Candidate(line, agency, *address, values, files, pictures, missing)

    def _days(self, said: Mapping[str, str], wrong: Wrong) -> dict[str, date]:
        days = {}
        for name in ("published_on", "date_of_document", "formed_on", "effective_on", "expires_on"):
            if said.get(name):
                day = read_day(said[name])
                if day is None:
                    wrong.add(name, "不是日期")
                elif day > self._today and name not in ("effective_on", "expires_on"):
                    wrong.add(name, f"晚于今天（{self._today}）")
                else:
                    days[name] = day + timedelta(days=1) if wrong.heading(name) == LAST_DAY else day
        if not said.get("published_on"):
            wrong.add("published_on", "没有发布日期")
        first, dated = days.get("published_on"), days.get("date_of_document")
        if first and dated and dated > first:
            wrong.add("date_of_document", f"晚于发布日期{first}")
        begins, ends = days.get("effective_on"), days.get("expires_on")
        if begins and ends and ends <= begins:
            wrong.add("expires_on", f"不晚于施行日期{begins}")
        return days

    def _address(self, line: int, said: Mapping[str, str], wrong: Wrong) -> tuple[str, str] | None:
        try:
            address = read_address(said["address"], self._host)
        except WrongAddress as error:
            wrong.add("address", str(error))
            return None
        before = self._addresses.setdefault(address, line)
        if before != line:
            wrong.add("address", f"与第{before}行重复")
        return address

    def _document(
        self,
        line: int,
        said: Mapping[str, str],
        kind: str,
        agency: Agency | None,
        days: Mapping[str, date],
        wrong: Wrong,
    ) -> None:
        """What a rule or normative document needs to stand in the register, and numbers that may stand once only."""
        number = said.get("document_number", "")
        if len(said.get("index_number", "")) > 100:
            wrong.add("index_number", "太长")
        if len(number) > 60:
            wrong.add("document_number", "太长")
        if kind and KINDS[kind].document_type:
            for name in ("document_number", "date_of_document"):
                if not said.get(name):
                    wrong.add(name, f"{KINDS[kind].label_zh}须填写{BY_NAME[name].label}")
        if number and agency is not None:
            before = self._numbers.setdefault((agency.pk, number), line)
            if before != line:
                wrong.add("document_number", f"与第{before}行重复")

    def _contents(
        self, said: Mapping[str, str], wrong: Wrong
    ) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]], list[str]]:
        body = said.get("body", "")
        if said.get("body_file"):
            body = self._text(said["body_file"], wrong)
        body = clean_html(body)
        files = []
        for one in filter(None, re.split(r"[;；\n]", said.get("attachments", ""))):
            asked, _, label = one.strip().partition("|")
            name = self._file("attachments", asked.strip(), ACCEPTED, wrong)
            if name:
                files.append((name, label.strip()[:200] or _stem(asked)[:200]))
        pictures, missing = [], []
        for source in dict.fromkeys(match[1] for match in _IMAGE.findall(body)):
            asked = unquote(urlsplit(unescape(source)).path).lstrip("/") if _is_readable(source) else ""
            name = self._archive.find(asked)[0] or self._archive.find(asked.rpartition("/")[2])[0] if asked else ""
            if name and self._examine(name, PICTURES) == "":
                pictures.append((source, name))
            else:
                missing.append(unescape(source)[:120])
        return body, files, pictures, missing

    def _text(self, asked: str, wrong: Wrong) -> str:
        name, problem = self._archive.find(asked)
        if problem:
            wrong.add("body_file", problem)
            return ""
        content = self._archive.read(name)
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        wrong.add("body_file", "不是 UTF-8 或者 GB18030 编码的文字")
        return ""

    def _file(self, field_name: str, asked: str, kinds: Sequence[str], wrong: Wrong) -> str:
        name, problem = self._archive.find(asked)
        problem = problem or self._examine(name, kinds)
        if problem:
            wrong.add(field_name, problem, asked)
            return ""
        return name

    def _examine(self, name: str, kinds: Sequence[str]) -> str:
        """Structure of the file, looked at once: by first bytes, ending and parsers in a process of their own."""
        key = f"{name} {','.join(kinds)}"
        if key not in self._bad:
            kind, faults = examined(name.rpartition("/")[2], self._archive.read(name), kinds)
            self._bad[key] = "；".join(faults)
            if kind is not None and not faults:
                self._media[name] = kind.media_type
        return self._bad[key]


class Wrong:
    """Faults of one row, under the headings of the file."""

    def __init__(self, line: int, said: Mapping[str, str], named: Mapping[str, str]) -> None:
        self._line, self._said, self._named = line, said, named
        self.faults: list[Fault] = []

    def heading(self, name: str) -> str:
        return self._named.get(name, "")

    def add(self, name: str, reason: str, value: str | None = None) -> None:
        known = BY_NAME.get(name)
        shown = (self._said.get(name, "") if value is None else value)[:LONGEST_SHOWN]
        label = self.heading(name) or (known.label if known else name)
        self.faults.append(Fault(self._line, label, shown, reason, known.accepts if known else ""))


def read_day(text: str) -> date | None:
    match = _DAY.fullmatch(" ".join(text.split()))
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def with_pictures(body: str, places_of: Mapping[str, str]) -> str:
    """The text with its pictures at their places here."""
    return _IMAGE.sub(lambda match: match[1] + places_of.get(match[2], match[2]) + match[3], body)


def _stem(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    return base.rpartition(".")[0] or base


def _is_readable(source: str) -> bool:
    try:
        urlsplit(unescape(source))
    except ValueError:
        return False
    return True
