"""清理: one run over many documents: opened with its list, each judged, concluded by another person, its list published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.in_hand import take
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.attributes import Attribute
from gongkai.catalogue.errors import person_of
from gongkai.catalogue.in_force import documents_in_force
from gongkai.catalogue.models import CleanUp, CleanUpLine, Disclosure, NormativeDocument
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.catalogue.usecases.repeal_document import repeal_document
from gongkai.numbering.keys import public_id

COLUMN = "A20-01-02"


def open_clean_up(*, act: Act, title: str, basis: str, agency_id: int) -> CleanUp:
    """Begin a run over every document of the agency in force today."""
    require(act, Role.OFFICE_HEAD, agency_id=agency_id)
    with transaction.atomic():
        documents = list(documents_in_force([agency_id], act.today))
        refuse_if(_opening_reasons(title, basis, agency_id, documents))
        run = CleanUp.objects.create(
            agency_id=agency_id, title=title.strip(), basis=basis.strip(), officer_id=person_of(act), opened_at=act.now
        )
        CleanUpLine.objects.bulk_create([CleanUpLine(clean_up=run, document=document) for document in documents])
        take(act, "catalogue.clean_up", run.pk)
        record(
            act,
            "catalogue.clean_up_opened",
            "catalogue.clean_up",
            public_id(run.id),
            facts={"documents": len(documents)},
        )
    return run


def judge_documents(*, act: Act, clean_up_id: int, results: Mapping[int, tuple[str, str]]) -> CleanUp:
    """Set results by line: (result, note). May be done in several sittings until the run is concluded."""
    require(act, Role.OFFICE_HEAD)
    with transaction.atomic():
        run = _locked(act, clean_up_id)
        lines = {line.id: line for line in run.lines.all()}
        unknown = [value for value, _ in results.values() if value and value not in CleanUpLine.Result.values]
        reasons = [Reason("result", f"清理结果须为{'、'.join(CleanUpLine.Result.labels)}之一")] if unknown else []
        refuse_if([*_open_reasons(run), *reasons])
        for key, (result, note) in results.items():
            if key in lines:
                lines[key].result, lines[key].note = result, note.strip()[:200]
        CleanUpLine.objects.bulk_update(lines.values(), ["result", "note"])
        take(act, "catalogue.clean_up", run.pk)
        record(
            act, "catalogue.clean_up_judged", "catalogue.clean_up", public_id(run.id), facts={"documents": len(results)}
        )
    return run


def conclude_clean_up(*, act: Act, clean_up_id: int, on: date) -> CleanUp:
    """By another person than who opened it: repeals take effect ``on``, and the list becomes a draft to be reviewed and published.

    失效 is found, not made: such a document ends on the same day, with the run as its basis. 修改 needs its own new document.
    """
    require(act, Role.APPROVER)
    with transaction.atomic():
        run = _locked(act, clean_up_id)
        lines = list(run.lines.select_related("document__item").order_by("document__issued_on", "id"))
        refuse_if(_closing_reasons(act, run, lines))
        for line in lines:
            if line.result in (CleanUpLine.Result.REPEAL, CleanUpLine.Result.EXPIRED):
                repeal_document(act=act, item_id=line.document.item_id, on=on, basis=run.basis)
        run.state, run.concluded_by_id, run.concluded_at = CleanUp.State.CONCLUDED, person_of(act), act.now
        run.effective_on = on
        run.save(update_fields=["state", "concluded_by", "concluded_at", "effective_on"])
        record(act, "catalogue.clean_up_concluded", "catalogue.clean_up", public_id(run.id), facts={"on": on})
    return run


def draft_list(*, act: Act, clean_up_id: int) -> CleanUp:
    """Draft the list of a concluded run as an item: it goes the usual way to the portal."""
    require(act, Role.DRAFTER)
    with transaction.atomic():
        run = _locked(act, clean_up_id)
        refuse_if(_list_reasons(run))
        run.list_item = draft_item(
            act=act, kind="notice", column=COLUMN, agency_id=run.agency_id, title=f"{run.title}结果",
            body_html=_list_html(run), formed_on=act.today, attribute=Attribute(Disclosure.PROACTIVE),
        )  # fmt: skip
        run.save(update_fields=["list_item"])
    return run


def _locked(act: Act, clean_up_id: int) -> CleanUp:
    rows = CleanUp.objects.select_for_update(of=("self",)).filter(pk=clean_up_id, agency_id__in=ids_written_for(act))
    run = rows.first()
    if run is None:
        raise NotFound([Reason("clean_up", "没有这次清理，或者它不属于本单位")])
    return run


def _list_html(run: CleanUp) -> str:
    pieces = [f"<p>{escape(run.basis)}</p>"]
    lines = list(run.lines.select_related("document__item").order_by("document__issued_on", "id"))
    for result in CleanUpLine.Result:
        rows = [line for line in lines if line.result == result]
        if rows:
            cells = "".join(
                f"<tr><td>{place}</td><td>{escape(line.document.item.title)}</td><td>{escape(line.document.item.document_number)}</td></tr>"
                for place, line in enumerate(rows, 1)
            )
            head = "<tr><th>序号</th><th>文件名称</th><th>文号</th></tr>"
            pieces.append(f"<h2>{result.label}的文件（{len(rows)}件）</h2><table><tbody>{head}{cells}</tbody></table>")
    return "".join(pieces)


def _opening_reasons(
    title: str, basis: str, agency_id: int, documents: Sequence[NormativeDocument]
) -> Iterator[Reason]:
    if not title.strip() or len(title) > 200:
        yield Reason("title", "请填写清理名称，例如“2022年行政规范性文件清理”，最多 200 字")
    if not basis.strip() or len(basis) > 300:
        yield Reason("basis", "请写明清理依据的文件，例如《温县人民政府关于公布规范性文件清理结果的决定》，最多 300 字")
    if not documents:
        yield Reason("documents", "本单位没有现行有效的规章、行政规范性文件")
    if CleanUp.objects.filter(agency_id=agency_id, state=CleanUp.State.OPEN).exists():
        yield Reason("documents", "本单位另有一次清理尚未办结")


def _open_reasons(run: CleanUp) -> Iterator[Reason]:
    if run.state != CleanUp.State.OPEN:
        yield Reason("state", "这次清理已办结")


def _closing_reasons(act: Act, run: CleanUp, lines: Sequence[CleanUpLine]) -> Iterator[Reason]:
    yield from _open_reasons(run)
    if run.officer_id == person_of(act):
        yield Reason("officer", "发起清理的人不得办结，请由签发人办结")
    open_lines = [line.document.item.title for line in lines if not line.result]
    if open_lines:
        yield Reason("result", f"还有 {len(open_lines)} 件没有清理结果：{'、'.join(open_lines[:3])}")


def _list_reasons(run: CleanUp) -> Iterator[Reason]:
    if run.state != CleanUp.State.CONCLUDED:
        yield Reason("state", "清理办结后才能拟写公布目录")
    if run.list_item_id is not None:
        yield Reason("list", "清理目录已经拟写")
