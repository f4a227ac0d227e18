"""Letters of a case and the words of letters as officers meet them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.audit.models import AuditLine
from gongkai.notices.models import BlockVersion
from gongkai.notices.wording import WORDING
from gongkai.numbering.keys import public_id
from gongkai.requests.models import OutgoingLetter
from gongkai.requests.tests.factories import NAME, Counter

pytestmark = pytest.mark.django_db


def signed_in(cast: Cast, *roles: Role, agency: Agency | None = None, who: str = "") -> Client:  # noqa: F811
    client = Client()
    client.force_login(
        cast.officer(*roles, agency=agency, who=who), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def counter(cast: Cast) -> Counter:  # noqa: F811
    cast.police.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.police.save(update_fields=["contact"])
    return Counter(cast, cast.police)


def test_a_letter_comes_as_pdf_and_docx_and_each_look_is_logged(cast, counter):  # noqa: F811
    reply = counter.replied(counter.under_review())
    client = signed_in(cast, Role.REQUEST_OFFICER, agency=cast.police)
    case, letter = public_id(reply.request_id), public_id(reply.pk)
    page = client.get(f"/desk/notices/case/{case}/").content.decode()
    assert "已定稿" in page
    assert NAME not in page
    for ending, begin in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = client.get(f"/desk/notices/case/{case}/{letter}/letter.{ending}")
        assert answer.content.startswith(begin)
        assert "no-store" in answer["Cache-Control"]
    assert AuditLine.objects.filter(event="requests.letter_opened").count() == 2


def test_what_is_missing_is_named_on_the_page_and_instead_of_the_letter(cast):  # noqa: F811
    counter = Counter(cast, cast.police)
    reply = counter.replied(counter.under_review())
    client = signed_in(cast, Role.REQUEST_OFFICER, agency=cast.police)
    case, letter = public_id(reply.request_id), public_id(reply.pk)
    assert "缺少“联系电话”" in client.get(f"/desk/notices/case/{case}/").content.decode()
    answer = client.get(f"/desk/notices/case/{case}/{letter}/letter.pdf")
    assert answer.status_code == 409
    assert "缺少“联系电话”" in answer.content.decode()


def test_a_receipt_with_a_new_code_is_made_from_the_page(cast, counter):  # noqa: F811
    request = counter.received()
    client = signed_in(cast, Role.REQUEST_OFFICER, agency=cast.police)
    address = f"/desk/notices/case/{public_id(request.pk)}/"
    assert (
        "查询码与登记时发放的不一致"
        in client.post(f"{address}acknowledge/", {"query_code": "x"}, follow=True).content.decode()
    )
    assert "已出具登记回执" in client.post(f"{address}acknowledge/", {"new_code": "1"}, follow=True).content.decode()
    assert OutgoingLetter.objects.get().document


def test_a_draft_reply_can_be_read_before_it_is_signed(cast, counter):  # noqa: F811
    reply = counter.drafted(counter.under_review())
    client = signed_in(cast, Role.APPROVER, agency=cast.police)
    answer = client.get(f"/desk/notices/case/{public_id(reply.request_id)}/{public_id(reply.pk)}/letter.pdf")
    assert answer.content.startswith(b"%PDF-")


def test_new_words_take_a_writer_and_another_person(cast):  # noqa: F811
    writer = signed_in(cast, Role.DRAFTER, agency=cast.police)
    text = WORDING["CONTACT"] + "办公时间：工作日。"
    bad = writer.post(
        "/desk/notices/words/CONTACT/draft/",
        {"agency": cast.police.code, "text": "只有{{联系电话}}", "effective_on": "2099-01-01"},
    )
    assert bad.status_code == 400
    assert "只有{{联系电话}}" in bad.content.decode()
    assert "缺少必备内容“{{联系地址}}”" in bad.content.decode()
    writer.post(
        "/desk/notices/words/CONTACT/draft/", {"agency": cast.police.code, "text": text, "effective_on": "2099-01-01"}
    )
    version = BlockVersion.objects.get()
    approver = signed_in(cast, Role.APPROVER, agency=cast.police)
    assert "待审定" in approver.get("/desk/").content.decode()
    shown = approver.get("/desk/notices/words/CONTACT/").content.decode()
    assert "办公时间：工作日。" in shown
    sample = approver.get(f"/desk/notices/words/CONTACT/preview.pdf?version={public_id(version.pk)}")
    assert sample.content.startswith(b"%PDF-")
    approver.post(f"/desk/notices/versions/{public_id(version.pk)}/decide/", {"decision": "approve"})
    version.refresh_from_db()
    assert (version.state, version.effective_on) == ("APPROVED", date(2099, 1, 1))
