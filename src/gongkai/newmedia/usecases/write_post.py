"""Draft a post, change it, hand it in for the three reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from django.db import transaction

from gongkai.agencies.errors import NotFound, Reason, refuse_if
from gongkai.agencies.rights import ids_written_for, require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.editions.models import Publication
from gongkai.files.store import store_upload
from gongkai.newmedia.account_states import RUNNING_STATES, AccountState
from gongkai.newmedia.models import SUBJECT_KIND, NewMediaAccount, PostDraft
from gongkai.newmedia.post_content import content_digest
from gongkai.newmedia.usecases.standing import lock_account
from gongkai.numbering.keys import public_id
from gongkai.review.paths import FULL, SHORT
from gongkai.review.usecases.open_sheet import open_sheet

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY = 64, 120, 200_000
COVERS = ("jpeg", "png")
_TAGS = {"p", "br", "h2", "h3", "h4", "h5", "sub", "sup", "hr", "strong", "em", "u", "ul", "ol", "li", "blockquote", "a", "img", "table", "tbody", "thead", "tr", "td", "th"}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}


@dataclass(frozen=True, slots=True)
class Words:
    """What an officer writes. ``source`` is the publication of the site the post comes from, None for original content."""

    title: str
    body_html: str
    summary: str = ""
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    name: str
    content: bytes


def draft_post(*, act: Act, account_id: int, words: Words, cover: Cover | None = None) -> PostDraft:
    """A new post of a running account of the own agency."""
    with transaction.atomic():
        account = lock_account(account_id)
        require(act, Role.DRAFTER, agency_id=account.agency_id)
        refuse_if([*_account_reasons(account), *_word_reasons(words)])
        me = int(act.actor_id)
        draft = PostDraft(account=account, agency_id=account.agency_id, drafter_id=me, authors=[me])
        _fill(act, draft, words, cover)
        draft.save(force_insert=True)
        _tell(act, draft, "drafted")
    return draft


def edit_post(*, act: Act, draft_id: int, version: int, words: Words, cover: Cover | None = None) -> PostDraft:
    """Change a draft, or a returned post. ``version`` is the one the officer saw: nobody's work is overwritten."""
    with transaction.atomic():
        draft = lock_draft(act, draft_id)
        require(act, Role.DRAFTER, agency_id=draft.agency_id)
        reasons = list(_word_reasons(words))
        if not draft.is_editable:
            reasons.append(Reason("state", f"信息现为“{draft.standing_zh}”，不能修改；请先由审核人退回"))
        if draft.version != version:
            reasons.append(Reason("version", "他人刚刚修改过这条信息，请刷新后再改，以免覆盖"))
        refuse_if(reasons)
        _fill(act, draft, words, cover)
        draft.version, draft.state = draft.version + 1, PostDraft.State.DRAFT
        draft.authors = sorted({*draft.authors, int(act.actor_id)})
        draft.save()
        _tell(act, draft, "edited")
    return draft


def submit_post(*, act: Act, draft_id: int) -> PostDraft:
    """Hand it in: a repost of the site's own item, reviewed there already, takes the short path, original content all three reviews."""
    with transaction.atomic():
        draft = lock_draft(act, draft_id)
        require(act, Role.DRAFTER, agency_id=draft.agency_id)
        reasons = list(_account_reasons(draft.account))
        if not draft.is_editable:
            reasons.append(Reason("state", f"信息现为“{draft.standing_zh}”，不能送审"))
        if hasattr(draft.account, "binding") and draft.cover is None:
            reasons.append(Reason("cover", "发布到微信公众号须有封面图片（JPEG 或 PNG）"))
        refuse_if(reasons)
        draft.sheet = open_sheet(
            act=act, subject_kind=SUBJECT_KIND, subject_id=draft.pk, agency_id=draft.agency_id, title=draft.title,
            path=SHORT if draft.source_id else FULL, content_digest=content_digest(draft), authors=draft.authors,
        )  # fmt: skip
        draft.state, draft.changed_at = PostDraft.State.IN_REVIEW, act.now
        draft.save(update_fields=["sheet", "state", "changed_at"])
    return draft


def lock_draft(act: Act, draft_id: int) -> PostDraft:
    """The post, locked. Raises NotFound for one of another agency."""
    rows = PostDraft.objects.select_for_update(of=("self",)).select_related(
        "account", "agency", "cover", "sheet", "source"
    )
    found = rows.filter(pk=draft_id, agency_id__in=ids_written_for(act)).first()
    if found is None:
        raise NotFound([Reason("draft", "没有这条信息，或者它不属于本单位")])
    return found


def _fill(act: Act, draft: PostDraft, words: Words, cover: Cover | None) -> None:
    draft.title, draft.summary = " ".join(words.title.split()), " ".join(words.summary.split())
    text = (
        words.body_html
        if "<" in words.body_html
        else "".join(f"<p>{line}</p>" for line in words.body_html.splitlines() if line.strip())
    )
    draft.body_html = nh3.clean(text, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"}).strip()
    draft.source = Publication.objects.get(pk=words.source) if words.source else None
    draft.changed_at = act.now
    if cover is not None:
        draft.cover = store_upload(
            act=act, agency_id=draft.agency_id, name=cover.name, content=cover.content, kinds=COVERS, field="cover"
        )


def _account_reasons(account: NewMediaAccount) -> Iterator[Reason]:
    if account.state not in RUNNING_STATES:
        yield Reason("account", f"账号“{account.name}”现为“{AccountState(account.state).label}”，不能发布信息")


def _word_reasons(words: Words) -> Iterator[Reason]:
    for field, label, text, most, needed in (
        ("title", "标题", words.title, LONGEST_TITLE, True),
        ("summary", "摘要", words.summary, LONGEST_SUMMARY, False),
        ("body_html", "正文", words.body_html, LONGEST_BODY, True),
    ):
        if needed and not text.strip():
            yield Reason(field, f"请填写{label}")
        elif len(text) > most:
            yield Reason(field, f"{label}最多{most}字，现有{len(text)}字")
    if words.source and not Publication.objects.filter(pk=words.source, state=Publication.State.PUBLISHED).exists():
        yield Reason("source", "来源信息不存在或者已经撤下")


def _tell(act: Act, draft: PostDraft, event: str) -> None:
    facts: dict[str, str | int] = {"account": public_id(draft.account_id), "version": draft.version}
    changed = {"title": draft.title, "body": draft.body_html}
    record(act, f"newmedia.post_{event}", "post_draft", public_id(draft.pk), facts=facts, changed=changed)
