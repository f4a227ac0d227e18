"""The package of a case is whole, the same twice, known to the log; retention over, two persons empty the case and no figure moves."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from argparse import Namespace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.conf import settings

from gongkai.agencies.errors import Refused
from gongkai.audit.models import AuditLine
from gongkai.cli.archive import run
from gongkai.cli.commands import find
from gongkai.files.store import read, store_upload
from gongkai.requests.archive_package import build, faults, manifest_of
from gongkai.requests.archives import due_for_disposal, not_packaged
from gongkai.requests.models import Closing, InformationRequest, Reply
from gongkai.requests.tests.factories import ID_NUMBER, NAME, PHONE, Counter
from gongkai.requests.usecases.acknowledge import acknowledge
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.archive import archive
from gongkai.requests.usecases.attach_to_reply import attach_to_reply
from gongkai.requests.usecases.deliver import deliver
from gongkai.requests.usecases.dispose import decide_disposal, propose_disposal
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.package_archive import package_archive
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.sever import open_severance
from gongkai.requests.usecases.submit_reply import submit_reply


@pytest.fixture
def counter(cast):
    cast.police.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.police.save(update_fields=["contact"])
    return Counter(cast, cast.police)


@pytest.fixture
def case(counter) -> InformationRequest:
    """A grant with a file, delivered and archived."""
    request = counter.under_review()
    counter.drafted(request, submit=False)
    given = store_upload(
        act=counter.drafter, agency_id=counter.agency.pk, name="资金表.txt", content="道路维修120万元".encode()
    )
    attach_to_reply(act=counter.drafter, request_id=request.pk, file=given, title="资金安排表")
    submit_reply(act=counter.drafter, request_id=request.pk)
    legal_review(act=counter.lawyer, request_id=request.pk)
    approve_reply(act=counter.signer, request_id=request.pk)
    send_reply(act=counter.clerk, request_id=request.pk, delivery="POST", proof="SF1")
    deliver(act=counter.clerk, request_id=request.pk, proof="签收")
    archive(act=counter.clerk, request_id=request.pk)
    return InformationRequest.objects.select_related("agency").get(pk=request.pk)


def packed(counter, case) -> bytes:
    return read(package_archive(act=counter.clerk, request_id=case.pk, words={}).file)


def rewritten(content: bytes, name: str, new: bytes | None, extra: str = "") -> bytes:
    """The same package with one file changed, left out, or one more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as made:
        for entry in old.namelist():
            if entry != name or new is not None:
                made.writestr(entry, new if entry == name and new is not None else old.read(entry))
        if extra:
            made.writestr(extra, b"x")
    return out.getvalue()


def test_a_package_holds_everything_and_checks_out(counter, case):
    content = packed(counter, case)
    assert list(faults(content)) == []
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    for part in (
        "00-案卷目录",
        "01-申请登记表",
        "03-01-答复书",
        "04-01-资金安排表",
        "06-办理经过",
        "07-送达凭证",
        "08-操作日志",
        "09-案件记录",
    ):
        assert any(part in name for name in names), part
    listed = manifest_of(content)
    assert (listed["request"], listed["archived_on"], listed["retention_until"]) == (
        case.number,
        "2022-03-01",
        "2032-03-01",
    )
    assert len(listed["files"]) == len(names) - 1
    contents = pypdfium2.PdfDocument(zipfile.ZipFile(io.BytesIO(content)).read("00-案卷目录.pdf"))
    shown = (
        "".join(page.get_textpage().get_text_range() for page in contents).replace("\r\n", "").replace("\ufffe", "-")
    )
    assert all(name in shown for name in names if name not in ("contents.json", "00-案卷目录.pdf"))
    letter = next(name for name in names if "答复书" in name)
    with (
        pikepdf.open(io.BytesIO(zipfile.ZipFile(io.BytesIO(content)).read(letter))) as pdf,
        pdf.open_metadata() as data,
    ):
        assert data["pdfaid:part"] == "2"


def test_the_same_case_gives_the_same_package(case):
    assert build(case, date(2022, 3, 1), {}) == build(case, date(2022, 3, 1), {})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda content, name: rewritten(content, name, b"%PDF-1.7 other"), "与目录中的校验值不符"),
        (lambda content, name: rewritten(content, name, None), "缺失"),
        (lambda content, name: rewritten(content, "", None, extra="多.pdf"), "不在目录中"),
        (lambda content, name: rewritten(content, "contents.json", b"{"), "目录 contents.json 损坏"),
        (lambda content, name: b"no zip", "不是案卷包"),
    ],
)
def test_a_changed_package_is_found_out(counter, case, change, fault):
    content = packed(counter, case)
    name = next(one["path"] for one in manifest_of(content)["files"] if "答复书" in one["title"])
    assert any(fault in told for told in faults(change(content, name)))


def test_a_letter_that_is_no_archive_file_is_found_out(counter, case):
    content = packed(counter, case)
    name = next(one["path"] for one in manifest_of(content)["files"] if "答复书" in one["title"])
    plain = io.BytesIO()
    pikepdf.new().save(plain)
    listed = manifest_of(content)
    for one in listed["files"]:
        if one["path"] == name:
            one["sha256"] = hashlib.sha256(plain.getvalue()).hexdigest()
    forged = rewritten(rewritten(content, name, plain.getvalue()), "contents.json", json.dumps(listed).encode())
    assert list(faults(forged)) == [f"“{name}”不是 PDF/A 格式"]


def test_the_command_tells_whole_changed_and_logged(counter, case, tmp_path, capsys):
    content = packed(counter, case)
    whole, changed = tmp_path / "a.zip", tmp_path / "b.zip"
    whole.write_bytes(content)
    changed.write_bytes(rewritten(content, "", None, extra="多.pdf"))
    command = find("archive")
    assert command is not None

    def ask(path: Path) -> tuple[int, dict]:
        code = run(Namespace(action="verify", file=path, json=True))
        return code, json.loads(capsys.readouterr().out)

    assert ask(whole)[0] == 0
    code, answer = ask(changed)
    assert (code, answer["logged"]) == (1, False)
    assert AuditLine.objects.filter(event="requests.archive_packaged").count() == 1


def test_what_is_not_archived_has_no_package_and_a_package_is_made_once(counter, case):
    open_one = counter.under_review()
    with pytest.raises(Refused, match="还没有归档"):
        package_archive(act=counter.clerk, request_id=open_one.pk, words={})
    assert list(not_packaged()) == [case]
    packed(counter, case)
    assert not not_packaged().exists()
    with pytest.raises(Refused, match="已经生成"):
        packed(counter, case)


def test_an_archived_case_is_read_only(counter, case):
    with pytest.raises(Refused, match="已于 2022-03-01 归档"):
        acknowledge(act=counter.clerk, request_id=case.pk, is_new_code=True)
    with pytest.raises(Refused, match="归档，不再改动"):
        open_severance(act=counter.drafter, request_id=case.pk, title="表", name="a.txt", content=b"text")


def test_before_retention_is_over_nothing_is_deleted(counter, case):
    counter.on(date(2032, 3, 1))
    with pytest.raises(Refused, match="保管期限至 2032-03-01"):
        propose_disposal(act=counter.clerk, request_id=case.pk, because="无保存价值")
    assert not due_for_disposal(counter.clerk).exists()


def test_two_persons_empty_a_case_and_no_figure_moves(counter, case, django_capture_on_commit_callbacks):
    stored = package_archive(act=counter.clerk, request_id=case.pk, words={}).file
    on_disk = Path(settings.GONGKAI_HOME) / "files" / stored.sha256[:2] / stored.sha256
    counter.on(date(2032, 3, 2))
    assert list(due_for_disposal(counter.clerk)) == [case]
    disposal = propose_disposal(act=counter.clerk, request_id=case.pk, because="无保存价值")
    with pytest.raises(Refused):
        decide_disposal(act=counter.clerk, disposal_id=disposal.pk, is_approved=True)
    assert on_disk.exists()
    with django_capture_on_commit_callbacks(execute=True):
        decide_disposal(act=counter.head, disposal_id=disposal.pk, is_approved=True)
    assert not on_disk.exists()
    emptied = InformationRequest.objects.get(pk=case.pk)
    told = " ".join(str(getattr(emptied, field.name)) for field in emptied._meta.concrete_fields)
    for words in (NAME, PHONE, ID_NUMBER):
        assert words not in told
    reply = Reply.objects.get(request=case)
    assert (reply.content, reply.document, reply.stage) == ("", "", "DELIVERED")
    assert (emptied.number, emptied.date_of_receipt) == (case.number, date(2022, 3, 1))
    assert Closing.objects.current().get(request=case).row == "granted"


def test_a_refused_proposal_leaves_the_case_and_may_be_made_again(counter, case):
    counter.on(date(2032, 3, 2))
    disposal = propose_disposal(act=counter.clerk, request_id=case.pk, because="无保存价值")
    decide_disposal(act=counter.head, disposal_id=disposal.pk, is_approved=False)
    assert InformationRequest.objects.get(pk=case.pk).applicant_name == NAME
    propose_disposal(act=counter.clerk, request_id=case.pk, because="再次鉴定")
