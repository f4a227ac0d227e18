"""The applicant takes the reply as it went out and what was handed over with it; nobody else gets either."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.files.store import store_upload
from gongkai.numbering.keys import public_id
from gongkai.requests.models import OutgoingLetter, Reply, ReplyAttachment
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.attach_to_reply import attach_to_reply
from gongkai.requests.usecases.begin_review import begin_review
from gongkai.requests.usecases.consult import consult
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.receive_opinion import receive_opinion
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.submit_reply import submit_reply

pytestmark = pytest.mark.django_db
CONTENT = "道路维修120万元".encode()


@pytest.fixture
def replied(cast: Cast):  # type: ignore[no-untyped-def]  # noqa: F811
    cast.police.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.police.save(update_fields=["contact"])
    counter = Counter(cast, cast.police)
    made = counter.registered()
    begin_review(act=counter.clerk, request_id=made.request.pk, handling_unit="治安大队")
    consult(
        act=counter.clerk, request_id=made.request.pk, party="THIRD_PARTY", name="怀川商贸有限公司", question="合同价格"
    )
    receive_opinion(act=counter.clerk, request_id=made.request.pk, ref="1", answer="AGREES")
    counter.drafted(made.request, submit=False)
    given = store_upload(act=counter.drafter, agency_id=cast.police.pk, name="资金表.txt", content=CONTENT)
    attach_to_reply(act=counter.drafter, request_id=made.request.pk, file=given, title="资金安排表")
    submit_reply(act=counter.drafter, request_id=made.request.pk)
    legal_review(act=counter.lawyer, request_id=made.request.pk)
    approve_reply(act=counter.signer, request_id=made.request.pk)
    send_reply(act=counter.clerk, request_id=made.request.pk, delivery="ELECTRONIC")
    return made


def let_in(made) -> Client:  # type: ignore[no-untyped-def]
    client = Client()
    client.post("/zfxxgk/ysqgk/cx/", {"number": made.request.number, "code": made.query_code})
    return client


def test_the_reply_comes_as_pdf_with_its_attachment(replied):
    client, reply = let_in(replied), Reply.objects.get()
    page = client.get(f"/zfxxgk/ysqgk/ws/r/{public_id(reply.pk)}/").content.decode()
    assert "下载文书（PDF）" in page
    assert "资金安排表" in page
    assert client.get(f"/zfxxgk/ysqgk/ws/{public_id(reply.pk)}/wenshu.pdf").content.startswith(b"%PDF-")
    given = client.get(f"/zfxxgk/ysqgk/fj/{public_id(ReplyAttachment.objects.get().pk)}/")
    assert given.content == CONTENT
    assert given["Content-Disposition"].startswith("attachment")


def test_a_letter_to_a_third_party_is_not_the_applicants(replied):
    letter = OutgoingLetter.objects.get(kind="CONSULTATION")
    assert let_in(replied).get(f"/zfxxgk/ysqgk/ws/{public_id(letter.pk)}/wenshu.pdf").status_code == 404


def test_without_number_and_code_nothing_is_handed_out(replied):
    reply, given = Reply.objects.get(), ReplyAttachment.objects.get()
    for address in (f"ws/{public_id(reply.pk)}/wenshu.pdf", f"fj/{public_id(given.pk)}/"):
        answer = Client().get(f"/zfxxgk/ysqgk/{address}")
        assert (answer.status_code, answer["Location"]) == (302, "/zfxxgk/ysqgk/cx/")
