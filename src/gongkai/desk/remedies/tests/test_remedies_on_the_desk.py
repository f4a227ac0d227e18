"""A refusal challenged, corrected, remade, sued over: as officers meet it, ending in the cells of table 4."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2
import pytest
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.audit.models import AuditLine
from gongkai.measures.registry import Question, measure
from gongkai.numbering.keys import public_id
from gongkai.remedies.models import RemedyCase
from gongkai.requests.models import InformationRequest
from gongkai.requests.results import Decision
from gongkai.requests.tests.factories import NAME, Counter
from gongkai.requests.usecases.approve_reply import approve_reply
from gongkai.requests.usecases.draft_reply import draft_reply
from gongkai.requests.usecases.legal_review import legal_review
from gongkai.requests.usecases.send_reply import send_reply
from gongkai.requests.usecases.sever import finish_severance, mark_words, open_severance
from gongkai.requests.usecases.submit_reply import submit_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(cast: Cast) -> Counter:  # noqa: F811
    cast.police.contact = {"phone": "0391-6123456", "address": "温县黄河路1号"}
    cast.police.save(update_fields=["contact"])
    return Counter(cast, cast.police)


@pytest.fixture
def client(cast: Cast, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: F811
    """The lawyer at the desk, by the cast's clock."""
    return signed_in(cast, Role.LEGAL_REVIEWER, cast.police, monkeypatch)


def signed_in(cast: Cast, role: Role, agency: Agency, monkeypatch: pytest.MonkeyPatch) -> Client:  # noqa: F811
    monkeypatch.setattr("gongkai.desk.entry.act_of", lambda officer: cast.act(role, agency=agency))
    made = Client()
    made.force_login(cast.officer(role, agency=agency), backend="django.contrib.auth.backends.ModelBackend")
    return made


def registered(client: Client, request: InformationRequest, **changed: str) -> str:
    form = {
        "block": "reconsideration", "request": request.number, "body": "温县人民政府", "subject": "不服不予公开答复",
        "case_number": "温政复〔2024〕3号", "claimant": NAME, "filed_on": "2024-04-01", "copy_received_on": "2024-04-08",
    }  # fmt: skip
    answer = client.post("/desk/remedies/new/", form | changed, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def address() -> str:
    return f"/desk/remedies/{public_id(RemedyCase.objects.latest('id').pk)}/"


def counted(agency: Agency, name: str, last: date) -> list[tuple[str, str]]:
    question = Question((agency.pk,), date(last.year, 1, 1), last, last)
    return sorted((fact.block, getattr(fact, "result", "")) for fact in measure(name).records(question))


def test_from_refusal_to_remade_reply_and_the_cell_of_table_4(cast, counter, client):  # noqa: F811
    counter.on(date(2024, 3, 1))
    request = counter.under_review()
    counter.delivered(request, "REFUSED_THIRD_PARTY")
    counter.on(date(2024, 4, 8))
    page = registered(client, request)
    assert "答复（答辩）和证据：2024-04-22" in page  # ten working days, REC23 48
    assert "2024-04-22" in client.get("/desk/").content.decode()
    assert NAME not in page
    client.post(f"{address()}stage/", {"kind": "ANSWERED", "on": "2024-04-08"})
    assert "提交答复（答辩）和证据</a>" not in client.get("/desk/").content.decode()
    counter.on(date(2024, 5, 20))
    client.post(f"{address()}result/", {"detail": "REVOKED", "on": "2024-05-17", "received_on": "2024-05-20"})
    assert "转入重新办理" in client.get(address()).content.decode()
    client.post(f"{address()}effect/", {"effect": "REMAKE", "on": "2024-05-20", "until": "2024-06-20"})
    request.refresh_from_db()
    assert (request.state, request.reply_due) == ("REPLY_TO_BE_REMADE", date(2024, 6, 20))
    decision = Decision("REFUSED_THIRD_PARTY", ())
    draft_reply(act=counter.drafter, request_id=request.pk, decision=decision, content="仍不予公开。", submit=False)
    assert "不得以同一事实和理由" in client.get(address()).content.decode()
    draft_reply(
        act=counter.drafter, request_id=request.pk, decision=Decision("GRANTED"), content="现提供。", submit=False
    )
    assert "结论和依据相同" not in client.get(address()).content.decode()
    assert counted(cast.police, "remedies.concluded", date(2024, 12, 31)) == [("reconsideration", "corrected")]


def test_a_direct_suit_against_a_refusal_is_warned_of_and_counts_when_decided(cast, counter, client):  # noqa: F811
    counter.on(date(2024, 3, 1))
    request = counter.under_review()
    counter.delivered(request, "REFUSED_INTERNAL_AFFAIRS")
    counter.on(date(2024, 4, 10))
    page = registered(
        client, request, block="litigation_direct", body="温县人民法院", case_number="（2024）豫0825行初12号"
    )
    assert "应当先申请行政复议" in page
    assert "答复（答辩）和证据：2024-04-23" in page  # fifteen days, LIT 67
    assert counted(cast.police, "remedies.pending", date(2024, 12, 31)) == [("litigation_direct", "")]
    counter.on(date(2024, 7, 1))
    client.post(f"{address()}result/", {"detail": "CLAIM_DISMISSED", "on": "2024-06-28"})
    client.post(f"{address()}appeal/", {"detail": "DECLARED_UNLAWFUL", "instance": "SECOND", "on": "2024-07-01"})
    assert counted(cast.police, "remedies.concluded", date(2024, 12, 31)) == [("litigation_direct", "corrected")]


def test_wrong_values_are_told_beside_what_was_typed(counter, client):
    counter.on(date(2024, 3, 1))
    request = counter.under_review()
    form = {
        "block": "reconsideration",
        "request": request.number,
        "body": "温县人民政府",
        "subject": "事项",
        "filed_on": "昨天",
    }
    answer = client.post("/desk/remedies/new/", form)
    assert answer.status_code == 400
    assert "提出日期“昨天”不是日期" in answer.content.decode()
    assert 'value="温县人民政府"' in answer.content.decode()


def test_the_bundle_is_one_file_with_contents_and_a_number_on_every_page(cast, counter, client):  # noqa: F811
    counter.on(date(2024, 3, 1))
    request = counter.under_review()
    counter.delivered(request, "REFUSED_THIRD_PARTY")
    counter.on(date(2024, 4, 8))
    registered(client, request)
    answer = client.get(f"{address()}bundle.pdf")
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(answer.content)]
    for number, text in enumerate(pages, 1):
        assert f"第{number}页" in text
    for words in ("证据目录", "政府信息公开申请登记表", "答复书", "办理经过和期限", "送达凭证", "操作日志", NAME):
        assert words in pages[0]
    (place,) = re.findall(r"登记表2024-03-01申请的内容、渠道和收到申请之日(\d)", pages[0])
    assert "所需政府信息" in pages[int(place) - 1]
    (reply,) = [number for number, text in enumerate(pages) if "政府信息公开申请答复书" in text]
    assert "申请行政复议" in "".join(pages[reply : reply + 2])


def test_one_text_at_two_units_is_shown_to_the_competent_authority(cast, counter, monkeypatch):  # noqa: F811
    Counter(cast, cast.market).received()
    counter.received()
    page = signed_in(cast, Role.SUPERVISOR, cast.office, monkeypatch).get("/desk/remedies/same-texts/").content.decode()
    assert "温县公安局" in page
    assert "温县市场监督管理局" in page
    assert NAME not in page


def test_what_was_withheld_is_named_in_the_bundle_and_shown_to_the_court_alone(cast, counter, client, monkeypatch):  # noqa: F811
    """The claimant gets a copy of the bundle: the name under the mark is not in it; the sheet for the court has it."""
    counter.on(date(2024, 3, 1))
    request = counter.under_review()
    counter.drafted(request, "PARTIALLY_GRANTED", "REG 15", submit=False)
    opened = open_severance(
        act=counter.drafter,
        request_id=request.pk,
        title="花名册",
        name="花名册.txt",
        content="户主欧阳不详，补偿45000元。".encode(),
    )
    mark_words(act=counter.drafter, severance_id=opened.pk, words="欧阳不详", ground="personal_privacy")
    finish_severance(act=counter.drafter, severance_id=opened.pk)
    submit_reply(act=counter.drafter, request_id=request.pk)
    legal_review(act=counter.lawyer, request_id=request.pk)
    approve_reply(act=counter.signer, request_id=request.pk)
    send_reply(act=counter.clerk, request_id=request.pk, delivery="POST")
    counter.on(date(2024, 4, 8))
    registered(client, request)
    bundle, court = (
        "".join(
            re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(answer.content)
        )
        for answer in (client.get(f"{address()}bundle.pdf"), client.post(f"{address()}withheld.pdf"))
    )
    assert "花名册（区分处理前），不公开质证" in bundle
    assert "欧阳不详" not in bundle
    assert "不公开质证的证据目录" in court
    assert "欧阳不详" in court
    assert AuditLine.objects.filter(event="remedies.withheld_bundle_made").count() == 1
    clerk = signed_in(cast, Role.REQUEST_OFFICER, cast.police, monkeypatch)
    assert clerk.post(f"{address()}withheld.pdf").status_code == 403


def test_a_refused_step_keeps_what_was_typed(counter: Counter, client: Client) -> None:
    counter.on(date(2024, 3, 1))
    request = counter.under_review()
    counter.delivered(request, "REFUSED_THIRD_PARTY")
    counter.on(date(2024, 4, 8))
    registered(client, request)
    page = client.post(f"{address()}result/", {"detail": "REVOKED", "on": "2024-05-20", "received_on": "2024-05-21"})
    told = page.content.decode()
    assert page.status_code == 422
    assert re.search(r'value="REVOKED"[^>]* selected', told)
    assert 'value="2024-05-20"' in told
    assert 'value="2024-05-21"' in told
