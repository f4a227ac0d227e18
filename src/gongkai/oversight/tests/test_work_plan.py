"""A work plan: drafted and issued by two, reported with evidence, confirmed by another, urged and ordered; limits reach the overview."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from gongkai.agencies.errors import NotAllowed, NotFound, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.editions.selectors import content_address
from gongkai.files.extraction import text_of
from gongkai.files.tests.samples import macro_word, picture
from gongkai.inspection.tests.factories import shown
from gongkai.measures.duties import kind_of
from gongkai.oversight.evidence import Pack, pack_pdf, zip_bytes
from gongkai.oversight.models import EvidenceFile, TaskUnit, WorkPlan
from gongkai.oversight.usecases.attach_evidence import attach_evidence, evidence_for, take_off_evidence
from gongkai.oversight.usecases.work_plan import add_task, confirm_task, draft_plan, issue_plan, report_progress, urge


def issued(cast: Cast) -> TaskUnit:
    act = cast.act(Role.SUPERVISOR)
    plan = draft_plan(act=act, agency=cast.government, year=2022, title="2022年要点")
    add_task(
        act=act,
        plan_id=plan.pk,
        text="更新指南",
        source="REG 12",
        due_on=date(2022, 3, 31),
        units=[cast.police, cast.police],
    )
    issue_plan(act=cast.act(Role.OFFICE_HEAD), plan_id=plan.pk)
    return TaskUnit.objects.get()


def duties(cast: Cast) -> list[date]:
    return [duty.due for duty in kind_of("plan").open({cast.police.pk}, date(2022, 3, 1))]


def test_reported_with_evidence_confirmed_by_another(cast: Cast) -> None:
    unit = issued(cast)
    assert duties(cast) == [date(2022, 3, 31)]
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    with pytest.raises(Refused, match="报告完成须附佐证"):
        report_progress(act=head, unit_id=unit.pk, progress="已更新", finished=True)
    report_progress(act=head, unit_id=unit.pk, progress="已更新", evidence=["/content/x.html"], finished=True)
    assert duties(cast) == []
    with pytest.raises(NotAllowed):
        confirm_task(act=head, unit_id=unit.pk, accepted=True)
    assert confirm_task(act=cast.act(Role.SUPERVISOR), unit_id=unit.pk, accepted=True).state == "DONE"


def test_an_order_sets_a_limit_of_its_own(cast: Cast) -> None:
    unit = issued(cast)
    urge(act=cast.act(Role.SUPERVISOR), unit_id=unit.pk, text="请抓紧")
    assert duties(cast) == [date(2022, 3, 31)]
    urge(act=cast.act(Role.SUPERVISOR), unit_id=unit.pk, text="限期整改", due_on=date(2022, 3, 10))
    assert duties(cast) == [date(2022, 3, 10)]


def test_a_plan_is_not_issued_by_who_drafted_it(cast: Cast) -> None:
    act = cast.act(Role.SUPERVISOR)
    plan = draft_plan(act=act, agency=cast.government, year=2022, title="要点")
    with pytest.raises(Refused) as refusal:
        issue_plan(act=act, plan_id=plan.pk)
    assert [reason.field for reason in refusal.value.reasons] == ["issued_by", "tasks"]
    assert WorkPlan.objects.get().state == "DRAFT"


def test_a_unit_of_another_county_gets_no_task(cast: Cast) -> None:
    act = cast.act(Role.SUPERVISOR)
    plan = draft_plan(act=act, agency=cast.government, year=2022, title="要点")
    with pytest.raises(Refused) as refusal:
        add_task(act=act, plan_id=plan.pk, text=" ", source="", due_on=date(2024, 1, 1), units=[cast.neighbour])
    assert [reason.field for reason in refusal.value.reasons] == ["text", "due_on", "units"]


def test_the_evidence_pack_holds_the_list_the_pages_and_the_files_as_they_are(cast: Cast) -> None:
    page = shown(cast.police, "zwdt-bm", date(2022, 2, 1), "平安开学")
    address = f"https://example.gov.cn{content_address(page.pk)}"
    unit = issued(cast)
    attach(cast, unit, "照片.jpg", picture)
    evidence = [address, "温政〔2022〕1号", "/content/0000000000000.html"]
    made = Pack("任务", "县公安局", date(2022, 3, 1), [("任务", "更新")], evidence, list(unit.files.all()))
    with ZipFile(BytesIO(zip_bytes(made))) as book:
        assert sorted(book.namelist()) == ["files/001-照片.jpg", "list.pdf", "pages/001.html"]
        snapshot = book.read("pages/001.html").decode()
        assert "<h1>平安开学</h1>" in snapshot
        assert "发布日期：2022-02-01" in snapshot
        assert book.read("files/001-照片.jpg") == picture()
    words = "".join(text for _, text in text_of(pack_pdf(made), "application/pdf").parts).replace(" ", "")
    assert "平安开学" in words
    assert "温政〔2022〕1号" in words
    assert hashlib.sha256(picture()).hexdigest()[:16] in words


def test_a_file_is_evidence_enough_and_stays_once_reported(cast: Cast) -> None:
    unit = issued(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    kept = attach(cast, unit, "截图.jpg", picture)
    attach(cast, unit, "另一张.jpg", picture)
    take_off_evidence(act=head, evidence_id=kept.pk)
    assert [one.stored.name for one in unit.files.all()] == ["另一张.jpg"]
    report_progress(act=head, unit_id=unit.pk, progress="已更新", finished=True)
    with pytest.raises(Refused, match="已报完成，待确认”，佐证不能再变动"):
        take_off_evidence(act=head, evidence_id=unit.files.get().pk)
    with pytest.raises(NotFound):
        evidence_for(cast.act(Role.OFFICE_HEAD, agency=cast.market), unit.files.get().pk)
    assert evidence_for(cast.act(Role.SUPERVISOR), unit.files.get().pk)


def test_hostile_and_too_large_evidence_is_refused_by_name(cast: Cast) -> None:
    unit = issued(cast)
    with pytest.raises(Refused, match=r"宏\.docx"):
        attach(cast, unit, "宏.docx", macro_word)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    with pytest.raises(Refused, match=r"“大\.pdf”有 20\.0 MB，佐证文件最大 20 MB"):
        attach_evidence(act=head, kind="task", subject_id=unit.pk, name="大.pdf", size=(20 << 20) + 1, read=lambda: b"")
    with pytest.raises(NotAllowed):
        attach_evidence(
            act=cast.act(Role.SUPERVISOR), kind="task", subject_id=unit.pk, name="a.jpg", size=9, read=picture
        )
    assert not unit.files.exists()


def attach(cast: Cast, unit: TaskUnit, name: str, content: Callable[[], bytes]) -> EvidenceFile:
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    return attach_evidence(act=head, kind="task", subject_id=unit.pk, name=name, size=len(content()), read=content)
