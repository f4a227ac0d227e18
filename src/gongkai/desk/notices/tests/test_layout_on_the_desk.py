"""The layout as an office changes it: downloaded, edited, brought back on the desk, approved by another, seen in a letter."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.clock import SystemClock, legal_day
from gongkai.desk.notices.tests.test_letters_on_the_desk import counter, signed_in  # noqa: F401
from gongkai.numbering.keys import public_id

pytestmark = pytest.mark.django_db
LAYOUT = "/desk/notices/layout/"


def test_an_office_edits_its_layout_and_a_unit_prints_in_it(cast: Cast, counter):  # noqa: F811
    today = legal_day(SystemClock().now())
    cast.on(today)
    drafter = signed_in(cast, Role.DRAFTER, agency=cast.office)
    document = Document(BytesIO(drafter.get(f"{LAYOUT}layout.docx").content))
    document.add_paragraph("（温县统一版式）")
    out = BytesIO()
    document.save(out)
    file = SimpleUploadedFile("版式.docx", out.getvalue())
    sent = drafter.post(f"{LAYOUT}bring/", {"agency": "wenxian", "effective_on": today.isoformat(), "file": file})
    assert sent.status_code == 302
    head = signed_in(cast, Role.APPROVER, agency=cast.office)
    assert "文书版式（DOCX）”待审定" in head.get("/desk/").content.decode()
    page = head.get(LAYOUT).content.decode()
    sample, decide = (page.split(f'href="{LAYOUT}')[2].split('"')[0], page.split('action="')[-1].split('"')[0])
    assert "（温县统一版式）" in text_of(head.get(f"{LAYOUT}{sample}").content)
    assert head.post(decide, {"decision": "approve"}, follow=True).status_code == 200
    reply = counter.replied(counter.under_review())
    clerk = signed_in(cast, Role.REQUEST_OFFICER, agency=cast.police)
    letter = clerk.get(f"/desk/notices/case/{public_id(reply.request_id)}/{public_id(reply.pk)}/letter.docx").content
    assert "（温县统一版式）" in text_of(letter)


def test_a_file_that_is_no_layout_is_told_what_it_lacks(cast: Cast):  # noqa: F811
    drafter = signed_in(cast, Role.DRAFTER, agency=cast.office)
    day = legal_day(SystemClock().now()) + timedelta(days=3)
    empty = BytesIO()
    Document().save(empty)
    file = SimpleUploadedFile("空白.docx", empty.getvalue())
    answer = drafter.post(f"{LAYOUT}bring/", {"agency": "wenxian", "effective_on": day.isoformat(), "file": file})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "版式缺少“{{ title }}”" in page
    assert f'value="{day.isoformat()}"' in page
    nothing = drafter.post(f"{LAYOUT}bring/", {"agency": "wenxian", "effective_on": day.isoformat()})
    assert nothing.status_code == 400


def text_of(content: bytes) -> str:
    return "".join(line.text for line in Document(BytesIO(content)).paragraphs)
