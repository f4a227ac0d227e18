"""Bring released posts to WeChat, each exactly once, whatever fails in between.

The outbox makes one delivery a post; the recurring round moves each on by the steps of ``WechatDelivery.Step``. A delivery is claimed (its
next try is moved past the longest call), WeChat is asked outside any transaction, and what it answered is written before the next step. Covers
and drafts are not public, so asking twice does no harm; ``submit`` is: the moment of asking is written first, and when the answer was lost the
worker waits until WeChat has settled, looks for the article by its own source address, and asks again only if the draft is still there.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F

from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import system_act
from gongkai.audit.log import record
from gongkai.clock import StoppedClock, legal_day
from gongkai.editions.selectors import content_address
from gongkai.files.store import read
from gongkai.jobs.recurring import Recurring
from gongkai.newmedia.models import Post, PostDraft, PostImport, WechatDelivery
from gongkai.newmedia.usecases.release_post import RELEASED
from gongkai.newmedia.wechat.interface import Article, Published, RefusedByWechat, TryLater, Wechat
from gongkai.numbering.keys import key_of, public_id
from gongkai.outbox.consumers import Consumer
from gongkai.outbox.models import Event

log = logging.getLogger(__name__)

Step = WechatDelivery.Step
CLAIM = timedelta(minutes=3)  # longer than the calls of one step
SETTLES = timedelta(minutes=5)  # until then WeChat may still be publishing what we asked for
POLLS = timedelta(seconds=20)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (0.5, 1, 2, 5, 15, 30, 60, 120, 240, 480, 720))
A_ROUND = 50
Opened = Callable[[WechatDelivery], Wechat]


def deliver_due(moment: datetime | None = None, opened: Opened | None = None) -> int:
    """Move every due delivery on as far as it goes; how many were published."""
    now = moment or datetime.now(UTC)
    waiting = WechatDelivery.objects.filter(due_at__lte=now).order_by("due_at").values_list("pk", flat=True)
    return sum(deliver(key, now, opened or interface_of) for key in list(waiting[:A_ROUND]))


def deliver(key: int, now: datetime, opened: Opened) -> bool:
    """Move one delivery on if it is due and nobody else does it; whether the post is out now."""
    if not WechatDelivery.objects.filter(pk=key, due_at__lte=now).update(
        due_at=now + CLAIM, attempts=F("attempts") + 1
    ):
        return False
    delivery = _loaded(key)
    try:
        wechat = opened(delivery)
        while delivery.step in _STEPS and _STEPS[delivery.step](delivery, wechat, now):
            pass
    except TryLater as problem:
        _again(delivery, now, str(problem))
    except RefusedByWechat as refused:
        _failed(delivery, now, str(refused.args[0]))
    return delivery.step == Step.PUBLISHED


def interface_of(delivery: WechatDelivery) -> Wechat:
    binding = getattr(delivery.draft.account, "binding", None)
    if binding is None:
        raise RefusedByWechat("账号尚未绑定公众平台接口")
    return Wechat(binding.app_id, binding.secret)


def _loaded(key: int) -> WechatDelivery:
    related = ("draft__account__binding", "draft__agency", "draft__cover", "draft__source")
    return WechatDelivery.objects.select_related(*related).get(pk=key)


def _cover(delivery: WechatDelivery, wechat: Wechat, now: datetime) -> bool:
    cover = delivery.draft.cover
    if cover is None:
        raise RefusedByWechat("没有封面图片")
    delivery.cover_id = wechat.add_cover(cover.name, read(cover))
    return _on(delivery, Step.COVERED, "cover_id")


def _draft(delivery: WechatDelivery, wechat: Wechat, now: datetime) -> bool:
    delivery.media_id = wechat.add_draft(article_of(delivery.draft), delivery.cover_id)
    return _on(delivery, Step.DRAFTED, "media_id")


def _submit(delivery: WechatDelivery, wechat: Wechat, now: datetime) -> bool:
    if delivery.submitted_at is not None:
        if now < delivery.submitted_at + SETTLES:
            WechatDelivery.objects.filter(pk=delivery.pk).update(due_at=delivery.submitted_at + SETTLES)
            return False
        found = wechat.find_published(source_url(delivery.draft))
        if found is not None:
            _published(delivery, found, now)
            return False
        if not wechat.has_draft(delivery.media_id):
            raise TryLater("the draft is gone and nothing is published yet")
    delivery.submitted_at = now
    delivery.save(update_fields=["submitted_at"])  # before it is asked: a lost answer must be noticed
    delivery.publish_id = wechat.submit(delivery.media_id)
    return _on(delivery, Step.SUBMITTED, "publish_id")


def _poll(delivery: WechatDelivery, wechat: Wechat, now: datetime) -> bool:
    found = wechat.state_of(delivery.publish_id)
    if found is None:
        WechatDelivery.objects.filter(pk=delivery.pk).update(due_at=now + POLLS, attempts=0)
    else:
        _published(delivery, found, now)
    return False


_STEPS: dict[str, Callable[[WechatDelivery, Wechat, datetime], bool]] = {
    Step.NEW: _cover, Step.COVERED: _draft, Step.DRAFTED: _submit, Step.SUBMITTED: _poll,
}  # fmt: skip


def article_of(draft: PostDraft) -> Article:
    return Article(draft.title, draft.body_html, draft.summary, source_url(draft), draft.agency.short_name[:8])


def source_url(draft: PostDraft) -> str:
    """Where 阅读原文 leads: the site's own item or the accounts' page, with the post's id, by which it is recognised at WeChat."""
    domain = setting_of(draft.agency, "site.domain", legal_day(draft.changed_at)) or "localhost"
    path = content_address(draft.source_id) if draft.source_id else "/zwxmt/"
    return f"https://{domain}{path}?from={public_id(draft.pk)}"


def _on(delivery: WechatDelivery, step: str, *fields: str) -> bool:
    delivery.step, delivery.attempts, delivery.problem = step, 0, ""
    delivery.save(update_fields=["step", "attempts", "problem", *fields])
    return True


def _published(delivery: WechatDelivery, found: Published, now: datetime) -> None:
    """The post becomes a counted fact of its account, together with the end of its delivery."""
    draft, account = delivery.draft, delivery.draft.account
    act = system_act("wechat", StoppedClock(now), agency_code=draft.agency.code)
    own = found.url or found.article_id
    key = hashlib.sha256(own.encode()).hexdigest()
    with transaction.atomic():
        post = Post.objects.current().filter(account=account, post_key=key).first()
        if post is None:
            source = PostImport.objects.create(
                account=account, file_name="微信公众号接口发布", sha256=key, rows=1, new=1, changed=0,
                imported_by=draft.released_by, recorded_at=now,
            )  # fmt: skip
            post = Post.objects.create(
                account=account, agency_id=account.agency_id, source=source, platform=account.platform,
                account_role=account.account_role, post_key=key, title=draft.title, url=found.url[:500],
                published_at=now, happened_on=legal_day(now), recorded_at=now,
            )  # fmt: skip
        PostDraft.objects.filter(pk=draft.pk).update(
            state=PostDraft.State.PUBLISHED, url=found.url[:500], post=post, changed_at=now
        )
        delivery.step, delivery.article_id, delivery.due_at, delivery.problem = (
            Step.PUBLISHED,
            found.article_id,
            None,
            "",
        )
        delivery.save(update_fields=["step", "article_id", "due_at", "problem"])
        record(act, "newmedia.post_published", "post_draft", public_id(draft.pk), facts={"post": public_id(post.pk)})


def _again(delivery: WechatDelivery, now: datetime, problem: str) -> None:
    """Try again after a growing wait; given up after the last one, and an officer may begin again."""
    if delivery.attempts > len(WAITS):
        _failed(delivery, now, "公众平台多次没有应答，请稍后重新发布")
        return
    wait = WAITS[max(0, delivery.attempts - 1)]
    WechatDelivery.objects.filter(pk=delivery.pk).update(due_at=now + wait, problem=problem[:200])


def _failed(delivery: WechatDelivery, now: datetime, why: str) -> None:
    log.warning("the post %s was not published at WeChat: %s", public_id(delivery.draft_id), why)
    with transaction.atomic():
        delivery.step, delivery.due_at, delivery.problem = Step.FAILED, None, why[:200]
        delivery.save(update_fields=["step", "due_at", "problem"])
        PostDraft.objects.filter(pk=delivery.draft_id).update(state=PostDraft.State.FAILED, changed_at=now)


def take(events: Sequence[Event]) -> None:
    """One delivery a released post, however often the event comes."""
    for event in events:
        draft = PostDraft.objects.filter(pk=key_of(event.subject)).first()
        if draft is not None:
            WechatDelivery.objects.get_or_create(
                draft=draft, defaults={"due_at": event.recorded_at, "created_at": event.recorded_at}
            )


def round_of(moment: datetime) -> None:
    deliver_due(moment)


CONSUMER = Consumer("newmedia-wechat", (RELEASED,), take, later=True)
RECURRING = (Recurring("newmedia.wechat", timedelta(seconds=15), round_of),)
