"""Pictures in the text of a draft: pasted or dropped into the editor (its script sends them one by one), put in by a form, or carried by a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.agencies.errors import NotAllowed, NotFound, Reason, Refused, refuse_if
from gongkai.agencies.roles import Role
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act
from gongkai.catalogue.body_pictures import (
    MOST_PICTURES,
    Embedded,
    Parted,
    picture_tag,
    put_back,
    with_picture,
    words_said,
)
from gongkai.catalogue.models import Item
from gongkai.catalogue.usecases.edit_item import edit_item, reasons_not_to_edit
from gongkai.catalogue.usecases.place_pictures import place_pictures
from gongkai.desk.documents.frame import opened, require_own, tried
from gongkai.desk.documents.previews import DESK_PICTURES
from gongkai.desk.entry import officer_view
from gongkai.editions.publish import PICTURES
from gongkai.files.names import plain_name
from gongkai.files.pictures import ReadyPicture, named_by_content, ready_picture
from gongkai.files.store import LARGEST
from gongkai.numbering.keys import public_id

LONGEST_WORDS = 2000
LEFT = (
    "文中有 {n} 张图片未能带入：它们只在您的电脑上，浏览器读不到；请在 WPS 或 Word 中逐张复制后粘贴，"
    "或者用“在正文中放入图片”选择文件"
)  # fmt: skip
"""Said by the editor's script in the same words (``desk/static/pictures.js``)."""


@officer_view(Role.DRAFTER)
@require_POST
def paste(request: HttpRequest, act: Act, public: str) -> JsonResponse:
    """Told to the editor's script: where the picture lies, its words, the new version; or the sentence why it was not taken."""
    item = opened(act, public)
    require_own(act, item)
    try:
        ready = _uploaded(act, item, request, "粘贴的图片")
        changed, (file,) = place_pictures(
            act=act, item_id=item.id, version=_number(request.POST.get("version", "")) or 0, pictures=[ready]
        )
    except (NotAllowed, NotFound):
        raise
    except Refused as refused:
        return JsonResponse({"problem": str(refused)}, status=409)
    words = words_said(request.POST.get("words", ""))[:LONGEST_WORDS]
    return JsonResponse(
        {"address": DESK_PICTURES + public_id(file.id), "words": words, "version": changed.version, "removed": "、".join(ready.removed)}
    )  # fmt: skip


@officer_view(Role.DRAFTER)
@require_POST
def put_in(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """Without the editor: a picture behind the paragraph chosen, with its words."""
    item = opened(act, public)
    require_own(act, item)
    version = _number(request.POST.get("version", "")) or 0

    def place() -> Item:
        words = " ".join(request.POST.get("words", "").split())
        refuse_if([*reasons_not_to_edit(item, version), *_about(request, words)])
        ready = _uploaded(act, item, request, "图片")
        changed, (file,) = place_pictures(act=act, item_id=item.id, version=version, pictures=[ready])
        tag = picture_tag(PICTURES + public_id(file.id), words)
        body = with_picture(changed.body_html, tag, _number(request.POST.get("behind", "")))
        return edit_item(act=act, item_id=item.id, version=changed.version, body_html=body)

    tried(request, place, "图片已放入正文。")
    return HttpResponseRedirect(reverse("desk:document-edit", args=[public_id(item.id)]) + "#files")


def _about(request: HttpRequest, words: str) -> list[Reason]:
    missing = [] if request.FILES.get("picture") else [Reason("picture", "请先选择图片文件")]
    long = [Reason("words", f"图片文字最多 {LONGEST_WORDS} 字，现有 {len(words)} 字；长文字请写进正文")]
    return [*missing, *(long if len(words) > LONGEST_WORDS else [])]


def _uploaded(act: Act, item: Item, request: HttpRequest, stem: str) -> ReadyPicture:
    upload = request.FILES.get("picture")
    if upload is None:
        raise Refused([Reason("picture", "没有收到图片，请重新粘贴")])
    content = upload.read()
    given = plain_name(upload.name or "")
    name = given if request.POST.get("named") else named_by_content(stem, content, upload.content_type or "")
    ready, faults = ready_picture(name, content, _largest(act, item))
    refuse_if(Reason("picture", text) for text in faults)
    assert ready is not None  # refused above
    return ready


def save_with_pictures(
    request: HttpRequest, act: Act, item: Item, version: int, parted: Parted, save: Callable[[int, str], Item]
) -> Item:
    """Keep the pictures a text carried and ``save`` (version, text with each picture at its place), both or neither.

    A picture that is refused is told and left out; the others and all words are kept. Pictures are read before the database is held.
    """
    if not parted.pictures and not parted.left:
        return save(version, parted.html)
    ready, told = _ready(act, item, parted.pictures)
    good = [one for one in ready.values() if one is not None]
    with transaction.atomic():
        changed, files = place_pictures(act=act, item_id=item.id, version=version, pictures=good)
        kept = iter(files)
        words = {one.mark: one.words[:LONGEST_WORDS] for one in parted.pictures}
        places = {
            mark: (PICTURES + public_id(next(kept).id), words[mark]) if one else None for mark, one in ready.items()
        }
        saved = save(changed.version, put_back(parted.html, places))
    for text in told:
        messages.error(request, text)
    if parted.left:
        messages.warning(request, LEFT.format(n=parted.left))
    if good:
        messages.info(request, f"已带入 {len(good)} 张图片。图中有文字的，请把文字写进图片说明。")
    return saved


def _ready(act: Act, item: Item, pictures: Sequence[Embedded]) -> tuple[dict[str, ReadyPicture | None], list[str]]:
    ready: dict[str, ReadyPicture | None] = {}
    told = []
    for number, one in enumerate(pictures, 1):
        name = named_by_content(f"第 {number} 张图片", one.content, one.said)
        faults = [f"文件“{name}”没有带入：一篇最多 {MOST_PICTURES} 张图片"] if number > MOST_PICTURES else []
        if not faults:
            ready[one.mark], faults = ready_picture(name, one.content, _largest(act, item))
        ready.setdefault(one.mark, None)
        told += [f"{fault}。这张图片没有带入，其余内容已经带入" for fault in faults]
    return ready, told


def _largest(act: Act, item: Item) -> int:
    return int(setting_of(item.agency, LARGEST, act.today))


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None
