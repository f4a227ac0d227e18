"""Severance (区分处理, REG 37): take a file in, mark what stays withheld with its ground, make the copy that is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, Refused, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact
from gongkai.files.apart import ReaderFailed
from gongkai.files.severing.marks import Box
from gongkai.files.severing.sources import KINDS, NoPages, as_pages
from gongkai.files.severing.work import page_count, passages, severed
from gongkai.files.store import read, store_upload
from gongkai.files.uploads import Upload
from gongkai.law.exemptions import EXEMPTION_GROUNDS
from gongkai.numbering.keys import public_id
from gongkai.requests.errors import reasons_if_archived
from gongkai.requests.models import Severance, SeveranceMark
from gongkai.requests.proceedings import officer_id, opened, tell
from gongkai.requests.replies import reply_in_work
from gongkai.requests.severances import areas_of, severance_of
from gongkai.requests.usecases.attach_to_reply import CHANGEABLE, attach_to_reply

ROLES = (Role.DRAFTER, Role.REQUEST_OFFICER)
MOST_PAGES, MOST_MARKS = 300, 2000
_REG_37 = "《中华人民共和国政府信息公开条例》第三十七条"


def open_severance(*, act: Act, request_id: int, title: str, name: str, content: bytes | Upload) -> Severance:
    """Keep the file and its pages; nothing of either is ever shown to the applicant."""
    with transaction.atomic():
        proceeding = opened(act, request_id)
        require(act, *ROLES)
        request = proceeding.request
        refuse_if([
            *reasons_if_archived(request.archived_on),
            *([] if title.strip() else [Reason("title", "请填写材料名称，它将列入答复书的附件")]),
        ])  # fmt: skip
        original = store_upload(act=act, agency_id=request.agency_id, name=name, content=content, kinds=KINDS)
        pages, count = _pages(read(original), original.media_type)
        stored = original
        if original.media_type != "application/pdf":
            stored = store_upload(act=act, agency_id=request.agency_id, name=f"{title.strip()[:80]}.pdf", content=pages)
        made = Severance.objects.create(
            request=request, title=title.strip()[:200], original=original, pages=stored, page_count=count,
            opened_by_id=officer_id(act), opened_at=proceeding.act.now,
        )  # fmt: skip
        tell(proceeding.act, request, "severance_opened", {"severance": public_id(made.pk), "pages": count})
    return made


def _pages(content: bytes, media_type: str) -> tuple[bytes, int]:
    try:
        pages = as_pages(content, media_type)
        count = page_count(pages)
    except (NoPages, ReaderFailed) as problem:
        raise Refused([Reason("file", f"材料{problem}")]) from None
    if count > MOST_PAGES:
        raise Refused([Reason("file", f"材料有 {count} 页，一次最多 {MOST_PAGES} 页，请拆分后再办理")])
    return pages, count


def mark_area(*, act: Act, severance_id: int, page: int, box: Box, ground: str, note: str = "") -> SeveranceMark:
    """``box`` in shares of the page (0 to 1) from its left and upper edge."""
    with transaction.atomic():
        severance = _locked(act, severance_id)
        refuse_if([*_reasons(severance, ground), *_box_faults(severance, page, box)])
        made = _mark(act, severance, page, box, ground, note)
        _tell_marked(act, severance, 1, ground)
    return made


def mark_words(*, act: Act, severance_id: int, words: str, ground: str, note: str = "") -> int:
    """Mark every passage with these words; how many areas that made. What stands in a picture is marked by its area."""
    asked = _of_own(act, severance_id)
    refuse_if([*_reasons(asked, ground), *([] if words.strip() else [Reason("words", "请填写要隐去的文字")])])
    try:
        found = passages(read(asked.pages), words)  # before the transaction: nobody waits for a reader
    except ReaderFailed as problem:
        raise Refused([Reason("file", f"材料{problem}")]) from None
    refuse_if([] if found else [Reason("words", "材料中没有找到这些文字；扫描件上的文字请按区域标记")])
    with transaction.atomic():
        severance = _locked(act, severance_id)
        refuse_if(_reasons(severance, ground))
        for area in found:
            _mark(act, severance, area.page, area.box, ground, note)
        _tell_marked(act, severance, len(found), ground)
    return len(found)


def unmark(*, act: Act, severance_id: int, mark_id: int) -> None:
    with transaction.atomic():
        severance = _locked(act, severance_id)
        refuse_if(_reasons(severance, EXEMPTION_GROUNDS[0].key))
        gone, _ = SeveranceMark.objects.filter(severance=severance, pk=mark_id).delete()
        if not gone:
            raise NotFound([Reason("mark", "没有找到这处标记")])
        tell(act, severance.request, "severance_unmarked", {"severance": public_id(severance.pk)})


def finish_severance(*, act: Act, severance_id: int) -> Severance:
    """Burn the marks in and keep the copy; it is attached to the reply where one is being written."""
    asked = _of_own(act, severance_id)
    areas = areas_of(asked)
    refuse_if(_reasons(asked, EXEMPTION_GROUNDS[0].key))
    refuse_if([] if areas else [Reason("", "还没有标记不予公开的内容", _REG_37)])
    try:
        made = severed(read(asked.pages), areas, asked.title)  # may take a minute: nobody waits for it
    except ReaderFailed as problem:
        raise Refused([Reason("file", f"材料{problem}")]) from None
    with transaction.atomic():
        severance = _locked(act, severance_id)
        refuse_if(_reasons(severance, EXEMPTION_GROUNDS[0].key))
        refuse_if([] if areas_of(severance) == areas else [Reason("", "生成期间标记有变动，请核对后重新生成")])
        name = f"{severance.title[:80]}（区分处理后）.pdf"
        severance.copy = store_upload(
            act=act, agency_id=severance.request.agency_id, name=name, content=made.content, kinds=("pdf",)
        )
        severance.finished_by_id, severance.finished_at = officer_id(act), act.now
        severance.save(update_fields=["copy", "finished_by", "finished_at"])
        facts: dict[str, Fact] = {"severance": public_id(severance.pk), "marks": len(areas), "hidden": made.hidden}
        tell(act, severance.request, "severed", facts)
        reply = reply_in_work(severance.request)
        if reply is not None and reply.stage in CHANGEABLE:
            attach_to_reply(
                act=act, request_id=severance.request_id, file=severance.copy, title=severance.title, is_severed=True
            )
    return severance


def _of_own(act: Act, severance_id: int) -> Severance:
    severance = severance_of(act, severance_id)
    require(act, *ROLES, agency_id=severance.request.agency_id)
    return severance


def _locked(act: Act, severance_id: int) -> Severance:
    severance = _of_own(act, severance_id)
    Severance.objects.select_for_update().get(pk=severance.pk)
    return severance_of(act, severance_id)


def _reasons(severance: Severance, ground: str) -> Iterator[Reason]:
    yield from reasons_if_archived(severance.request.archived_on)
    if severance.finished_at is not None:
        yield Reason("", "副本已经生成，标记不再改变；需要改变的，请重新上传材料")
    known = {one.key: one.label_zh for one in EXEMPTION_GROUNDS}
    if ground not in known:
        yield Reason("ground", f"依据“{ground}”不存在；可选：{'、'.join(known.values())}", _REG_37)
    if severance.marks.count() >= MOST_MARKS:
        yield Reason("", f"标记最多 {MOST_MARKS} 处")


def _box_faults(severance: Severance, page: int, box: Box) -> Iterator[Reason]:
    if not 1 <= page <= severance.page_count:
        yield Reason("page", f"页码 {page} 不在 1 至 {severance.page_count} 之间")
    if not box.is_area:
        yield Reason("box", "区域应在页面之内（0 至 100%），右大于左、下大于上")


def _mark(act: Act, severance: Severance, page: int, box: Box, ground: str, note: str) -> SeveranceMark:
    return SeveranceMark.objects.create(
        severance=severance, page=page, left=box.left, top=box.top, right=box.right, bottom=box.bottom, ground=ground,
        note=note.strip(), marked_by_id=officer_id(act),
    )  # fmt: skip


def _tell_marked(act: Act, severance: Severance, count: int, ground: str) -> None:
    facts: dict[str, Fact] = {"severance": public_id(severance.pk), "marks": count, "ground": ground}
    tell(act, severance.request, "severance_marked", facts)
