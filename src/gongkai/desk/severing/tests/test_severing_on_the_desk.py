"""A partial grant: the file is marked by words and by area, the copy goes out with the reply, the list says on which ground."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.files.store import read
from gongkai.numbering.keys import public_id
from gongkai.requests.letter_documents import document_of
from gongkai.requests.models import Closing, Severance
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.submit_reply import submit_reply

pytestmark = pytest.mark.django_db
NAME, PHONE = "闻人芷若", "13803917788"
TEXT = f"补偿花名册\n户主{NAME}，电话{PHONE}，补偿3万元。\n合计120万元。"


@pytest.fixture
def counter(cast: Cast) -> Counter:  # noqa: F811
    cast.police.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.police.save(update_fields=["contact"])
    return Counter(cast, cast.police)


def signed_in(cast: Cast, role: Role) -> Client:  # noqa: F811
    client = Client()
    client.force_login(cast.officer(role, agency=cast.police), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)))


def test_a_partial_grant_from_the_file_to_the_letter(cast, counter):  # noqa: F811
    request = counter.under_review()
    reply = counter.drafted(request, "PARTIALLY_GRANTED", "REG 15", submit=False)
    client = signed_in(cast, Role.DRAFTER)
    case = f"/desk/severing/case/{public_id(request.pk)}/"
    upload = SimpleUploadedFile("花名册.txt", TEXT.encode())
    begun = client.post(case, {"title": "补偿花名册（部分公开）", "file": upload}, follow=True)
    severance = Severance.objects.get()
    address = f"/desk/severing/{public_id(severance.pk)}/"
    assert begun.redirect_chain[-1][0] == address
    assert client.get(f"{address}pages/1.png").content.startswith(b"\x89PNG")
    said = client.post(f"{address}words/", {"words": NAME, "ground": "personal_privacy", "page": "1"}, follow=True)
    assert "已标记 1 处" in said.content.decode()
    client.post(f"{address}words/", {"words": PHONE, "ground": "personal_privacy", "page": "1"})
    bad = client.post(
        f"{address}area/",
        {"left": "60", "top": "5", "right": "40", "bottom": "x", "ground": "trade_secret"},
        follow=True,
    )
    assert "不是数字" in bad.content.decode()
    page = client.get(address).content.decode()
    assert "不予公开内容清单（2 处）" in page
    assert "《中华人民共和国政府信息公开条例》第十五条" in page
    client.post(f"{address}finish/", {"page": "1"})
    severance.refresh_from_db()
    copy = text_of(client.get(f"{address}copy.pdf").content)
    assert "合计120万元" in copy
    assert NAME not in copy
    assert PHONE not in copy
    assert NAME in text_of(read(severance.pages))  # the negative control
    attachment = reply.attachments.get()
    assert (attachment.file_id, attachment.is_severed) == (severance.copy_id, True)
    submit_reply(act=counter.drafter, request_id=request.pk)
    legal_review(act=counter.lawyer, request_id=request.pk)
    approve_reply(act=counter.signer, request_id=request.pk)
    send_reply(act=counter.clerk, request_id=request.pk, delivery="POST", proof="SF1")
    reply.refresh_from_db()
    assert document_of(reply).enclosures == ("补偿花名册（部分公开）",)
    assert Closing.objects.get(request=request).row == "partially_granted"


def test_a_finished_copy_takes_no_more_marks_and_words_that_are_not_there_are_told(cast, counter):  # noqa: F811
    request = counter.under_review()
    client = signed_in(cast, Role.DRAFTER)
    client.post(
        f"/desk/severing/case/{public_id(request.pk)}/",
        {"title": "册", "file": SimpleUploadedFile("a.txt", TEXT.encode())},
    )
    address = f"/desk/severing/{public_id(Severance.objects.get().pk)}/"
    ground = {"ground": "personal_privacy", "page": "1"}
    assert (
        "没有找到这些文字"
        in client.post(f"{address}words/", {"words": "不在其中", **ground}, follow=True).content.decode()
    )
    assert "还没有标记" in client.post(f"{address}finish/", follow=True).content.decode()
    client.post(f"{address}area/", {"left": "10", "top": "5", "right": "40", "bottom": "20.5", **ground})
    client.post(f"{address}finish/")
    assert "标记不再改变" in client.post(f"{address}words/", {"words": NAME, **ground}, follow=True).content.decode()
