"""Attachments of a draft (several at once), pictures in its text, and a DOCX taken over as its text."""

from __future__ import annotations

from functools import partial
from io import BytesIO

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Attachment, Item
from gongkai.catalogue.selectors import items_visible_to
from gongkai.catalogue.usecases.edit_item import LONGEST_LABEL, attach_file, detach_file, edit_item
from gongkai.catalogue.word_import import read_docx
from gongkai.desk.documents.frame import key_in, opened, require_own, to_item, tried
from gongkai.desk.documents.pictures import save_with_pictures
from gongkai.desk.entry import officer_view
from gongkai.files.store import discard, read, store_publishable, store_upload


@officer_view(Role.DRAFTER)
@require_POST
def attach(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Each file on its own: what is refused is told, the others are kept."""
    item = opened(act, public)
    require_own(act, item)
    uploads = request.FILES.getlist("files")
    if not uploads:
        messages.error(request, "请先选择文件；可以一次选择多个。")
    labels = request.POST.getlist("label")
    for place, upload in enumerate(uploads):
        label = labels[place] if place < len(labels) and labels[place].strip() else _named(upload.name or "")
        item.refresh_from_db(fields=["version"])
        keep = partial(_keep, act, item, upload.name or "", upload.read(), label)
        if removed := tried(request, keep, f"已添加附件“{label}”。"):
            messages.info(request, f"公开用的“{label}”已清除文件属性：{'、'.join(removed)}。")
    return _back(request, item)


def _keep(act: Act, item: Item, name: str, content: bytes, label: str) -> tuple[str, ...]:
    """Attach the copy without its authors' data; what was removed. The file as it was handed in is not kept."""
    with transaction.atomic():
        stored = store_upload(act=act, agency_id=item.agency_id, name=name, content=content)
        public_copy, copy = store_publishable(act=act, stored=stored)
        attach_file(act=act, item_id=item.id, version=item.version, file=public_copy, label=label)
        if public_copy.pk != stored.pk:
            discard(stored)
    return tuple(dict.fromkeys(copy.removed))


@officer_view(Role.DRAFTER)
@require_POST
def detach(request: HttpRequest, act: Act, public: str, attachment: str) -> HttpResponse:
    item = opened(act, public)
    require_own(act, item)
    key = key_in(attachment)
    tried(
        request, lambda: detach_file(act=act, item_id=item.id, version=item.version, attachment_id=key), "附件已移除。"
    )
    return _back(request, item)


@officer_view()
@require_safe
def take(request: HttpRequest, act: Act, public: str, attachment: str) -> FileResponse:
    """An attachment, published or not, for officers who see its item."""
    item = opened(act, public)
    row = item.attachments.filter(pk=key_in(attachment)).select_related("file").first()
    if row is None:
        raise Http404
    return FileResponse(
        BytesIO(read(row.file)), content_type=row.file.media_type, as_attachment=True, filename=row.file.name
    )


@officer_view()
@require_safe
def picture(request: HttpRequest, act: Act, file: str) -> FileResponse:
    """A picture inside a text that is not public yet."""
    seen = items_visible_to(act).values("id")
    row = Attachment.objects.filter(file_id=key_in(file), item_id__in=seen).select_related("file").first()
    if row is None or not row.file.media_type.startswith("image/"):
        raise Http404
    return FileResponse(BytesIO(read(row.file)), content_type=row.file.media_type)


@officer_view(Role.DRAFTER)
@require_POST
def docx(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Take the text of a DOCX over as the body; headings, lists, tables and pictures stay, the look does not."""
    item = opened(act, public)
    require_own(act, item)
    upload = request.FILES.get("docx")
    if upload is None:
        messages.error(request, "请先选择 DOCX 文件。")
        return _back(request, item)
    content, name = upload.read(), upload.name or ""
    version = item.version

    def take_over() -> Item:
        save = partial(_with_body, act, item.id)
        return save_with_pictures(request, act, item, version, read_docx(name, content), save)

    tried(request, take_over, f"已导入“{name}”的正文。")
    return _back(request, item)


def _with_body(act: Act, item_id: int, version: int, body_html: str) -> Item:
    return edit_item(act=act, item_id=item_id, version=version, body_html=body_html)


def _named(name: str) -> str:
    return (name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name)[:LONGEST_LABEL]


def _back(request: HttpRequest, item: Item) -> HttpResponse:
    answer = to_item(item.id)
    if request.POST.get("back") == "edit":
        answer["Location"] += "edit/"
    return answer
