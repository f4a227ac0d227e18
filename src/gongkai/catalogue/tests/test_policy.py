"""Around a policy: its plan of interpretation, its relations, what ends soon, and the clean-up of many."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.catalogue.deadlines import interpretation_due
from gongkai.catalogue.duties import owed_interpretations
from gongkai.catalogue.in_force import days_warned, documents_ending_soon, documents_in_force, validity_zh
from gongkai.catalogue.models import CleanUp, CleanUpLine, DocumentEnded, DocumentRelation, Item
from gongkai.catalogue.terms import Terms
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.uninterpreted import uninterpreted
from gongkai.catalogue.usecases.clean_up import conclude_clean_up, draft_list, judge_documents, open_clean_up
from gongkai.catalogue.usecases.expire_due_documents import follow_the_calendar
from gongkai.catalogue.usecases.link_interpretation import link_interpretation
from gongkai.catalogue.usecases.plan_interpretation import plan_interpretation
from gongkai.catalogue.usecases.relate_documents import relate_documents
from gongkai.law.holiday_notices import packaged_calendar


def test_a_policy_without_a_plan_is_not_handed_in(walk: Walk) -> None:
    item = walk.checked(walk.document())
    with pytest.raises(Refused, match="解读方案"):
        walk.submit(item, plan=False)
    plan_interpretation(
        act=walk.act(Role.DRAFTER), item_id=item.id, forms=["qa", "chart"], interpreter="农业农村局局长"
    )
    assert walk.submit(item, plan=False).state == "IN_REVIEW"
    item.interpretation_plan.refresh_from_db()
    assert item.interpretation_plan.forms == ["chart", "qa"]


def test_a_normative_document_is_never_exempt_a_plain_policy_may_be(walk: Walk) -> None:
    with pytest.raises(Refused, match="必须解读"):
        plan_interpretation(act=walk.act(Role.DRAFTER), item_id=walk.document().id, exempt_reason="简单")
    plain = walk.document("policy_document")
    with pytest.raises(Refused, match="请选择解读形式"):
        plan_interpretation(act=walk.act(Role.DRAFTER), item_id=plain.id, forms=["text"])
    with pytest.raises(Refused, match="不需要解读方案"):
        plan_interpretation(act=walk.act(Role.DRAFTER), item_id=walk.draft().id, forms=["text"], interpreter="甲")
    assert plan_interpretation(act=walk.act(Role.DRAFTER), item_id=plain.id, exempt_reason="转发上级文件").exempt_reason


def issued(walk: Walk, **fields: object) -> Item:
    return walk.publish(walk.issued(**fields))  # type: ignore[arg-type]


def test_a_published_policy_waits_for_its_interpretation_until_that_is_public(walk: Walk) -> None:
    document = issued(walk)
    assert list(uninterpreted([walk.agency.id])) == [document]
    text = walk.draft("interpretation", "A20-01-04", title="解读", formed_on=date(2022, 3, 1))
    link_interpretation(act=walk.act(Role.DRAFTER), interpretation_id=text.id, document_id=document.id)
    assert list(uninterpreted([walk.agency.id])) == [document]
    walk.publish(walk.approved(text))
    assert list(uninterpreted([walk.agency.id])) == []


def test_relations_name_a_document_here_or_a_title_elsewhere_once(walk: Walk) -> None:
    old, new = issued(walk), walk.document(title="新办法")
    act = walk.act(Role.DRAFTER)
    relate_documents(act=act, item_id=new.id, kind="REPEALS", other_id=old.id, other_title="随便")
    relate_documents(act=act, item_id=new.id, kind="IMPLEMENTS", other_title="《中华人民共和国土地管理法》")
    assert list(DocumentRelation.objects.order_by("at", "id").values_list("kind", "other_title")) == [
        ("REPEALS", ""), ("IMPLEMENTS", "《中华人民共和国土地管理法》"),
    ]  # fmt: skip
    for other_id, title, said in (
        (old.id, "", "已登记"),
        (new.id, "", "自身"),
        (7, "", "没有这份文件"),
        (None, " ", "请填写"),
    ):
        with pytest.raises(Refused, match=said):
            relate_documents(act=act, item_id=new.id, kind="REPEALS", other_id=other_id, other_title=title)
    with pytest.raises(Refused, match="没有文件关系"):
        relate_documents(act=act, item_id=walk.draft().id, kind="REPEALS", other_id=old.id)


def test_the_warning_begins_as_many_days_before_the_end_as_the_agency_chose(walk: Walk) -> None:
    issued(walk, terms=Terms(expires_on=date(2022, 9, 1)))
    ids = [walk.agency.id]
    assert days_warned(walk.agency, date(2022, 3, 1)) == 180
    assert documents_ending_soon(ids, date(2022, 3, 4), 180).count() == 0
    assert documents_ending_soon(ids, date(2022, 3, 5), 180).count() == 1
    assert documents_ending_soon(ids, date(2022, 9, 1), 180).count() == 0
    choose_setting(
        act=system_act("x", walk.cast.clock),
        agency=walk.agency,
        name="expiry_evaluation",
        value=90,
        since=date(2022, 3, 1),
    )
    assert days_warned(walk.agency, date(2022, 3, 1)) == 90


def test_validity_follows_the_day_without_anybody_writing_it(walk: Walk) -> None:
    item = issued(walk, terms=Terms(effective_on=date(2022, 4, 1), expires_on=date(2022, 9, 1)))
    end = DocumentEnded.objects.get()
    said = [
        validity_zh(item.document, end, day)
        for day in (date(2022, 3, 31), date(2022, 4, 1), date(2022, 8, 31), date(2022, 9, 1))
    ]
    assert said == ["尚未施行", "有效", "有效", "失效"]
    assert [documents_in_force([walk.agency.id], day).count() for day in (date(2022, 8, 31), date(2022, 9, 1))] == [
        1,
        0,
    ]


def test_the_recurring_work_shows_an_expiry_on_the_page_by_itself(walk: Walk) -> None:
    item = issued(walk, terms=Terms(expires_on=date(2022, 9, 1)))
    walk.cast.on(date(2022, 9, 1), 0, 10)
    assert follow_the_calendar(walk.cast.clock.now()) == 1
    assert follow_the_calendar(walk.cast.clock.now()) == 0
    item.refresh_from_db()
    assert item.publication is not None
    assert item.publication.current is not None
    assert item.publication.current.payload["document"]["ended_how_zh"] == "失效"


BASIS = "《温县人民政府关于公布行政规范性文件清理结果的决定》"


def opened(walk: Walk) -> CleanUp:
    return open_clean_up(
        act=walk.act(Role.OFFICE_HEAD), agency_id=walk.agency.id, title="2022年行政规范性文件清理", basis=BASIS
    )


def test_a_clean_up_ends_documents_together_and_its_list_goes_to_review(walk: Walk) -> None:
    documents = [issued(walk, title=title) for title in ("办法甲", "办法乙", "办法丙")]
    run = opened(walk)
    lines = {line.document.item_id: line.id for line in CleanUpLine.objects.select_related("document")}
    head = walk.act(Role.OFFICE_HEAD)
    judge_documents(
        act=head,
        clean_up_id=run.id,
        results={lines[documents[0].id]: ("CONTINUE", ""), lines[documents[1].id]: ("REPEAL", "已被取代")},
    )
    walk.cast.on(date(2022, 6, 1))
    approver = walk.act(Role.APPROVER)
    with pytest.raises(Refused, match="还有 1 件没有清理结果：办法丙"):
        conclude_clean_up(act=approver, clean_up_id=run.id, on=date(2022, 6, 1))
    judge_documents(act=head, clean_up_id=run.id, results={lines[documents[2].id]: ("EXPIRED", "")})
    conclude_clean_up(act=approver, clean_up_id=run.id, on=date(2022, 6, 1))
    assert documents_in_force([walk.agency.id], date(2022, 6, 1)).count() == 1
    assert set(DocumentEnded.objects.current().values_list("basis", flat=True)) == {BASIS}
    item = draft_list(act=walk.act(Role.DRAFTER), clean_up_id=run.id).list_item
    assert item is not None
    assert item.state == "DRAFT"
    for part in ("继续有效的文件（1件）", "废止的文件（1件）", "失效的文件（1件）", "办法乙"):
        assert part in item.body_html
    with pytest.raises(Refused, match="已经拟写"):
        draft_list(act=walk.act(Role.DRAFTER), clean_up_id=run.id)


def test_a_clean_up_takes_two_people_and_one_runs_at_a_time(walk: Walk) -> None:
    with pytest.raises(Refused, match="没有现行有效"):
        opened(walk)
    issued(walk)
    both = walk.cast.act(Role.OFFICE_HEAD, Role.APPROVER)
    run = open_clean_up(act=both, agency_id=walk.agency.id, title="清理", basis=BASIS)
    with pytest.raises(Refused, match="尚未办结"):
        opened(walk)
    line = run.lines.get()
    judge_documents(act=both, clean_up_id=run.id, results={line.id: ("CONTINUE", "")})
    with pytest.raises(Refused, match="发起清理的人不得办结"):
        conclude_clean_up(act=both, clean_up_id=run.id, on=date(2022, 6, 1))
    with pytest.raises(NotAllowed):
        conclude_clean_up(act=walk.act(Role.OFFICE_HEAD), clean_up_id=run.id, on=date(2022, 6, 1))
    with pytest.raises(NotFound):
        judge_documents(act=walk.cast.act(Role.OFFICE_HEAD, agency=walk.cast.police), clean_up_id=run.id, results={})


def interpretations_due(walk: Walk) -> list[date]:
    return [duty.due for duty in owed_interpretations([walk.agency.id], date(2022, 3, 8))]


def test_an_interpretation_is_due_by_the_days_the_unit_had_chosen_then(walk: Walk) -> None:
    document = issued(walk)  # published on Tuesday, 1 March 2022
    assert document.published_on == date(2022, 3, 1)
    assert interpretations_due(walk) == [date(2022, 3, 4)]
    act = system_act("settings")
    choose_setting(act=act, agency=walk.agency, name="interpretation", value=5, since=date(2022, 3, 1))
    choose_setting(act=act, agency=walk.agency, name="interpretation", value=9, since=date(2022, 3, 2))
    assert interpretation_due(document, packaged_calendar()).day == date(2022, 3, 8)
    assert interpretations_due(walk) == [date(2022, 3, 8)]
