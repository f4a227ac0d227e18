"""The DOCX layout of letters: the one in use to edit in WPS or Word, a changed one brought back, its sample, the second person's decision."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused
from gongkai.agencies.rights import NOT_OURS, agencies_written_for, agency_written_for
from gongkai.audit.acts import Act
from gongkai.desk.entry import officer_view, show, tell_reasons
from gongkai.desk.notices.case import DOCX, download
from gongkai.desk.notices.words import READERS, day_given, may_decide
from gongkai.files.store import read
from gongkai.files.uploads import Upload
from gongkai.notices.docx import letter_docx
from gongkai.notices.layouts import layout_in_force, layout_to_edit
from gongkai.notices.models import LAYOUT
from gongkai.notices.sample import sample
from gongkai.notices.selectors import versions_seen_by
from gongkai.notices.usecases.draft_block import WRITERS
from gongkai.notices.usecases.draft_layout import draft_layout
from gongkai.numbering.keys import key_of, public_id


@officer_view(*READERS)
@require_safe
def layouts(request: HttpRequest, act: Act) -> HttpResponse:
    return _page(request, act)


def _page(request: HttpRequest, act: Act, status: int = 200) -> HttpResponse:
    agencies = agencies_written_for(act)
    versions = [(one, public_id(one.pk), may_decide(act, one)) for one in versions_seen_by(act).filter(block=LAYOUT)]
    return show(
        request, act, "desk/notices/layout.html", status=status, agencies=agencies, versions=versions,
        is_own=layout_in_force(agencies[0], act.today) is not None, may_write=bool(act.roles.intersection(WRITERS)),
        effective_on=request.POST.get("effective_on", act.today.isoformat()),
    )  # fmt: skip


@officer_view(*READERS)
@require_safe
def to_edit(request: HttpRequest, act: Act) -> HttpResponse:
    """The file itself, with its places in braces."""
    return download(layout_to_edit(agencies_written_for(act)[0], act.today), DOCX, "文书版式.docx")


@officer_view(*READERS)
@require_safe
def sample_of(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """A sample letter in one version of the layout."""
    try:
        found = versions_seen_by(act).select_related("layout").filter(pk=key_of(public), block=LAYOUT).first()
    except ValueError:
        found = None
    if found is None or found.layout is None:
        raise NotFound([Reason("", "没有找到这一版本")])
    document = sample(agencies_written_for(act)[0], "REPLY_OPENING", act.today)
    return download(letter_docx(document, read(found.layout)), DOCX, "文书版式（样张）.docx")


@officer_view(*WRITERS)
@require_POST
def bring(request: HttpRequest, act: Act) -> HttpResponse:
    try:
        agency = agency_written_for(act, request.POST.get("agency", ""), NOT_OURS)
        file = request.FILES.get("file")
        if file is None:
            raise Refused([Reason("file", "请选择版式文件（.docx）")])
        day = day_given(request.POST.get("effective_on", ""))
        draft_layout(act=act, agency=agency, name=file.name or "", content=cast(Upload, file), effective_on=day)
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        tell_reasons(request, refused)
        return _page(request, act, status=400)
    messages.success(request, "新版式已提交，另一人审定后自启用日期起使用。")
    return HttpResponseRedirect(reverse("desk:letter-layouts"))
