"""The words of letters: what is in force, versions with their days, a new one with a preview, and the second person's decision."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import NOT_OURS, agencies_written_for, agency_written_for
from gongkai.agencies.usecases.describe import ADMINISTRATORS
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, refusal, show, tell_reasons
from gongkai.desk.notices.case import PDF, download
from gongkai.law.letters import letters_with
from gongkai.notices.models import LAYOUT, BlockVersion
from gongkai.notices.pdf import letter_pdf
from gongkai.notices.sample import sample
from gongkai.notices.selectors import version_of, versions_seen_by
from gongkai.notices.templates import block_label, known_contents, text_in_force
from gongkai.notices.usecases.decide_block import APPROVERS, decide_block
from gongkai.notices.usecases.draft_block import WRITERS, draft_block
from gongkai.notices.wording import WORDING
from gongkai.numbering.keys import key_of, public_id

READERS = tuple(dict.fromkeys((*WRITERS, *APPROVERS)))


@officer_view(*READERS)
@require_safe
def blocks(request: HttpRequest, act: Act) -> HttpResponse:
    """All blocks: whose words are in force today, and which drafts wait."""
    agency = agencies_written_for(act)[0]
    versions = list(versions_seen_by(act))
    own_words = text_in_force(agency, tuple(WORDING), act.today)
    rows = [
        (block, block_label(block), own_words[block] != WORDING[block],
         sum(version.block == block and version.state == BlockVersion.State.DRAFT for version in versions))
        for block in WORDING
    ]  # fmt: skip
    return show(
        request,
        act,
        "desk/notices/words.html",
        rows=rows,
        agency=agency,
        may_mend=bool(act.roles.intersection(ADMINISTRATORS)),
    )


@officer_view(*READERS)
@require_safe
def block_page(request: HttpRequest, act: Act, block: str) -> HttpResponse:
    return _page(request, act, _known(block))


def _page(request: HttpRequest, act: Act, block: str, typed: str | None = None, status: int = 200) -> HttpResponse:
    agencies = agencies_written_for(act)
    text = text_in_force(agencies[0], (block,), act.today)[block]
    versions = [
        (version, public_id(version.pk), may_decide(act, version)) for version in versions_seen_by(act).filter(block=block)
    ]  # fmt: skip
    return show(
        request, act, "desk/notices/block.html", status=status, block=block, label=block_label(block), text=text,
        typed=text if typed is None else typed, versions=versions, agencies=agencies, contents=known_contents(block),
        letters=letters_with(block), may_write=bool(act.roles.intersection(WRITERS)),
        effective_on=request.POST.get("effective_on", act.today.isoformat()),
    )  # fmt: skip


def may_decide(act: Act, version: BlockVersion) -> bool:
    is_own = version.agency_id == act.agency_id or version.agency_id in act.works_for
    is_open = version.state == BlockVersion.State.DRAFT and act.actor_id != str(version.drafted_by_id)
    return is_own and is_open and bool(act.roles.intersection(APPROVERS))


@officer_view(*WRITERS)
@require_POST
def draft(request: HttpRequest, act: Act, block: str) -> HttpResponse:
    """A new version from a day on; refused words stay in the form."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        draft_block(
            act=act, agency=agency_written_for(act, request.POST.get("agency", ""), NOT_OURS), block=_known(block), text=text,
            effective_on=day_given(request.POST.get("effective_on", "")),
        )  # fmt: skip
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return _page(request, act, block, typed=text, status=400)
    messages.success(request, "新版本已提交，另一人审定后自启用日期起使用。")
    return HttpResponseRedirect(reverse("desk:letter-block", args=[block]))


@officer_view(*READERS)
@require_safe
def preview(request: HttpRequest, act: Act, block: str) -> HttpResponse:
    """A sample letter, marked as a draft, with the words in force or those of a version."""
    named = request.GET.get("version", "")
    words = versions_seen_by(act).filter(pk=_key(named), block=_known(block)).first() if named else None
    if named and words is None:
        raise NotFound([Reason("", "没有找到这一版本")])
    try:
        document = sample(agencies_written_for(act)[0], block, act.today, words.text if words else None)
        content = letter_pdf(document, is_draft=True)
    except Refused as refused:
        return refusal(request, act, 409, f"不能预览：{refused}")
    return download(content, PDF, f"{block_label(block)}（样张）.pdf")


@officer_view(*APPROVERS)
@require_POST
def decide(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    version = version_of(act, _key(public))
    is_approved = request.POST.get("decision") == "approve"
    try:
        decide_block(act=act, version_id=version.pk, is_approved=is_approved, note=request.POST.get("note", ""))
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
    else:
        messages.success(request, "已审定。" if is_approved else "已退回。")
    if version.block == LAYOUT:
        return HttpResponseRedirect(reverse("desk:letter-layouts"))
    return HttpResponseRedirect(reverse("desk:letter-block", args=[version.block]))


def _known(block: str) -> str:
    if block not in WORDING:
        raise NotFound([Reason("", "没有这一文书内容")])
    return block


def day_given(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused([Reason("effective_on", f"启用日期“{text}”不是日期，请写成 2022-03-01")]) from None


def _key(public: str) -> int:
    try:
        return key_of(public)
    except ValueError:
        raise NotFound([Reason("", "没有找到这一版本，或者它不属于本单位")]) from None
