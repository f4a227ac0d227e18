"""The audit as officers meet it: one report, a district's, settling, workbook and letters."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.annual_report.reader.tests.test_batch import report
from gongkai.jobs import works
from gongkai.numbering.keys import public_id
from gongkai.report_checks.keys import finding_key
from gongkai.report_checks.models import CheckBatch
from gongkai.returns.usecases.open_campaign import open_campaign

pytestmark = pytest.mark.django_db
WRONG = {"table4__reconsideration__upheld": 2, "table4__reconsideration__total": 0}


@pytest.fixture
def client(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: F811
    monkeypatch.setattr(works, "start", lambda job: None)
    cast.on(date(2023, 2, 12))
    found = Client()
    found.force_login(cast.officer(Role.SUPERVISOR), "django.contrib.auth.backends.ModelBackend")
    return found


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_one_report_shows_its_findings_and_what_was_read(client) -> None:
    page = client.post(
        "/desk/audit/check/", {"files": file("公安局.html", report("温县公安局", **WRONG))}, follow=True
    ).content.decode()
    assert "温县公安局 2022 年" in page
    assert "T4-1" in page
    assert "0 与 2" in page
    assert "印出 200 格" in page


def test_a_file_that_cannot_be_read_says_why(client) -> None:
    page = client.post("/desk/audit/check/", {"files": file("扫描.pdf", b"%PDF-1.7 x")}, follow=True).content.decode()
    assert "不能读取：" in page
    assert "PDF损坏" in page


def test_a_settled_finding_leaves_the_letter_and_names_who(client, cast) -> None:  # noqa: F811
    client.post("/desk/audit/check/", {"files": file("公安局.html", report("温县公安局", **WRONG))})
    batch = CheckBatch.objects.get()
    one = f"/desk/audit/reports/{public_id(batch.reports.get().pk)}/"
    told = next(told for told in batch.reports.get().answer["findings"] if told["rule"] == "T4-1")
    key = finding_key(told)
    assert f'value="{key}"' in client.get(one).content.decode()
    answer = client.post(f"{one}settle/", {"key": key, "reason": "已核实"}, follow=True).content.decode()
    assert f"已处理：已核实（{cast.officer(Role.SUPERVISOR).name}" in answer
    letters = client.get(f"/desk/audit/{public_id(batch.pk)}/export.docx").content
    assert "行政复议" not in "\n".join(one.text for one in Document(BytesIO(letters)).paragraphs)


def test_a_districts_reports_against_the_campaign(client, cast) -> None:  # noqa: F811
    campaign = open_campaign(act=cast.act(Role.SUPERVISOR), government=cast.government, year=2022)
    files = [
        file("公安局.html", report("温县公安局", "2023年2月3日", **WRONG)),
        file("县.html", report("温县人民政府", "2023年3月1日")),
    ]
    running = client.post(
        "/desk/audit/check/", {"files": files, "campaign": public_id(campaign.pk)}, follow=True
    ).content.decode()
    assert "正在审查" in running
    batch = CheckBatch.objects.get()
    works.carry_out(batch.job_id)
    page = client.get(f"/desk/audit/{public_id(batch.pk)}/").content.decode()
    assert "未报 3 个" in page
    assert "温县祥云镇人民政府" in page
    assert "逾期 1 个" in page
    assert client.get(f"/desk/audit/{public_id(batch.pk)}/export.xlsx").content.startswith(b"PK")


def test_return_letters_in_the_offices_own_letter_form(client, cast) -> None:  # noqa: F811
    client.post("/desk/audit/check/", {"files": file("公安局.html", report("温县公安局", **WRONG))})
    batch = CheckBatch.objects.get()
    answer = client.get(f"/desk/audit/{public_id(batch.pk)}/export.zip")
    assert answer["Content-Type"] == "application/zip"
    packed = ZipFile(BytesIO(answer.content))
    assert packed.namelist() == ["001-温县公安局.docx"]
    letter = Document(BytesIO(packed.read("001-温县公安局.docx")))
    assert letter.sections[0].first_page_header.paragraphs[0].text == batch.agency.name
    text = [one.text for one in letter.paragraphs]
    assert "温县公安局：" in text
    assert any("0 = 2 + 0 + 0 + 0" in line for line in text)
    assert re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", text[-1])
