"""Everything there is of one case, as papers in order: for the archive's package and for the evidence handed to a court.

Letters come as they went out (PDF/A), stored files as they came in, and what is only records as sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.errors import Refused
from gongkai.audit.models import AuditLine
from gongkai.clock import SHANGHAI, legal_day
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.law.applicants import Channel
from gongkai.law.reference import Ref
from gongkai.notices.pdf import letter_pdf
from gongkai.notices.sheets import Part, sheet_pdf
from gongkai.numbering.keys import public_id
from gongkai.requests.letter_documents import document_of
from gongkai.requests.models import Consultation, FeePayment, InformationRequest, OutgoingLetter, Reply, Severance
from gongkai.requests.selectors import reading_of
from gongkai.requests.severances import withheld_in

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """``name`` is its path in a package; ``proves`` what it is evidence of."""

    name: str
    title: str
    content: bytes
    media_type: str
    day: date
    proves: str


def papers_of(request: InformationRequest, today: date, words: Mapping[str, str]) -> Iterator[Paper]:
    """All papers of a case. ``words`` are the Chinese names of log events, which the desk knows."""
    day = request.date_of_receipt or legal_day(request.registered_at)
    yield _sheet("01-申请登记表", "政府信息公开申请登记表", _form(request), day, "申请的内容、渠道和收到申请之日")
    for number, (title, stored) in enumerate(_proofs(request), 1):
        yield _file(f"02-{number:02d}-{title}", title, stored, "申请人身份、代理权限")
    yield from _letters(request)
    yield from _given(request)
    opinions = _opinions(request)
    if opinions:
        yield _sheet("05-征求意见情况", "征求意见情况", opinions, today, "征求第三方和其他机关意见的情况")
    yield _sheet("06-办理经过和期限", "办理经过和期限", _course(request, today), today, "办理程序和答复期限合法")
    yield _sheet("07-送达凭证", "送达凭证", _deliveries(request), today, "文书已经送达")
    yield _sheet("08-操作日志", "操作日志", _log(request, words), today, "办理过程由系统逐步记录")


def _form(request: InformationRequest) -> tuple[Part, ...]:
    rows = (
        ("申请编号", request.number),
        ("受理机关", request.agency.name),
        ("申请人", request.applicant_name),
        ("证件号码", request.applicant_id_number or request.organisation_uscc or "未提供"),
        ("联系方式", request.applicant_contact or "未提供"),
        ("联系地址", request.applicant_address or "未提供"),
        ("代理人", request.agent_name or "无"),
        ("申请渠道", Channel(request.channel).label_zh),
        ("登记时间", f"{request.registered_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"),
        ("收到申请之日", str(request.date_of_receipt or "未确定")),
        ("事项", request.subject),
        ("所需政府信息", request.description),
    )
    return (Part(rows=rows, widths=(1, 4)),)


def _proofs(request: InformationRequest) -> Iterator[tuple[str, StoredFile]]:
    if request.identity_proof is not None:
        yield "身份证明", request.identity_proof
    if request.power_of_attorney is not None:
        yield "授权委托书", request.power_of_attorney


def _letters(request: InformationRequest) -> Iterator[Paper]:
    """Letters and replies that went out, in their order. An incomplete one comes as a sheet of its text."""
    letters: list[OutgoingLetter | Reply] = list(OutgoingLetter.objects.filter(request=request))
    letters += Reply.objects.filter(request=request, made_on__isnull=False)
    days = {one.pk: one.dispatched_on if isinstance(one, OutgoingLetter) else one.made_on for one in letters}
    for number, one in enumerate(sorted(letters, key=lambda paper: (days[paper.pk] or date.max, paper.pk)), 1):
        day = days[one.pk] or request.registered_at.date()
        title = one.get_kind_display() if isinstance(one, OutgoingLetter) else "答复书"
        try:
            content = letter_pdf(document_of(one))
        except Refused as incomplete:
            content = sheet_pdf(
                title, (Part(lines=(one.number or "", one.content, f"未能生成正式文书：{incomplete}")),), day
            )
        proves = "作出答复的内容、依据和理由" if isinstance(one, Reply) else "履行告知程序"
        yield Paper(f"03-{number:02d}-{title}.pdf", f"{title}（{one.number}）", content, PDF, day, proves)


def _given(request: InformationRequest) -> Iterator[Paper]:
    number = 0
    for reply in Reply.objects.filter(request=request, made_on__isnull=False).order_by("id"):
        for one in reply.attachments.select_related("file"):
            number += 1
            yield _file(f"04-{number:02d}-{one.title[:60]}", one.title, one.file, "向申请人提供的政府信息")
    for severance in Severance.objects.filter(request=request, finished_at__isnull=False):
        number += 1
        rows = tuple((str(one.number), f"第{one.page}页", one.ground, one.article) for one in withheld_in(severance))
        parts = (Part(severance.title, rows, ("序号", "位置", "不予公开的依据", "条款"), (1, 1, 4, 4)),)
        day = legal_day(severance.finished_at) if severance.finished_at else legal_day(request.registered_at)
        yield _sheet(f"04-{number:02d}-不予公开内容清单", "不予公开内容清单", parts, day, "区分处理的范围和依据")


def withheld_originals(request: InformationRequest) -> Iterator[Paper]:
    """The pages before they were severed: what the court may have to see and the other party must not."""
    found = Severance.objects.filter(request=request, finished_at__isnull=False).select_related("pages")
    for number, one in enumerate(found, 1):
        title = f"{one.title}（区分处理前）"
        yield _file(f"09-{number:02d}-{title[:60]}", title, one.pages, "不予公开的内容和依据")


def _opinions(request: InformationRequest) -> tuple[Part, ...]:
    asked = Consultation.objects.filter(request=request).select_related("letter").order_by("id")
    rows = tuple(
        (one.ref, one.name, str(one.letter.dispatched_on), str(one.letter.received_on or "—"),
         one.get_answer_display() or "未提出", one.reasons or "—")
        for one in asked
    )  # fmt: skip
    head = ("编号", "征求对象", "发出", "收到", "意见", "理由")
    return (Part(rows=rows, head=head, widths=(1, 3, 2, 2, 2, 4)),) if rows else ()


def _course(request: InformationRequest, today: date) -> tuple[Part, ...]:
    reading = reading_of(request, today)
    rows = tuple(
        (str(step.day), step.zh, step.basis.zh if isinstance(step.basis, Ref) else f"约定：{step.basis.reason}")
        for step in reading.why
    )
    parts = [Part("期限的计算", rows, ("日期", "事由", "依据"), (2, 4, 5))] if rows else []
    persons = tuple(
        (reply.number or "未编号", reply.drafted_by.name, reply.reviewed_by.name if reply.reviewed_by else "—",
         reply.approved_by.name if reply.approved_by else "—", str(reply.made_on or "—"))
        for reply in Reply.objects.filter(request=request).select_related("drafted_by", "reviewed_by", "approved_by")
    )  # fmt: skip
    if persons:
        parts.append(Part("起草、审核、签发", persons, ("文号", "起草", "法制审核", "签发", "作出日期")))
    fees = tuple((str(one.happened_on), f"{one.amount / 100:.2f}元", one.receipt_number or "—")
                 for one in FeePayment.objects.current().filter(request=request))  # fmt: skip
    if fees:
        parts.append(Part("缴费", fees, ("日期", "金额", "票据号")))
    return tuple(parts) or (Part(lines=("尚无记录。",)),)


def _deliveries(request: InformationRequest) -> tuple[Part, ...]:
    letters = tuple(
        (one.get_kind_display(), one.number, str(one.dispatched_on), str(one.received_on or "—"), one.proof or "—")
        for one in OutgoingLetter.objects.filter(request=request).order_by("id")
    )
    replies = tuple(
        ("答复书", one.number or "", str(one.made_on), str(one.delivered_on or "—"),
         f"{one.get_delivery_display()} {one.proof}".strip() or "—")
        for one in Reply.objects.filter(request=request, made_on__isnull=False).order_by("id")
    )  # fmt: skip
    rows = (*letters, *replies)
    return (Part(rows=rows, head=("文书", "文号", "发出", "送达", "凭证")),) if rows else (Part(lines=("尚无文书。",)),)


def _log(request: InformationRequest, words: Mapping[str, str]) -> tuple[Part, ...]:
    lines = AuditLine.objects.filter(object_kind="request", object_id=public_id(request.pk)).order_by(
        "recorded_at", "id"
    )
    rows = tuple(
        (f"{line.recorded_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", line.actor_name, words.get(line.event, line.event), line.digest[:16])
        for line in lines
    )  # fmt: skip
    head = ("时间", "人员", "操作", "校验值")
    return (Part(rows=rows, head=head, widths=(3, 3, 4, 3)),) if rows else (Part(lines=("尚无记录。",)),)


def _sheet(name: str, title: str, parts: tuple[Part, ...], day: date, proves: str) -> Paper:
    return Paper(f"{name}.pdf", title, sheet_pdf(title, parts, day), PDF, day, proves)


def _file(name: str, title: str, stored: StoredFile, proves: str) -> Paper:
    ending = stored.name.rpartition(".")[2][:8]
    return Paper(f"{name}.{ending}", title, read(stored), stored.media_type, legal_day(stored.stored_at), proves)
