"""Normative documents and interpretations on the desk."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.roles import Role
from gongkai.catalogue.models import CleanUp, Item
from gongkai.catalogue.terms import Terms
from gongkai.catalogue.tests.walk import Walk
from gongkai.desk.documents.tests.desk import Desk, address_of, said
from gongkai.desk.documents.waiting import tasks
from gongkai.numbering.keys import public_id


def issued(walk: Walk, **more: object) -> Item:
    return walk.publish(walk.issued(**more))  # type: ignore[arg-type]


def test_the_register_shows_validity_and_what_ends_soon(desk: Desk, walk: Walk) -> None:
    issued(walk, terms=Terms(expires_on=date(2099, 9, 1)), title="长期办法")
    issued(walk, terms=Terms(expires_on=date(2022, 9, 1)), title="短期办法")
    page = desk.get("/desk/documents/normative/", Role.DRAFTER).content.decode()
    assert "长期办法" in page
    assert "短期办法" not in page
    ended = desk.get("/desk/documents/normative/?tab=ended", Role.DRAFTER).content.decode()
    assert "短期办法" in ended
    assert "失效" in ended


def test_what_ends_soon_and_a_missing_interpretation_wait_on_the_desk(walk: Walk) -> None:
    issued(walk, terms=Terms(expires_on=date(2022, 6, 1)))
    told = {task.what: task.due for task in tasks(walk.act(Role.OFFICE_HEAD))}
    assert told == {"到期前评估": date(2022, 6, 1)}
    told = {task.what: task.due for task in tasks(walk.act(Role.DRAFTER))}
    assert told == {"起草解读": date(2022, 3, 4)}


def test_an_interpretation_is_begun_from_its_document_and_linked(desk: Desk, walk: Walk) -> None:
    document = issued(walk)
    assert document.title in desk.get("/desk/documents/interpretations/", Role.DRAFTER).content.decode()
    answer = desk.post(f"/desk/documents/{public_id(document.id)}/interpretation/begin/", Role.DRAFTER)
    made = Item.objects.get(kind="interpretation")
    assert answer["Location"] == address_of(made)
    assert made.title == f"《{document.title}》政策解读"
    assert [link.document_id for link in made.interprets.all()] == [document.id]
    assert f"《{document.title}》政策解读" in desk.get(address_of(document), Role.DRAFTER).content.decode()


def test_plan_relation_and_repeal_by_the_forms(desk: Desk, walk: Walk) -> None:
    draft = walk.document("policy_document")
    assert "解读方案已保存" in said(
        desk.post(address_of(draft, "interpretation/plan/"), Role.DRAFTER, forms=["text", "qa"], interpreter="局长")
    )
    assert "文字解读" in desk.get(address_of(draft), Role.DRAFTER).content.decode()
    old = issued(walk)
    assert "已登记文件关系" in said(
        desk.post(address_of(draft, "policy/relate/"), Role.DRAFTER, kind="AMENDS", other=old.index_number)
    )
    page = desk.get(address_of(draft), Role.DRAFTER).content.decode()
    assert old.title in page
    answer = desk.post(address_of(old, "policy/repeal/"), Role.OFFICE_HEAD, on="2099-01-01", basis="《决定》")
    assert "已登记废止" in said(answer)


def test_a_clean_up_by_the_forms(desk: Desk, walk: Walk) -> None:
    issued(walk)
    desk.client(Role.OFFICE_HEAD).post(
        "/desk/documents/clean-ups/", {"agency": "wenxian-zfb", "title": "清理", "basis": "《决定》"}
    )
    run = CleanUp.objects.get()
    address = f"/desk/documents/clean-ups/{public_id(run.id)}/"
    line = run.lines.get()
    desk.client(Role.OFFICE_HEAD).post(
        f"{address}act/judge/", {f"result-{public_id(line.id)}": "REPEAL", f"note-{public_id(line.id)}": "过时"}
    )
    assert "act/conclude/" not in desk.get(address, Role.OFFICE_HEAD).content.decode()
    assert "清理已办结" in said(desk.post(f"{address}act/conclude/", Role.APPROVER, on="2022-06-01"))
    assert "清理目录已拟成文稿" in said(desk.post(f"{address}act/list/", Role.DRAFTER))
    assert "废止 1 件" in desk.get(address, Role.DRAFTER).content.decode()
