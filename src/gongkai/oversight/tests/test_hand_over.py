"""One act moves everything; limits and authors stay; both sides confirm; nothing moves by halves."""

from __future__ import annotations

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.models import Officer
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Item
from gongkai.catalogue.usecases.draft_item import draft_item
from gongkai.newmedia.models import PostDraft
from gongkai.newmedia.tests.factories import running
from gongkai.newmedia.usecases.write_post import Words, draft_post
from gongkai.oversight.handovers import handover_for, handover_paper, may_read_notes
from gongkai.oversight.models import HandOver
from gongkai.oversight.papers import Table
from gongkai.oversight.usecases.hand_over import confirm_handover, hand_over, open_work_of
from gongkai.requests.models import InformationRequest
from gongkai.requests.tests.factories import Counter


@pytest.fixture
def leaving(cast: Cast) -> Officer:
    """An officer of the police with a draft, a request and a post."""
    officer = cast.officer(Role.DRAFTER, agency=cast.police)
    act = cast.act(Role.DRAFTER, agency=cast.police)
    draft_item(act=act, kind="news", column="zwdt-bm", title="护航开学")
    request = Counter(cast, cast.police).under_review()
    InformationRequest.objects.filter(pk=request.pk).update(handler=officer)
    account = running(cast)
    draft_post(act=act, account_id=account.pk, words=Words("防诈提醒", "正文"))
    return officer


def test_everything_moves_in_one_act_with_its_limits(cast: Cast, leaving: Officer) -> None:
    newcomer = cast.officer(Role.DRAFTER, agency=cast.police, who="新人")
    due = InformationRequest.objects.get().reply_due
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    made = hand_over(act=head, giver_id=leaving.pk, receiver_id=newcomer.pk, reason="调离", notes="钥匙在柜里")
    assert open_work_of(leaving) == []
    assert sorted(kind.kind for kind, _ in open_work_of(newcomer)) == [
        "catalogue.item",
        "newmedia.post",
        "requests.request",
    ]
    request, item = InformationRequest.objects.get(), Item.objects.get()
    assert (request.handler, request.reply_due) == (newcomer, due)
    assert (item.drafter, item.authors) == (newcomer, [leaving.pk])
    assert made.lines.get(kind="requests.request").due_on == due
    table = next(block for block in handover_paper(made).blocks if isinstance(block, Table))
    assert {row[1] for row in table.rows} == {"公开信息文稿", "新媒体信息", "依申请公开申请"}


def test_a_single_piece_may_go_to_somebody_else(cast: Cast, leaving: Officer) -> None:
    one, two = (cast.officer(Role.DRAFTER, agency=cast.police, who=who) for who in ("甲", "乙"))
    post = PostDraft.objects.get()
    hand_over(
        act=cast.act(Role.SYSTEM_ADMIN, agency=cast.police), giver_id=leaving.pk, receiver_id=one.pk, reason="轮岗",
        exceptions={("newmedia.post", post.pk): two.pk},
    )  # fmt: skip
    post.refresh_from_db()
    assert (post.drafter, Item.objects.get().drafter) == (two, one)


def test_giver_and_receiver_confirm_each_for_themselves(cast: Cast, leaving: Officer) -> None:
    newcomer = cast.officer(Role.DRAFTER, agency=cast.police, who="新人")
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    made = hand_over(act=head, giver_id=leaving.pk, receiver_id=newcomer.pk, reason="退休")
    with pytest.raises(NotAllowed, match="只有移交人和接收人"):
        confirm_handover(act=head, handover_id=made.pk)
    confirm_handover(act=cast.act(Role.DRAFTER, agency=cast.police), handover_id=made.pk)
    made.refresh_from_db()
    assert made.giver_confirmed_at is not None
    assert made.lines.filter(confirmed_at__isnull=True).count() == 3
    receiving = cast.act(Role.DRAFTER, agency=cast.police, who="新人")
    confirm_handover(act=receiving, handover_id=made.pk)
    assert not made.lines.filter(confirmed_at__isnull=True).exists()
    with pytest.raises(Refused, match="已经确认过"):
        confirm_handover(act=receiving, handover_id=made.pk)


def test_a_stranger_to_the_work_orders_nothing(cast: Cast, leaving: Officer) -> None:
    newcomer = cast.officer(Role.DRAFTER, agency=cast.police, who="新人")
    with pytest.raises(NotAllowed, match="由本人、公开工作机构负责人或者系统管理员办理"):
        hand_over(
            act=cast.act(Role.PUBLISHER, agency=cast.police), giver_id=leaving.pk, receiver_id=newcomer.pk, reason="x"
        )
    with pytest.raises(NotFound):
        hand_over(
            act=cast.act(Role.OFFICE_HEAD, agency=cast.market), giver_id=leaving.pk, receiver_id=newcomer.pk, reason="x"
        )
    assert len(open_work_of(leaving)) == 3


def test_all_gaps_are_told_and_nothing_is_half_moved(cast: Cast, leaving: Officer) -> None:
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    with pytest.raises(Refused) as refusal:
        hand_over(
            act=head,
            giver_id=leaving.pk,
            receiver_id=leaving.pk,
            reason=" ",
            exceptions={("newmedia.post", 1): leaving.pk},
        )
    assert [reason.field for reason in refusal.value.reasons] == ["reason", "receiver", "exceptions"]
    assert not HandOver.objects.exists()
    assert len(open_work_of(leaving)) == 3


def test_colleagues_see_the_list_but_the_notes_are_for_both_sides_and_the_head(cast: Cast, leaving: Officer) -> None:
    newcomer = cast.officer(Role.DRAFTER, agency=cast.police, who="新人")
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    made = hand_over(act=head, giver_id=leaving.pk, receiver_id=newcomer.pk, reason="调离", notes="钥匙在柜里")
    receiving, colleague = (
        cast.act(Role.DRAFTER, agency=cast.police, who="新人"),
        cast.act(Role.PUBLISHER, agency=cast.police),
    )
    assert handover_for(colleague, made.pk) == made
    assert [may_read_notes(act, made) for act in (head, receiving, colleague)] == [True, True, False]
    assert "钥匙" in str(handover_paper(made, with_notes=True))
    assert "钥匙" not in str(handover_paper(made))
    with pytest.raises(NotFound):
        handover_for(cast.act(Role.OFFICE_HEAD, agency=cast.market), made.pk)


def test_a_receiver_without_the_roles_is_refused_by_name_until_they_are_held(cast: Cast, leaving: Officer) -> None:
    clerk = cast.officer(Role.REQUEST_OFFICER, agency=cast.police, who="小赵")
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    given = {"act": head, "giver_id": leaving.pk, "receiver_id": clerk.pk, "reason": "调离"}
    with pytest.raises(Refused) as refusal:
        hand_over(**given)
    said = [str(reason) for reason in refusal.value.reasons]
    assert said == [
        "受理员小赵没有拟稿人的角色，不能接收公开信息文稿1项；请先由系统管理员授予角色，或者为这些事项另选接收人",
        "受理员小赵没有拟稿人的角色，不能接收新媒体信息1项；请先由系统管理员授予角色，或者为这些事项另选接收人",
    ]
    assert len(open_work_of(leaving)) == 3
    drafter = cast.officer(Role.DRAFTER, agency=cast.police, who="新人")
    rest = {
        (kind.kind, piece.key): drafter.pk for kind, piece in open_work_of(leaving) if kind.kind != "requests.request"
    }
    hand_over(**given, exceptions=rest)
    assert InformationRequest.objects.get().handler == clerk
