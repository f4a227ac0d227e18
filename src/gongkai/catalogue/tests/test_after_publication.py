"""Corrections and withdrawals: what the public sees, what the figures keep."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.catalogue.counts import item_detail, item_line, items_published
from gongkai.catalogue.models import ItemPublished
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.correct_item import correct_item, draft_correction
from gongkai.catalogue.usecases.edit_item import attach_file
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.editions.models import Edition, Publication
from gongkai.editions.selectors import public_list, publication
from gongkai.files.models import StoredFile
from gongkai.files.store import read, store_made
from gongkai.measures.registry import Question
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewSheet

Commits = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


def year(walk: Walk, as_of: date = date(2022, 12, 31)) -> int:
    return items_published(Question((walk.agency.id,), date(2022, 1, 1), date(2022, 12, 31), as_of)).count()


def test_a_correction_is_reviewed_and_published_with_its_note(walk: Walk) -> None:
    item = walk.corrected(walk.published(), date_of_document=date(2022, 2, 28), body_html="<p>2月28日</p>")
    editions = list(Edition.objects.order_by("number"))
    assert [edition.note for edition in editions] == ["", "更正会议日期"]
    assert editions[0].payload["body_html"] == "<p>3月1日，全县春季农业生产现场会召开。</p>"
    assert editions[1].payload["date_of_document"] == "2022-02-28"
    assert item.date_of_document == date(2022, 2, 28)
    assert year(walk) == 1


def test_an_unreviewed_or_own_correction_does_not_go_out(walk: Walk) -> None:
    both = (Role.DRAFTER, Role.PUBLISHER)
    correction = draft_correction(act=walk.act(*both), item_id=walk.published().id, note="改标题", title="新标题")
    with pytest.raises(Refused, match="拟稿人不得发布") as refused:
        correct_item(act=walk.act(*both), correction_id=correction.id)
    assert "审核尚未通过" in str(refused.value)
    assert Edition.objects.count() == 1


def test_one_correction_at_a_time_with_a_note_and_a_change(walk: Walk) -> None:
    item = walk.published()
    with pytest.raises(Refused) as refused:
        draft_correction(act=walk.act(Role.DRAFTER), item_id=item.id, note="")
    assert {reason.field for reason in refused.value.reasons} == {"note", "fields"}
    draft_correction(act=walk.act(Role.DRAFTER), item_id=item.id, note="一", title="甲")
    with pytest.raises(Refused, match="另有一件更正"):
        draft_correction(act=walk.act(Role.DRAFTER), item_id=item.id, note="二", title="乙")


def test_a_draft_is_edited_not_corrected(walk: Walk) -> None:
    with pytest.raises(Refused, match="只有已发布的信息可以更正"):
        draft_correction(act=walk.act(Role.DRAFTER), item_id=walk.draft().id, note="改", title="新")


@pytest.mark.parametrize("kind", ["WITHDRAWN_SILENTLY", "WITHDRAWN_WITH_NOTICE", "PURGED"])
def test_withdrawn_later_still_counts_and_is_gone_from_the_lists(walk: Walk, kind: str) -> None:
    item = walk.published()
    walk.cast.on(date(2022, 6, 1))
    before = year(walk, date(2022, 5, 31))
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind=kind, reason="内容有误")
    assert (before, year(walk, date(2022, 5, 31)), year(walk)) == (1, 1, 1)
    assert public_list().items == ()
    assert publication(item.publication_id or 0).state == kind  # type: ignore[union-attr]


def test_only_a_notice_keeps_its_address(walk: Walk) -> None:
    urls = []
    for kind in ("WITHDRAWN_SILENTLY", "WITHDRAWN_WITH_NOTICE"):
        item = walk.published()
        withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind=kind, reason="已废止")
        urls.append(item_line(ItemPublished.objects.get(item=item)).public_url)
    assert urls == ["", f"/content/{public_id(item.publication_id or 0)}.html"]


def test_a_purge_leaves_the_fact_and_no_text(walk: Walk) -> None:
    item = walk.corrected(walk.published(title="低保户张某某名单", body_html="<p>张某某</p>"), title="张某某名单更正")
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="泄露隐私")
    item = withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="PURGED", reason="泄露隐私")
    item.refresh_from_db()
    everything = f"{item.title}{item.body_html}{list(item.corrections.values_list('changes', 'note'))}"
    everything += str(list(ReviewSheet.objects.values_list("title", "closing_reason")))
    everything += str(list(Publication.objects.values_list("title"))) + str(
        list(Edition.objects.values_list("payload"))
    )
    assert "张某某" not in everything
    detail = item_detail(ItemPublished.objects.get())
    assert detail.line.title == "（内容已清除）"
    assert year(walk) == 1
    with pytest.raises(Refused):
        withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="PURGED", reason="再次")


def test_a_purge_erases_the_bytes_of_attachments_unless_another_item_has_the_same(
    walk: Walk, django_capture_on_commit_callbacks: Commits
) -> None:
    drafts = [walk.draft(title=title) for title in ("名单一", "名单二")]
    act, kept = walk.act(Role.DRAFTER), []
    for item, content in ((drafts[0], b"only here"), (drafts[0], b"twice"), (drafts[1], b"twice")):
        stored = store_made(
            act=act, agency_id=item.agency_id, name="张某某.txt", content=content, media_type="text/plain"
        )
        item.refresh_from_db()
        attach_file(act=act, item_id=item.id, version=item.version, file=stored, label="名单")
        kept.append(stored)
    drafts[0].refresh_from_db()
    item = walk.publish(walk.approved(drafts[0]))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="PURGED", reason="泄露隐私")
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [kept[2].pk]
    with pytest.raises(FileNotFoundError):
        read(kept[0])
    assert read(kept[2]) == b"twice"


def test_a_withdrawal_needs_a_publisher_a_known_kind_and_a_reason(walk: Walk) -> None:
    item = walk.published()
    with pytest.raises(NotAllowed):
        withdraw_item(act=walk.act(Role.DRAFTER), item_id=item.id, kind="PURGED", reason="误发")
    with pytest.raises(Refused) as refused:
        withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="PUBLISHED", reason=" ")
    assert {reason.field for reason in refused.value.reasons} == {"kind", "reason"}
    with pytest.raises(Refused, match="只有已发布的信息可以撤稿"):
        withdraw_item(act=walk.act(Role.PUBLISHER), item_id=walk.draft().id, kind="PURGED", reason="误发")


def test_the_history_names_who_reviewed_and_what_came_after(walk: Walk) -> None:
    item = walk.corrected(walk.published(), title="新标题")
    walk.cast.on(date(2022, 6, 1))
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="过时")
    texts = [text for _, text, _ in item_detail(ItemPublished.objects.get()).history]
    assert [text.split("：")[0] for text in texts] == [
        "保密审查", "初审", "复审", "终审（签发）", "首次发布", "更正", "撤稿（已撤下）",
    ]  # fmt: skip
