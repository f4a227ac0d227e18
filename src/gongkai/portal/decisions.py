"""行政执法公示: look decisions up, the page of one, files of open data by month. Persons are masked in the room below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.decisions.kinds import LEDGERS
from gongkai.decisions.lines import persons_named, subject
from gongkai.decisions.lookup import Sought, cursor, look_up, names_beginning, read_cursor
from gongkai.decisions.models import DecisionVersion, Revocation
from gongkai.decisions.open_data import as_csv, as_json, month_days, months_with_rows, public_rows
from gongkai.decisions.public import (
    PUBLIC_KINDS,
    Standing,
    address,
    current_version,
    revocations,
    standing,
    visible,
)
from gongkai.decisions.public_fields import counterparty_shown, public_fields
from gongkai.decisions.publicity_end import publicity_end
from gongkai.numbering.keys import key_of
from gongkai.portal.site import column_tags, show, today
from gongkai.privacy.detection import masked_text

HOME = ("/sgs/", "行政执法公示")
BY = {"name": "行政相对人名称", "code": "统一社会信用代码", "number": "决定文书号"}
_ABOUT = "行政许可、行政处罚、行政强制决定公示"
_KINDS = {kind.value: kind for kind in PUBLIC_KINDS}
_ENDED = "该行政处罚信息的公示期限已届满（或者已完成信用修复），依照规定停止公示。"
_TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Line:
    """One decision in the list."""

    address: str
    title: str
    document_number: str
    counterparty: str
    organ: str
    kind: str
    day: date


@dataclass(frozen=True, slots=True)
class Question:
    """The form as it was filled in: what it asks, and what cannot be read in it."""

    sought: Sought
    kept: dict[str, str]
    faults: tuple[str, ...]

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.kept.items() if value})


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """The form and one page of what it finds; a plain address that can be kept."""
    agencies = {agency.code: agency for agency in Agency.objects.order_by("path")}
    question = _read(request, agencies)
    sought, day = question.sought, today()
    found = None if question.faults else look_up(sought, day)
    is_first = sought.after is None
    names = (
        names_beginning(sought.name, day, sought.kind)
        if found and is_first and sought.name and not found.records
        else []
    )
    tags = column_tags(HOME[1], _ABOUT, "行政执法信息", "行政许可,行政处罚,行政强制,双公示")
    return show(
        request, "portal/decision_list.html", HOME[1], section=HOME[0], crumbs=[("", HOME[1])], tags=tags,
        status=400 if question.faults else 200, question=question, agencies=agencies.values(), kinds=PUBLIC_KINDS, by=BY,
        lines=[line_of(record) for record in found.records] if found else [], names=names, is_first=is_first,
        after=cursor(found.after) if found else "", is_asked=bool(question.query),
    )  # fmt: skip


def _read(request: HttpRequest, agencies: dict[str, Agency]) -> Question:
    kept = {name: request.GET.get(name, "").strip()[:200] for name in ("by", "q", "kind", "organ", "first", "last")}
    by = kept["by"] if kept["by"] in BY else "name"
    faults = []
    days: dict[str, date | None] = {"first": None, "last": None}
    for name, label in (("first", "开始日期"), ("last", "结束日期")):
        try:
            days[name] = date.fromisoformat(kept[name]) if kept[name] else None
        except ValueError:
            faults.append(f"{label}“{kept[name]}”无法识别，请按 2022-03-01 的形式填写。")
    if days["first"] and days["last"] and days["first"] > days["last"]:
        faults.append(f"开始日期{days['first']}晚于结束日期{days['last']}。")
    organ = agencies.get(kept["organ"])
    if kept["organ"] and organ is None:
        faults.append("没有这个决定机关，请从列表中选择。")
    if kept["kind"] and kept["kind"] not in _KINDS:
        faults.append("没有这个类别，请从行政许可、行政处罚、行政强制中选择。")
    try:
        after = read_cursor(request.GET["after"]) if request.GET.get("after") else None
    except ValueError:
        after = None
    sought = Sought(
        kind=_KINDS.get(kept["kind"]), document_number=kept["q"] if by == "number" else "",
        code=kept["q"] if by == "code" else "", name=kept["q"] if by == "name" else "",
        agency_id=organ.id if organ else None, first=days["first"], last=days["last"], after=after,
    )  # fmt: skip
    return Question(sought, kept, tuple(faults))


def line_of(record: DecisionVersion) -> Line:
    return Line(
        address(record), subject(record), record.document_number, counterparty_shown(record),
        record.organ_name, record.KIND.label, record.happened_on,
    )  # fmt: skip


@require_safe
def decision(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """One decision; 410 with the reason when it was revoked or its publicity ended, 404 for what is only counted."""
    record = _found(kind, public_id)
    day = today()
    match standing(record, day):
        case Standing.COUNTED_ONLY:
            raise Http404
        case Standing.REVOKED:
            return _revoked(request, record, revocations([record])[record.pk])
        case Standing.ENDED:
            return show(
                request, "portal/message.html", "公示已终止", section=HOME[0], status=410, text=_ENDED, crumbs=[HOME, ("", "公示已终止")]
            )  # fmt: skip
    current = address(record)
    if request.path != current:  # the row was corrected since: the address leads to what holds now
        return HttpResponseRedirect(current)
    title = f"{record.KIND.label}决定　{record.document_number}"
    return show(
        request, "portal/decision.html", title, section=HOME[0], crumbs=[HOME, (f"{HOME[0]}?kind={kind}", record.KIND.label), ("", "正文")],
        tags=_tags(record, title), record=record, fields=public_fields(record), subject=subject(record),
        ends_on=publicity_end(record).last,
    )  # fmt: skip


def _found(kind: str, public_id: str) -> DecisionVersion:
    """The version that is visible now of the decision the address was given for. Raises Http404."""
    if kind not in _KINDS:
        raise Http404
    try:
        key = key_of(public_id)
    except ValueError as error:
        raise Http404 from error
    named = LEDGERS[_KINDS[kind]].model.objects.filter(pk=key, batch__committed_at__isnull=False).first()
    if named is None:
        raise Http404
    current = visible(_KINDS[kind]).filter(pk=key).select_related("batch").first() or current_version(named)
    if current is None:
        raise Http404
    found: DecisionVersion = current
    return found


def _revoked(request: HttpRequest, record: DecisionVersion, revocation: Revocation) -> HttpResponse:
    """The notice of PEN 48(2): that it was withdrawn, why, and since when."""
    return show(
        request, "portal/decision_revoked.html", "公示信息已撤回", section=HOME[0], status=410, crumbs=[HOME, ("", "公示信息已撤回")],
        record=record, revocation=revocation, reason=masked_text(revocation.reason, persons_named(record)),
    )  # fmt: skip


def _tags(record: DecisionVersion, title: str) -> list[tuple[str, str]]:
    published = record.batch.committed_at
    return [
        *column_tags(HOME[1], _ABOUT, "行政执法信息", f"{record.KIND.label},双公示"),
        ("ArticleTitle", title),
        ("PubDate", localtime(published).strftime("%Y-%m-%d %H:%M") if published else ""),
        ("ContentSource", record.organ_name),
        ("Keywords", record.KIND.label),
        ("Description", f"{record.organ_name}{record.KIND.label}决定公示"),
    ]


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Which months there are of which ledger; the form leads to the file's own address."""
    chosen = [request.GET.get(name, "") for name in ("file", "ending")]
    if request.GET.get("file"):
        kind, _, month = chosen[0].partition("-")
        if kind in _KINDS and chosen[1] in _TYPES:
            return HttpResponseRedirect(f"{HOME[0]}data/{kind}-{month}.{chosen[1]}")
        raise Http404
    tags = column_tags("开放数据", "行政执法公示信息的开放数据下载与接口", "数据开放")
    months = {kind: months_with_rows(kind) for kind in PUBLIC_KINDS}
    return show(
        request, "portal/decision_data.html", "开放数据", section=HOME[0], crumbs=[HOME, ("", "开放数据")], tags=tags,
        months=months,
    )  # fmt: skip


@require_safe
def month_file(request: HttpRequest, name: str, ending: str) -> StreamingHttpResponse:
    """The public decisions of a ledger and month (``penalty-2022-03``), streamed."""
    kind, _, month = name.partition("-")
    if kind not in _KINDS or ending not in _TYPES:
        raise Http404
    try:
        first, last = month_days(month)
    except ValueError as error:
        raise Http404 from error
    rows = public_rows(_KINDS[kind], first, last, today())
    pieces: Iterator[str] = as_csv(_KINDS[kind], rows) if ending == "csv" else as_json(rows)
    response = StreamingHttpResponse((piece.encode() for piece in pieces), content_type=_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{kind}-{month}.{ending}"'
    return response
