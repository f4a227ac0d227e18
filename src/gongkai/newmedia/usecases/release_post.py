"""Give an approved post out: to WeChat through its interface, elsewhere by hand in the platform's back office."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.newmedia.models import Platform, PostDraft, WechatBinding, WechatDelivery
from gongkai.newmedia.post_content import content_digest
from gongkai.newmedia.usecases.standing import lock_account
from gongkai.newmedia.usecases.write_post import lock_draft
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add
from gongkai.review.standing import reasons_not_to_publish
from gongkai.review.usecases.use_approval import use_approval

RELEASED = "newmedia.post_released"


def release_post(*, act: Act, draft_id: int) -> PostDraft:
    """Exactly what was approved goes out, once. The publisher wrote none of it."""
    with transaction.atomic():
        draft = lock_draft(act, draft_id)
        require(act, Role.PUBLISHER, agency_id=draft.agency_id)
        refuse_if(_reasons(act, draft))
        use_approval(act=act, sheet=draft.sheet)
        by_interface = WechatBinding.objects.filter(account_id=draft.account_id).exists()
        draft.state = PostDraft.State.RELEASED if by_interface else PostDraft.State.BY_HAND
        draft.released_by, draft.changed_at = act.actor_id, act.now
        draft.save(update_fields=["state", "released_by", "changed_at"])
        record(act, RELEASED, "post_draft", public_id(draft.pk), facts={"interface": by_interface})
        if by_interface:
            add(RELEASED, public_id(draft.pk), act.now)
    return draft


def try_again(*, act: Act, draft_id: int) -> PostDraft:
    """After the reason of a failure was removed: the delivery goes on where it stopped, nothing is published twice."""
    with transaction.atomic():
        draft = lock_draft(act, draft_id)
        require(act, Role.PUBLISHER, agency_id=draft.agency_id)
        delivery = WechatDelivery.objects.select_for_update(of=("self",)).filter(draft=draft).first()
        if draft.state != PostDraft.State.FAILED or delivery is None:
            refuse_if([Reason("state", f"信息现为“{draft.standing_zh}”，无须重新发布")])
        else:
            delivery.step, delivery.attempts, delivery.problem, delivery.due_at = _goes_on(delivery), 0, "", act.now
            delivery.save()
            draft.state = PostDraft.State.RELEASED
            draft.save(update_fields=["state"])
            record(act, "newmedia.post_retried", "post_draft", public_id(draft.pk))
    return draft


def _goes_on(delivery: WechatDelivery) -> str:
    """The step after the last answer that is known. A publication WeChat has refused begins anew with a draft of its own."""
    if delivery.publish_id:
        delivery.publish_id, delivery.media_id, delivery.submitted_at = "", "", None
    if delivery.media_id:
        return WechatDelivery.Step.DRAFTED
    return WechatDelivery.Step.COVERED if delivery.cover_id else WechatDelivery.Step.NEW


def bind_wechat(*, act: Act, account_id: int, app_id: str, secret: str) -> WechatBinding:
    """By which app id and secret a WeChat official account is written to; binding again replaces the secret."""
    with transaction.atomic():
        account = lock_account(account_id)
        require(act, Role.SYSTEM_ADMIN, Role.OFFICE_HEAD, agency_id=account.agency_id)
        reasons = []
        if account.platform != Platform.WECHAT:
            reasons.append(Reason("account", f"“{account.name}”不是微信公众号"))
        if not (app_id.strip().isascii() and 6 <= len(app_id.strip()) <= 40):
            reasons.append(Reason("app_id", "请填写公众平台的开发者ID（AppID），如 wx1234567890abcdef"))
        if not 16 <= len(secret.strip()) <= 128:
            reasons.append(Reason("secret", "请填写公众平台的开发者密码（AppSecret）"))
        refuse_if(reasons)
        binding, _ = WechatBinding.objects.update_or_create(
            account=account,
            defaults={
                "app_id": app_id.strip(),
                "secret": secret.strip(),
                "bound_by": act.actor_id,
                "bound_on": act.today,
            },
        )
        record(
            act, "newmedia.wechat_bound", "newmedia_account", public_id(account.pk), changed={"app_id": app_id.strip()}
        )
    return binding


def _reasons(act: Act, draft: PostDraft) -> Iterator[Reason]:
    if draft.state != PostDraft.State.IN_REVIEW:
        yield Reason("state", f"信息现为“{draft.standing_zh}”，不能发布")
        return
    yield from reasons_not_to_publish(draft.sheet, content_digest(draft))
    if act.actor_id.isdigit() and int(act.actor_id) in draft.authors:
        yield Reason("released_by", "信息由拟稿人以外的人发布")
