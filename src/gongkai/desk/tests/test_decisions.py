"""Ledgers on the desk as officers meet them: upload, mend, import, correct, revoke, watch, send out, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.rights import act_of
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.annual_report.models import NamedFigure
from gongkai.annual_report.usecases.begin_report import begin_report
from gongkai.annual_report.usecases.record_monthly_return import record_monthly_return
from gongkai.audit.models import AuditLine
from gongkai.decisions import vault
from gongkai.decisions.kept import RepairDecision
from gongkai.decisions.models import PenaltyRecord, Revocation
from gongkai.decisions.tests.factories import load, on_person, penalty, write_csv
from gongkai.decisions.transfers import SendOut, Upload
from gongkai.decisions.usecases.repair_credit import apply_for_repair
from gongkai.decisions.usecases.run_upload import Mode, carry_out
from gongkai.decisions.usecases.upload_ledger import remove_expired
from gongkai.desk.decisions.waiting import tasks
from gongkai.jobs import works
from gongkai.jobs.models import Job
from gongkai.numbering.keys import public_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(works, "start", lambda job: None)
    yield
    for path in vault.folder().iterdir():
        path.unlink()


def signed_in(cast: Cast, *roles: Role, agency: Agency | None = None) -> Client:  # noqa: F811
    client = Client()
    client.force_login(cast.officer(*roles, agency=agency or cast.market), "django.contrib.auth.backends.ModelBackend")
    return client


def text(client: Client, address: str) -> str:
    found = client.get(address)
    assert found.status_code == 200, (address, found.status_code)
    return found.content.decode()


def upload(client: Client, cast: Cast, path: Path) -> str:  # noqa: F811
    """Upload, and do what the process would; gives the address of the upload's page."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    found = client.post("/desk/decisions/upload/", {"agency": cast.market.code, "kind": "penalty", "file": file})
    assert found.status_code == 302
    return found["Location"]


def carried_out(cast: Cast, mode: Mode) -> None:  # noqa: F811
    carry_out(act=cast.act(Role.DRAFTER, agency=cast.market), upload_id=Upload.objects.latest("id").pk, mode=mode)


def test_upload_dry_run_mend_import(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    client = signed_in(cast, Role.DRAFTER)
    rows = [penalty(cast.market, "1号"), on_person(penalty(cast.market, "2号"), card="410825198001010011")]
    page = upload(client, cast, write_csv(tmp_path / "六月.csv", rows))
    running = text(client, page)
    assert 'hx-trigger="every 2s"' in running
    assert "刷新进度" in running
    carried_out(cast, Mode.DRY)
    told = text(client, page)
    assert "hx-trigger" not in told
    assert "4108************11" in told
    assert "410825198001010011" not in told
    mend = client.get(page + "mend.csv")
    assert "410825198001010011" in b"".join(mend.streaming_content).decode()  # type: ignore[attr-defined]
    assert AuditLine.objects.filter(event="decisions.mend_file_taken").count() == 1
    client.post(page + "run/", {"mode": "partial"})
    carried_out(cast, Mode.PARTIAL)
    assert "导入并生效" in text(client, page)
    assert PenaltyRecord.objects.count() == 1


def test_an_upload_is_its_own_units_only(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    page = upload(signed_in(cast, Role.DRAFTER), cast, write_csv(tmp_path / "a.csv", [penalty(cast.market)]))
    for agency, role in ((cast.police, Role.DRAFTER), (cast.office, Role.SUPERVISOR), (cast.neighbour, Role.DRAFTER)):
        assert signed_in(cast, role, agency=agency).get(page).status_code == 404
    assert signed_in(cast, Role.AUDITOR).get(page + "mend.csv").status_code == 403


def test_a_file_that_is_none_is_told_on_the_page(cast: Cast) -> None:  # noqa: F811
    client = signed_in(cast, Role.DRAFTER)
    found = client.post("/desk/decisions/upload/", {"agency": cast.market.code, "kind": "penalty"}, follow=True)
    assert "没有选择文件" in found.content.decode()
    assert Job.objects.count() == 0


def test_unknown_headings_are_asked_for_once(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    client = signed_in(cast, Role.DRAFTER)
    path = write_csv(tmp_path / "a.csv", [penalty(cast.market)], headings={"CF_CFLB": "处理方式"})
    page = upload(client, cast, path)
    carried_out(cast, Mode.DRY)
    assert "缺少必填列“处罚类别”" in text(client, page)
    found = client.post(page + "headings/", {"heading": "处理方式", "attr": "penalty_kinds"}, follow=True)
    assert "已记住1个列名" in found.content.decode()
    carried_out(cast, Mode.DRY)
    assert "导入全部" in text(client, page)


def test_corrected_revoked_and_told_with_the_limit(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market, "1号")]))
    client = signed_in(cast, Role.PUBLISHER)
    found = client.post("/desk/decisions/records/", {"number": "1号", "kind": "penalty"}, follow=True).content.decode()
    address = re.search(r"/desk/decisions/records/penalty/\w+/", found)
    assert address is not None
    page = text(client, address[0])
    assert "应当不晚于 <strong>2022-02-21</strong> 公示" in page
    assert "法人及非法人组织" in page
    after = client.post(
        address[0] + "correct/", {"attr": "fine_fen", "value": "0.3", "reason": "录入有误"}, follow=True
    )
    assert "0.300000" in after.content.decode()
    here = after.redirect_chain[-1][0]
    today = date.today().isoformat()
    revoked = client.post(here + "revoke/", {"ground": "REVOKED", "reason": "复议撤销", "on": today}, follow=True)
    assert "公示信息即时撤回" in revoked.content.decode()
    assert Revocation.objects.get().ground == "REVOKED"
    broken = client.post(here + "revoke/", {"ground": "REVOKED", "reason": "再次", "on": "昨天"}, follow=True)
    assert "不是日期" in broken.content.decode()


def test_a_supervisor_reads_and_does_not_act(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market, "1号")]))
    address = f"/desk/decisions/records/penalty/{public_id(PenaltyRecord.objects.get().pk)}/"
    client = signed_in(cast, Role.SUPERVISOR, Role.PUBLISHER, agency=cast.office)
    assert "更正一项" not in text(client, address)
    assert client.post(address + "correct/", {"attr": "note", "value": "x", "reason": "y"}).status_code == 403
    assert signed_in(cast, Role.PUBLISHER, agency=cast.police).get(address).status_code == 404


def test_every_watched_number_opens_to_its_list(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    cast.on(date(2022, 6, 1))
    rows = [penalty(cast.market, f"{n}号", CF_XDR_XH="1") for n in range(1, 61)]
    rows += [penalty(cast.market, "重号", CF_XDR_XH=str(n), CF_JDRQ=f"2022-03-0{n}") for n in (1, 2)]
    load(cast, write_csv(tmp_path / "a.csv", rows))
    client = signed_in(cast, Role.SUPERVISOR, agency=cast.office)
    page = text(client, "/desk/decisions/watch/?kind=penalty&year=2022")
    assert "<polyline" in page
    assert "0.0%" in page
    late = text(client, f"/desk/decisions/watch/late/?kind=penalty&year=2022&agency={cast.market.code}")
    following = re.search(r'href="(\?[^"]*after=[^"]*)"', late)
    assert following is not None
    rest = text(client, "/desk/decisions/watch/late/" + following[1].replace("&amp;", "&"))
    assert (late.count("/desk/decisions/records/penalty/"), rest.count("/desk/decisions/records/penalty/")) == (50, 12)
    month = text(client, "/desk/decisions/watch/month/?kind=penalty&year=2022&month=3")
    assert month.count("/desk/decisions/records/penalty/") == 2
    assert "重号" in text(client, "/desk/decisions/watch/repeated/?kind=penalty&year=2022")
    number = text(client, "/desk/decisions/watch/number/?kind=penalty&year=2022&number=重号")
    assert number.count("/desk/decisions/records/penalty/") == 2
    # a unit sees itself only, and what does not exist is not found
    police = signed_in(cast, Role.DRAFTER, agency=cast.police)
    assert "没有应当公示的决定" in text(police, "/desk/decisions/watch/?kind=penalty&year=2022")
    for wrong in (
        "late/?kind=charge",
        "month/?month=13",
        "number/",
        "other/",
        "late/?year=1900",
        f"late/?agency={cast.market.code}",
    ):
        assert police.get(f"/desk/decisions/watch/{wrong}").status_code == 404, wrong


def test_the_weekly_file_is_made_shown_and_taken(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market, "1号")]))
    client = signed_in(cast, Role.PUBLISHER)
    given = {"agency": cast.market.code, "kind": "penalty", "template": "national"}
    found = client.post("/desk/decisions/files/make/", given)
    page = text(client, found["Location"])
    assert "共 <strong>1</strong> 条记录" in page
    taken = client.get(found["Location"] + "file.csv")
    content = b"".join(taken.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert content.splitlines()[1].startswith("1号,法人及非法人组织,温县春华商贸有限公司")
    assert SendOut.objects.get().rows == 1
    assert signed_in(cast, Role.AUDITOR).get(found["Location"] + "file.csv").status_code == 403
    assert signed_in(cast, Role.PUBLISHER, agency=cast.police).get(found["Location"]).status_code == 404


def test_yearly_totals_equal_table_two_and_go_into_the_report(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market, "1号"), on_person(penalty(cast.market, "2号"))]))
    client = signed_in(cast, Role.DRAFTER)
    page = text(client, "/desk/decisions/totals/?year=2022")
    assert "2023年1月31日" in page
    assert "填入年度报告" not in page
    csv = client.get(f"/desk/decisions/totals/totals.csv?year=2022&agency={cast.market.code}").content.decode(
        "utf-8-sig"
    )
    assert csv.splitlines()[1:] == ["温县市场监督管理局,0,2,0", "合计,0,2,0"]
    cast.on(date(2023, 1, 12))
    report = begin_report(act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, year=2022)
    assert "填入年度报告" in text(client, "/desk/decisions/totals/?year=2022")
    found = client.post("/desk/decisions/totals/enter/", {"agency": cast.market.code, "year": "2022"})
    assert found["Location"] == f"/desk/reports/{public_id(report.id)}/identities/"
    named = dict(NamedFigure.objects.filter(report=report).values_list("key", "value"))
    assert {key: int(value) for key, value in named.items()} == {
        "enforcement.table2.art20_5.permits.decisions": 0,
        "enforcement.table2.art20_6.penalties.decisions": 2,
        "enforcement.table2.art20_6.coercion.decisions": 0,
    }


def test_what_waits_of_the_ledgers_stands_in_the_to_do_list(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    cast.on(date(2023, 2, 20))
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market, "1号")]))
    cast.on(date(2023, 9, 4))
    apply_for_repair(
        act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, document_number="1号", evidence="罚款已缴清",
        on=date(2023, 9, 4),
    )  # fmt: skip
    told = {task.title: task.what for task in tasks(cast.act(Role.APPROVER, agency=cast.market))}
    assert told == {"信用修复申请：1号": "作出决定"}
    # whoever registered it does not decide it, another unit does not see it
    assert list(tasks(cast.act(Role.APPROVER, agency=cast.police))) == []
    clerk = cast.act(Role.DRAFTER, agency=cast.market)
    assert [task.title for task in tasks(clerk)] == ["2023年8月没有导入许可、处罚决定"]
    # a signed return for the month is no silence
    record_monthly_return(
        act=clerk, agency=cast.market, year=2023, source="月报", scan_name="a.pdf", scan=b"%PDF-1.7",
        months={"table2.art20_6.penalties.decisions": ["1", *["0"] * 7]},
    )  # fmt: skip
    assert list(tasks(clerk)) == []


def test_a_repair_is_neither_granted_nor_refused_by_a_form_without_a_choice(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    cast.on(date(2023, 2, 20))
    load(cast, write_csv(tmp_path / "a.csv", [penalty(cast.market, "1号")]))
    cast.on(date(2023, 9, 4))
    made = apply_for_repair(
        act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, document_number="1号", evidence="罚款已缴清",
        on=date(2023, 9, 4),
    )  # fmt: skip
    client = signed_in(cast, Role.APPROVER)
    address = f"/desk/decisions/records/penalty/{public_id(PenaltyRecord.objects.get().pk)}/decide-repair/"
    form = {"on": "2023-09-05", "reason": "材料齐全"}
    assert "请选择：同意，终止公示，或者不予修复" in client.post(address, form, follow=True).content.decode()
    assert not RepairDecision.objects.filter(application=made).exists()
    cast.on(date(2023, 9, 5))
    client.post(address, form | {"granted": "yes"})
    assert RepairDecision.objects.get(application=made).granted is True


def test_rejected_rows_wait_until_the_file_is_gone(cast: Cast, tmp_path: Path) -> None:  # noqa: F811
    client = signed_in(cast, Role.DRAFTER)
    upload(client, cast, write_csv(tmp_path / "六月.csv", [penalty(cast.market, "1号", CF_NR_FK="0")]))
    carried_out(cast, Mode.DRY)
    kept = Upload.objects.get()
    act = act_of(cast.officer(Role.DRAFTER, agency=cast.market))
    assert [(task.title, task.what) for task in tasks(act)] == [("六月.csv：1 行退回", "下载修改后重新上传")]
    assert "六月.csv：1 行退回" in text(client, "/desk/")
    remove_expired(kept.kept_until)
    assert list(tasks(act)) == []


def test_a_unit_tells_by_month_and_sees_what_it_told(cast: Cast) -> None:  # noqa: F811
    client = signed_in(cast, Role.DRAFTER)
    form = {
        "year": "2022",
        "agency": cast.market.code,
        "source": "市场局报数",
        "table2.art20_6.penalties.decisions.1": "x",
    }
    scan = SimpleUploadedFile("章.pdf", b"%PDF-1.7")
    wrong = client.post("/desk/decisions/returns/", form | {"scan": scan})
    assert wrong.status_code == 200
    assert "1月行政处罚" in wrong.content.decode()
    assert 'value="x"' in wrong.content.decode()  # what was typed stays
    scan.seek(0)
    found = client.post("/desk/decisions/returns/", form | {"table2.art20_6.penalties.decisions.1": "4", "scan": scan})
    assert found["Location"] == "/desk/sheets/?year=2022"
    page = text(client, "/desk/decisions/returns/?year=2022")
    assert "待确认" in page
    assert 'value="4"' in page
    assert "市场局报数" not in text(
        signed_in(cast, Role.DRAFTER, agency=cast.police), "/desk/decisions/returns/?year=2022"
    )
