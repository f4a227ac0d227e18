"""A file through the desk: dry run, file to mend, import; kept encrypted, for a day; headings a unit calls its own."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.decisions import vault
from gongkai.decisions.errors import BadFile
from gongkai.decisions.mending import file_to_mend
from gongkai.decisions.models import Kind, PenaltyRecord
from gongkai.decisions.tests.factories import ENTERPRISE, Row, load, on_person, penalty, write_csv
from gongkai.decisions.transfers import Upload
from gongkai.decisions.usecases.remember_headings import remember_headings
from gongkai.decisions.usecases.run_upload import Mode, carry_out, put_down
from gongkai.decisions.usecases.upload_ledger import remove_expired, upload_ledger
from gongkai.jobs import works
from gongkai.jobs.models import Job
from gongkai.jobs.progress import JobTaken

pytestmark = pytest.mark.django_db
Commits = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Job]]:
    """What would have been started as a process."""
    calls: list[Job] = []
    monkeypatch.setattr(works, "start", calls.append)
    yield calls
    for path in vault.folder().iterdir():
        path.unlink()


def bring(cast: Cast, path: Path, name: str = "") -> Upload:
    content = path.read_bytes()
    return upload_ledger(
        act=cast.act(Role.DRAFTER, agency=cast.market), agency=cast.market, kind="penalty", file_name=name or path.name,
        size=len(content), content=[content],
    )  # fmt: skip


def run(cast: Cast, upload: Upload, mode: Mode = Mode.DRY) -> Upload:
    act = cast.act(Role.DRAFTER, agency=cast.market)
    put_down(act=act, upload_id=upload.pk, mode=mode)
    return carry_out(act=act, upload_id=upload.pk, mode=mode)


def three(cast: Cast) -> list[Row]:
    """A good row, a person with a wrong card, a fine of nothing."""
    return [
        penalty(cast.market, "1号"),
        on_person(penalty(cast.market, "2号"), card="410825198001010011"),
        penalty(cast.market, "3号", CF_NR_FK="0"),
    ]


def test_a_dry_run_tells_all_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    upload = run(cast, bring(cast, write_csv(tmp_path / "file.csv", three(cast))))
    findings = upload.findings
    assert (findings["rows"], findings["new"], findings["rejected_rows"], findings["imported"]) == (3, 1, 2, 0)
    told = [(one["row"], one["field"], one["value"]) for one in findings["rejected"]]
    assert told == [(3, "CF_XDR_ZJHM", "4108************11"), (4, "CF_NR_FK", "0")]
    assert (PenaltyRecord.objects.count(), upload.imported_at) == (0, None)
    assert Job.objects.get().state == Job.State.DONE


def test_mended_rows_come_back_and_are_imported(cast: Cast, tmp_path: Path) -> None:
    upload = run(cast, bring(cast, write_csv(tmp_path / "file.csv", three(cast))))
    rows = list(csv.DictReader(b"".join(file_to_mend(upload)).decode("utf-8-sig").splitlines()))
    assert [row["CF_WSH"] for row in rows] == ["2号", "3号"]
    # the officer's own file: values stay as given, the reason beside them
    assert (rows[0]["CF_XDR_ZJHM"], rows[1]["退回原因"]) == (
        "410825198001010011",
        "CF_NR_FK：处罚类别含罚款时，罚款金额应大于0",
    )
    run(cast, upload, Mode.PARTIAL)
    assert list(PenaltyRecord.objects.values_list("document_number", flat=True)) == ["1号"]
    rows[0]["CF_XDR_ZJHM"], rows[1]["CF_NR_FK"] = "410825198001010010", "0.5"
    mended = run(cast, bring(cast, write_csv(tmp_path / "mended.csv", rows)), Mode.IMPORT)
    assert (mended.findings["imported"], mended.findings["ignored"]) == (2, ["退回原因"])
    # nothing is left to mend: the bytes go at once
    assert mended.removed_at is not None


def test_all_or_nothing_unless_partial(cast: Cast, tmp_path: Path) -> None:
    upload = run(cast, bring(cast, write_csv(tmp_path / "file.csv", three(cast))), Mode.IMPORT)
    assert (upload.findings["imported"], PenaltyRecord.objects.count(), upload.imported_at) == (0, 0, None)
    run(cast, upload, Mode.PARTIAL)
    with pytest.raises(Refused, match="已经导入"):
        run(cast, upload, Mode.PARTIAL)


def test_the_web_request_starts_a_process_once_the_job_is_there(
    cast: Cast, tmp_path: Path, started: list[Job], django_capture_on_commit_callbacks: Commits
) -> None:
    upload = bring(cast, write_csv(tmp_path / "file.csv", three(cast)))
    act = cast.act(Role.DRAFTER, agency=cast.market)
    with django_capture_on_commit_callbacks(execute=True):
        job = put_down(act=act, upload_id=upload.pk, mode=Mode.DRY)
        assert started == []
    assert started == [job]
    assert job.given == {"upload": upload.pk, "mode": "dry", "officer": act.actor_id}
    with pytest.raises(Refused, match="正在进行"):
        put_down(act=act, upload_id=upload.pk, mode=Mode.IMPORT)
    works.carry_out(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    with pytest.raises(JobTaken):
        carry_out(act=act, upload_id=upload.pk, mode=Mode.DRY)


def test_a_job_whose_process_was_killed_can_be_started_again(cast: Cast, tmp_path: Path) -> None:
    upload = bring(cast, write_csv(tmp_path / "file.csv", three(cast)))
    act = cast.act(Role.DRAFTER, agency=cast.market)
    put_down(act=act, upload_id=upload.pk, mode=Mode.DRY)
    cast.on(date(2022, 3, 1), hour=9, minute=3)
    assert put_down(act=act, upload_id=upload.pk, mode=Mode.DRY).state == Job.State.WAITING


def test_the_file_lies_encrypted_and_is_gone_after_a_day(cast: Cast, tmp_path: Path) -> None:
    upload = run(cast, bring(cast, write_csv(tmp_path / "file.csv", three(cast))))
    stored = b"".join(path.read_bytes() for path in vault.folder().iterdir())
    assert len(list(vault.folder().iterdir())) == 2
    assert "张春明".encode() not in stored
    assert b"410825198001010011" not in stored
    cast.on(date(2022, 3, 2), hour=8)
    assert remove_expired(cast.act(Role.DRAFTER).now) == 0
    cast.on(date(2022, 3, 2), hour=10)
    assert (remove_expired(cast.act(Role.DRAFTER).now), list(vault.folder().iterdir())) == (1, [])
    upload.refresh_from_db()
    with pytest.raises(vault.CannotOpen, match="重新上传"):
        file_to_mend(upload)
    with pytest.raises(Refused, match="超过保存期限"):
        put_down(act=cast.act(Role.DRAFTER, agency=cast.market), upload_id=upload.pk, mode=Mode.DRY)


@pytest.mark.parametrize("size", [0, 5, 1 << 20, (1 << 20) + 1, (3 << 20) + 7])
def test_what_is_put_into_the_vault_comes_out(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    parts = [content[:size][start : start + 300_000] for start in range(0, size, 300_000)]
    assert vault.put("one", parts) == size
    assert b"".join(vault.get("one")) == content[:size]


def test_a_stored_file_that_was_cut_or_changed_does_not_open() -> None:
    vault.put("one", [bytes(3 << 20)])
    path = vault.folder() / "one"
    whole = path.read_bytes()
    block = (1 << 20) + 16
    damaged = (
        whole[: 12 + 2 * block],
        whole[:12] + whole[12 + block : 12 + 2 * block] + whole[12 : 12 + block] + whole[12 + 2 * block :],
        whole[:-1] + bytes([whole[-1] ^ 1]),
    )
    for content in damaged:
        path.write_bytes(content)
        with pytest.raises(vault.CannotOpen, match="损坏"):
            list(vault.get("one"))


def test_what_is_no_ledger_file_is_refused_by_name(cast: Cast, tmp_path: Path) -> None:
    act = cast.act(Role.DRAFTER, agency=cast.market)
    with pytest.raises(Refused) as refused:
        upload_ledger(act=act, agency=cast.market, kind="licence", file_name="a.exe", size=0, content=[])
    assert [reason.field for reason in refused.value.reasons] == ["kind", "file", "file"]
    with pytest.raises(NotAllowed):
        upload_ledger(act=act, agency=cast.police, kind="penalty", file_name="a.csv", size=1, content=[b"x"])
    path = tmp_path / "a.csv"
    path.write_text("完全不是台账\n1,2\n", encoding="utf-8")
    upload = run(cast, bring(cast, path))
    assert "找不到行政处罚台账的列名" in upload.findings["refused"][0]


def test_a_unit_says_once_what_its_heading_means(cast: Cast, tmp_path: Path) -> None:
    own = {"CF_NR_FK": "处罚金额（万元）", "CF_CFLB": "处理方式"}
    path = write_csv(tmp_path / "file.csv", [penalty(cast.market, "1号")], headings=own)
    upload = run(cast, bring(cast, path))
    assert "缺少必填列“处罚类别”" in upload.findings["refused"][0]
    assert upload.findings["headings"] == [
        {"heading": "处理方式", "attr": ""}, {"heading": "处罚金额（万元）", "attr": "fine_fen"},
    ]  # fmt: skip
    act = cast.act(Role.DRAFTER, agency=cast.market)
    meanings = {"处理方式": "penalty_kinds", "处罚金额（万元）": "fine_fen"}
    assert remember_headings(act=act, agency=cast.market, kind=Kind.PENALTY, meanings=meanings) == 2
    assert load(cast, path).new == 1
    # forgotten again, the file is refused again
    remember_headings(act=act, agency=cast.market, kind=Kind.PENALTY, meanings={"处理方式": ""})
    with pytest.raises(BadFile, match="处罚类别"):
        load(cast, path)
    line = AuditLine.objects.filter(event="decisions.headings_chosen").first()
    assert line is not None
    assert line.facts["headings"] == 2


def test_a_heading_keeps_its_national_meaning(cast: Cast) -> None:
    act = cast.act(Role.DRAFTER, agency=cast.market)
    meanings = {"违法事实": "content", "甲": "penalty_kinds", "乙": "penalty_kinds", "丙": "nothing"}
    with pytest.raises(Refused) as refused:
        remember_headings(act=act, agency=cast.market, kind=Kind.PENALTY, meanings=meanings)
    assert [str(reason) for reason in refused.value.reasons] == [
        "“违法事实”是行政处罚台账的标准列名，不能改作他用", "“乙”与“甲”对应到了同一数据项", "“nothing”不是行政处罚台账的数据项",
    ]  # fmt: skip


def test_two_rows_of_merged_headings_below_a_title_are_read(cast: Cast, tmp_path: Path) -> None:
    row = penalty(cast.market, "1号")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    grouped = {"CF_XDR_SHXYM": "统一社会信用代码", "CF_FRDB": "法定代表人"}
    sheet.append(["温县行政处罚台账"])
    sheet.append(["相对人信息" if name == "CF_XDR_SHXYM" else None if name in grouped else name for name in row])
    sheet.append([grouped.get(name) for name in row])
    sheet.append(list(row.values()))
    place = list(row).index("CF_XDR_SHXYM") + 1
    sheet.merge_cells(start_row=2, end_row=2, start_column=place, end_column=place + 1)
    book.save(tmp_path / "file.xlsx")
    assert load(cast, tmp_path / "file.xlsx").new == 1
    assert PenaltyRecord.objects.get().credit_code == ENTERPRISE


def test_a_computed_cell_is_still_in_the_file_to_mend_and_named_when_it_returns(cast: Cast, tmp_path: Path) -> None:
    bad = penalty(cast.market, "1号", CF_SY='=HYPERLINK("x")')
    upload = run(cast, bring(cast, write_csv(tmp_path / "file.csv", [bad])))
    text = b"".join(file_to_mend(upload)).decode("utf-8-sig")
    row = next(csv.DictReader(text.splitlines()))
    assert row["CF_SY"] == '\'=HYPERLINK("x")'
    again = run(cast, bring(cast, write_csv(tmp_path / "again.csv", [row])))
    assert "“'”和运算符开头" in again.findings["rejected"][0]["reason"]
