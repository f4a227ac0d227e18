"""Uploaded reports checked in a batch; settled findings keep who and why, also for the next upload."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.annual_report.reader.tests.test_batch import report
from gongkai.jobs import works
from gongkai.jobs.models import Job
from gongkai.report_checks.keys import finding_key
from gongkai.report_checks.models import CheckBatch
from gongkai.report_checks.rebuilt import rebuilt
from gongkai.report_checks.selectors import batches_seen_by, settled_for
from gongkai.report_checks.usecases.check_uploads import upload_reports
from gongkai.report_checks.usecases.settle_finding import settle_finding

WRONG = {"table4__reconsideration__upheld": 2, "table4__reconsideration__total": 0}


@pytest.fixture(autouse=True)
def no_process(monkeypatch) -> None:
    monkeypatch.setattr(works, "start", lambda job: None)


def uploaded(cast, *files: tuple[str, bytes], **more) -> CheckBatch:
    batch = upload_reports(act=cast.act(Role.SUPERVISOR), agency=cast.office, files=files, **more)
    if batch.summary is None:
        works.carry_out(batch.job_id)
        batch.refresh_from_db()
    return batch


def test_one_small_file_is_checked_at_once(cast) -> None:
    batch = upload_reports(
        act=cast.act(Role.DRAFTER), agency=cast.office, files=[("公安局.html", report("温县公安局", **WRONG))]
    )
    one = batch.reports.get()
    assert (one.issuer, one.year, one.result, one.dated) == ("温县公安局", 2022, "error", date(2023, 1, 20))
    assert Job.objects.get().state == Job.State.DONE


def test_a_batch_finds_missing_and_late_units_by_days_of_publication(cast) -> None:
    batch = uploaded(
        cast, ("a.html", report("温县公安局")), ("b.pdf", b"%PDF-1.7 x"), ("c.html", report("温县人民政府")),
        expected=["温县公安局", "温县教育局"], unit_due=date(2023, 1, 31), published={"温县公安局": date(2023, 2, 2)},
    )  # fmt: skip
    assert batch.summary["missing"] == ["温县教育局"]
    assert batch.summary["late"] == ["温县公安局"]
    judged = rebuilt(batch)
    assert [entry.grade for entry in judged.entries] == [one.result for one in batch.reports.order_by("place")]
    assert judged.district is not None
    assert {check.holds for check in judged.sums} == {None}


def test_a_settled_finding_keeps_who_and_why_and_is_known_again(cast) -> None:
    content = ("公安局.html", report("温县公安局", **WRONG))
    one = uploaded(cast, content).reports.get()
    told = next(finding for finding in one.answer["findings"] if finding["rule"] == "T4-1")
    with pytest.raises(Refused, match="请写明理由"):
        settle_finding(act=cast.act(Role.OFFICE_HEAD), report=one, key=finding_key(told), reason=" ")
    settle_finding(act=cast.act(Role.OFFICE_HEAD), report=one, key=finding_key(told), reason="复议机关口径不同，已核实")
    again = uploaded(cast, content).reports.get()
    known = settled_for(cast.office.pk, again.issuer, again.year)
    assert known[finding_key(told)].reason == "复议机关口径不同，已核实"
    assert known[finding_key(told)].settled_by_name == cast.officer(Role.OFFICE_HEAD).name
    with pytest.raises(Refused, match="已经处理"):
        settle_finding(act=cast.act(Role.OFFICE_HEAD), report=again, key=finding_key(told), reason="再次")
    other = {"table4__reconsideration__upheld": 3, "table4__reconsideration__total": 0}
    corrected = uploaded(cast, ("公安局.html", report("温县公安局", **other))).reports.get()
    fresh = next(finding for finding in corrected.answer["findings"] if finding["rule"] == "T4-1")
    assert finding_key(fresh) not in settled_for(cast.office.pk, corrected.issuer, corrected.year)


def test_who_may_check_settle_and_see(cast) -> None:
    batch = uploaded(cast, ("a.html", report("温县公安局", **WRONG)))
    with pytest.raises(NotAllowed):
        upload_reports(act=cast.act(Role.PUBLISHER), agency=cast.office, files=[("a", b"x")])
    with pytest.raises(Refused, match="请选择报告文件"):
        upload_reports(act=cast.act(Role.SUPERVISOR), agency=cast.office, files=[])
    one = batch.reports.get()
    with pytest.raises(NotAllowed):
        settle_finding(act=cast.act(Role.DRAFTER), report=one, key="x", reason="x")
    with pytest.raises(Refused, match="没有这个问题"):
        settle_finding(act=cast.act(Role.OFFICE_HEAD), report=one, key="x", reason="x")
    assert not batches_seen_by(cast.act(Role.SUPERVISOR, agency=cast.neighbour)).exists()
