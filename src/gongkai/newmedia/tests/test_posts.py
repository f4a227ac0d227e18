"""Posts through three reviews to WeChat: every one published exactly once while every third call fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import Min

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.newmedia.models import NewMediaAccount, Post, PostDraft, PostImport, WechatDelivery
from gongkai.newmedia.tests.factories import applied, running
from gongkai.newmedia.tests.wechat_standin import APP_ID, SECRET, StandIn, serving
from gongkai.newmedia.usecases.release_post import bind_wechat, release_post, try_again
from gongkai.newmedia.usecases.write_post import Cover, Words, draft_post, edit_post, submit_post
from gongkai.newmedia.wechat.deliver import deliver, deliver_due, interface_of
from gongkai.outbox.worker import drain
from gongkai.review.usecases.pass_stage import pass_stage
from gongkai.review.usecases.record_secrecy_review import record_secrecy_review

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
STAGES = ((Role.FIRST_REVIEWER, "FIRST"), (Role.SECOND_REVIEWER, "SECOND"), (Role.APPROVER, "FINAL"))


@pytest.fixture
def account(cast: Cast) -> NewMediaAccount:
    account: NewMediaAccount = running(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    bind_wechat(act=head, account_id=account.pk, app_id=APP_ID, secret=SECRET)
    return account


def approved(cast: Cast, account: NewMediaAccount, title: str) -> PostDraft:
    writer = cast.act(Role.DRAFTER, agency=cast.police)
    words = Words(title, "<p>正文<script>x</script></p>", "摘要")
    draft = draft_post(act=writer, account_id=account.pk, words=words, cover=Cover("封面.png", PNG))
    draft = submit_post(act=writer, draft_id=draft.pk)
    assert draft.sheet is not None
    secrecy = cast.act(Role.SECRECY_REVIEWER, agency=cast.police)
    record_secrecy_review(act=secrecy, sheet_id=draft.sheet.pk, conclusion="MAY_BE_PUBLIC")
    for role, stage in STAGES:
        pass_stage(act=cast.act(role, agency=cast.police), sheet_id=draft.sheet.pk, stage=stage)
    return draft


def released(cast: Cast, account: NewMediaAccount, title: str) -> PostDraft:
    draft = approved(cast, account, title)
    return release_post(act=cast.act(Role.PUBLISHER, agency=cast.police), draft_id=draft.pk)


def until_done(stand_in: StandIn, moment: datetime, rounds: int = 400) -> int:
    """Let time pass half a minute a round; how many rounds it took."""
    for number in range(rounds):
        due = WechatDelivery.objects.aggregate(due=Min("due_at"))["due"]
        if due is None:
            return number
        moment = max(moment + timedelta(seconds=30), due)
        deliver_due(moment)
        if number % 4 == 3:
            stand_in.settle()
    raise AssertionError(WechatDelivery.objects.values_list("step", "problem"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_post_is_published_exactly_once_while_every_third_call_fails(
    cast: Cast, account: NewMediaAccount, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    titles = [f"第{number}条" for number in range(12)]
    for title in titles:
        released(cast, account, title)
    drain(["newmedia-wechat"], now=lambda: cast.clock.now())
    stand_in = StandIn(failing=0.3, seed=seed)
    with serving(stand_in) as base:
        monkeypatch.setenv("GONGKAI_WECHAT", base)
        until_done(stand_in, cast.clock.now())
    assert Counter(article["title"] for article in stand_in.articles) == Counter(titles)
    assert stand_in.failed > 10
    assert sorted(Post.objects.values_list("title", flat=True)) == sorted(titles)
    assert set(PostDraft.objects.values_list("state", flat=True)) == {"PUBLISHED"}
    assert all("<script" not in article["content"] for article in stand_in.articles)


def test_an_event_delivered_twice_makes_one_delivery(cast: Cast, account: NewMediaAccount) -> None:
    draft = released(cast, account, "一次")
    drain(["newmedia-wechat"], now=lambda: cast.clock.now())
    draft.refresh_from_db()
    with pytest.raises(Refused, match="已交付发布"):
        release_post(act=cast.act(Role.PUBLISHER, agency=cast.police), draft_id=draft.pk)
    assert WechatDelivery.objects.count() == 1


def test_a_refusal_is_told_and_after_it_is_mended_the_post_goes_out_once(
    cast: Cast, account: NewMediaAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = released(cast, account, "稍后")
    drain(["newmedia-wechat"], now=lambda: cast.clock.now())
    stand_in = StandIn(failing=0)
    stand_in.refuses["draft/add"] = (45166, "invalid content")
    with serving(stand_in) as base:
        monkeypatch.setenv("GONGKAI_WECHAT", base)
        until_done(stand_in, cast.clock.now())
        draft.refresh_from_db()
        assert draft.state == "FAILED"
        assert "45166" in draft.delivery.problem
        stand_in.refuses.clear()
        try_again(act=cast.act(Role.PUBLISHER, agency=cast.police), draft_id=draft.pk)
        until_done(stand_in, cast.clock.now())
    draft.refresh_from_db()
    assert (draft.state, len(stand_in.articles), stand_in.calls["material/add_material"]) == ("PUBLISHED", 1, 1)
    assert draft.url == "https://mp.weixin.qq.com/s/article-1"
    assert PostImport.objects.get().file_name == "微信公众号接口发布"


def test_nothing_goes_out_before_all_three_reviews(cast: Cast, account: NewMediaAccount) -> None:
    writer = cast.act(Role.DRAFTER, agency=cast.police)
    draft = draft_post(act=writer, account_id=account.pk, words=Words("标题", "正文"), cover=Cover("a.png", PNG))
    draft = submit_post(act=writer, draft_id=draft.pk)
    with pytest.raises(Refused, match="审核尚未通过"):
        release_post(act=cast.act(Role.PUBLISHER, agency=cast.police), draft_id=draft.pk)


def test_the_writer_does_not_publish(cast: Cast, account: NewMediaAccount) -> None:
    both = cast.act(Role.DRAFTER, Role.PUBLISHER, agency=cast.police)
    draft = approved(cast, account, "标题")
    PostDraft.objects.filter(pk=draft.pk).update(authors=[int(both.actor_id)])
    with pytest.raises(Refused, match="由拟稿人以外的人发布"):
        release_post(act=both, draft_id=draft.pk)


def test_what_was_changed_after_approval_does_not_go_out(cast: Cast, account: NewMediaAccount) -> None:
    draft = approved(cast, account, "标题")
    PostDraft.objects.filter(pk=draft.pk).update(title="换了标题")
    with pytest.raises(Refused, match="内容在审核通过后有改动"):
        release_post(act=cast.act(Role.PUBLISHER, agency=cast.police), draft_id=draft.pk)


def test_two_officers_writing_at_once_do_not_overwrite_each_other(cast: Cast, account: NewMediaAccount) -> None:
    writer = cast.act(Role.DRAFTER, agency=cast.police)
    draft = draft_post(act=writer, account_id=account.pk, words=Words("标题", "正文"))
    edit_post(act=writer, draft_id=draft.pk, version=1, words=Words("甲改", "正文"))
    with pytest.raises(Refused, match="他人刚刚修改过"):
        edit_post(act=writer, draft_id=draft.pk, version=1, words=Words("乙改", "正文"))
    draft.refresh_from_db()
    assert draft.title == "甲改"


def test_gaps_are_told_at_once_and_an_account_that_does_not_run_takes_no_post(cast: Cast) -> None:
    account = applied(cast).account
    with pytest.raises(Refused) as refusal:
        draft_post(
            act=cast.act(Role.DRAFTER, agency=cast.police),
            account_id=account.pk,
            words=Words("", "", "长" * 121, 12345),
        )
    assert [reason.field for reason in refusal.value.reasons] == ["account", "title", "summary", "body_html", "source"]
    assert not PostDraft.objects.exists()


def test_another_agencys_post_is_not_found(cast: Cast, account: NewMediaAccount) -> None:
    draft = approved(cast, account, "标题")
    with pytest.raises(NotFound):
        release_post(act=cast.act(Role.PUBLISHER, agency=cast.market), draft_id=draft.pk)
    with pytest.raises(NotAllowed):
        draft_post(act=cast.act(Role.DRAFTER, agency=cast.market), account_id=account.pk, words=Words("标题", "正文"))


def test_a_post_for_another_platform_waits_for_its_publication_by_hand(cast: Cast) -> None:
    account = running(cast, platform="WEIBO", identifier="weibo-1")
    draft = released(cast, account, "微博")
    assert (draft.state, WechatDelivery.objects.count()) == ("BY_HAND", 0)


def test_a_wrong_key_of_the_interface_is_refused(cast: Cast) -> None:
    account = running(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    with pytest.raises(Refused) as refusal:
        bind_wechat(act=head, account_id=account.pk, app_id="公众号", secret="短")
    assert [reason.field for reason in refusal.value.reasons] == ["app_id", "secret"]


class Killed(BaseException):
    """What a kill -9 leaves behind: nothing of the program runs any more, only what was committed stays."""


class Dying:
    """An interface whose program dies when WeChat has done what the call with this number asked, before anything is written of it."""

    def __init__(self, delivery: WechatDelivery, at: int) -> None:
        self._wechat, self._left = interface_of(delivery), at

    def __getattr__(self, name: str) -> Callable[..., object]:
        def call(*given: object) -> object:
            answer = getattr(self._wechat, name)(*given)
            self._left -= 1
            if self._left == 0:
                raise Killed
            return answer

        return call


@pytest.mark.parametrize(("at", "asked_for"), [(1, "cover"), (2, "draft"), (3, "publication"), (4, "how far it is")])
def test_a_worker_killed_after_a_call_and_before_its_answer_is_kept_publishes_once(
    cast: Cast, account: NewMediaAccount, monkeypatch: pytest.MonkeyPatch, at: int, asked_for: str
) -> None:
    released(cast, account, "防汛提醒")
    drain(["newmedia-wechat"], now=lambda: cast.clock.now())
    key, moment = WechatDelivery.objects.get().pk, cast.clock.now()
    stand_in = StandIn(failing=0)
    with serving(stand_in) as base:
        monkeypatch.setenv("GONGKAI_WECHAT", base)
        with pytest.raises(Killed):
            deliver(key, moment, lambda delivery: Dying(delivery, at))  # type: ignore[arg-type, return-value]
        assert deliver_due(moment) == 0  # claimed until the longest call is over: a second worker does not step in
        stand_in.settle()
        for number in range(30):  # others publish by hand meanwhile
            stand_in.articles.append({"title": "其他", "content_source_url": "", "article_id": f"x{number}", "url": ""})
        until_done(stand_in, moment)
    assert [article["title"] for article in stand_in.articles].count("防汛提醒") == 1
    assert PostDraft.objects.get().state == "PUBLISHED"
    assert Post.objects.get().title == "防汛提醒"
