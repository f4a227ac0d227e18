"""行政执法公示 for citizens: found, opened, downloaded; revoked and ended ones gone; what is planted of persons never leaves."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.agencies.usecases.appoint import choose_setting
from gongkai.audit.acts import system_act
from gongkai.decisions.lines import line
from gongkai.decisions.models import Kind, PenaltyRecord, PermitRecord
from gongkai.decisions.public import address
from gongkai.decisions.tests.factories import CARD, ENTERPRISE, load, on_person, penalty, write_csv
from gongkai.decisions.usecases.revoke_decision import revoke_decision

pytestmark = pytest.mark.django_db
PERSON, BOSS, SECOND_CARD, MOBILE = "欧阳暗香", "司马疏影", "410825198505010014", "13812345678"
PLANTED = (PERSON, BOSS, CARD, SECOND_CARD, MOBILE, "张羌村3组12号")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("gongkai.portal.decisions.today", lambda: date(2022, 3, 1))
    monkeypatch.setattr("gongkai.api.decisions.today", lambda: date(2022, 3, 1))
    return Client()


def text_of(response: object) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def penalty_page(number: str) -> str:
    return address(PenaltyRecord.objects.filter(document_number=number).latest("id"))


def plant(cast: Cast, file: Path) -> None:
    """An organisation whose texts name persons, and a natural person."""
    facts = f"经营者{BOSS}（身份证号{SECOND_CARD}，电话１３８１２３４５６７８，住温县祥云镇张羌村3组12号）销售过期食品"
    firm = penalty(cast.market, "1号", CF_SY=facts, CF_FRDB=BOSS) | {"BZ": f"联系{BOSS}{MOBILE}"}
    person = on_person(penalty(cast.market, "2号", CF_SY=f"{PERSON}违法"), name=PERSON) | {"BZ": PERSON}
    person |= {"CF_FRDB": ""}
    load(cast, write_csv(file, [firm, person]))


def permit(organ: Agency, number: str, **changes: str) -> dict[str, str]:
    return {
        "XK_WSH": number, "XK_XDR_MC": "温县春华商贸有限公司", "XK_XDR_LB": "法人及非法人组织", "XK_XDR_SHXYM": ENTERPRISE,
        "XK_FRDB": "李春华", "XK_XKWS": "食品经营许可决定书", "XK_XKLB": "普通", "XK_NR": "食品销售", "XK_JDRQ": "2022-02-10",
        "XK_YXQZ": "2022-02-10", "XK_YXQZI": "2099-12-31", "XK_ZT": "1", "XK_XKJG": organ.name, "XK_XKJGDM": organ.uscc,
        "XK_LYDW": organ.name, "XK_LYDWDM": organ.uscc, **changes,
    }  # fmt: skip


def test_a_citizen_finds_a_decision_and_opens_it(cast: Cast, file: Path, client: Client) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "温市监罚决〔2022〕1号")]))
    found = text_of(client.get("/sgs/", {"by": "name", "q": "温县春华商贸有限公司"}))
    page = penalty_page("温市监罚决〔2022〕1号")
    assert f'href="{page}"' in found
    opened = client.get(page)
    body = text_of(opened)
    for piece in (
        "违法事实",
        "货架上销售超过保质期的食品",
        "罚款金额(万元)",
        "0.500000",
        "李**",
        'name="PubDate" content="2022-03-01 09:00"',
    ):
        assert piece in body
    assert 'name="ContentSource" content="温县市场监督管理局"' in body
    assert "李春华" not in body


def test_nothing_found_by_part_of_a_name_offers_the_whole_one(cast: Cast, file: Path, client: Client) -> None:
    load(cast, write_csv(file, [penalty(cast.market)]))
    assert "您要找的是不是" in text_of(client.get("/sgs/", {"q": "温县春华"}))
    assert "没有符合条件的公示信息" in text_of(client.get("/sgs/", {"q": "某某公司"}))


def test_a_form_that_cannot_be_read_says_so_and_finds_nothing(cast: Cast, client: Client) -> None:
    response = client.get("/sgs/", {"first": "昨天", "organ": "x", "kind": "charge"})
    assert response.status_code == 400
    assert [word in text_of(response) for word in ("开始日期“昨天”无法识别", "没有这个决定机关", "没有这个类别")] == [
        True
    ] * 3
    assert "晚于结束日期" in text_of(client.get("/sgs/", {"first": "2022-02-02", "last": "2022-02-01"}))


def test_revoked_is_gone_with_the_statutory_notice(cast: Cast, file: Path, client: Client) -> None:
    plant(cast, file)
    page = penalty_page("1号")
    assert client.get(page).status_code == 200
    revoke_decision(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, document_number="1号",
        ground="REVOKED", reason=f"{BOSS}申请复议，决定撤销", on=date(2022, 3, 1),
    )  # fmt: skip
    response = client.get(page)
    assert response.status_code == 410
    body = text_of(response)
    for words in ("依法撤销", "《中华人民共和国行政处罚法》第四十八条第二款", "司马**申请复议，决定撤销"):
        assert words in body
    assert BOSS not in body


def test_after_its_end_a_penalty_is_gone_with_a_sentence(cast: Cast, file: Path, client: Client) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号") | {"CF_GSJZQ": "2022-02-28"}]))
    response = client.get(penalty_page("1号"))
    assert (response.status_code, "公示期限已届满" in text_of(response)) == (410, True)


def test_an_address_given_before_a_correction_leads_to_what_holds_now(cast: Cast, file: Path, client: Client) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    before = penalty_page("1号")
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_NR_FK="0.7")]))
    response = client.get(before, follow=True)
    assert response.redirect_chain == [(penalty_page("1号"), 302)]
    assert "0.700000" in text_of(response)


def test_what_is_only_counted_has_no_page_like_what_never_was(cast: Cast, file: Path, client: Client) -> None:
    plant(cast, file)
    for path in (
        penalty_page("2号"),
        "/sgs/penalty/0000000000001.html",
        "/sgs/charge/0000000000001.html",
        "/sgs/penalty/x.html",
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("is_open", [False, True])
def test_what_is_planted_of_persons_never_leaves(cast: Cast, file: Path, client: Client, is_open: bool) -> None:
    plant(cast, file)
    if is_open:
        choose_setting(
            act=system_act("test", cast.clock), agency=cast.market, name="publicity.natural_persons", value=True,
            since=date(2022, 1, 1),
        )  # fmt: skip
    paths = [
        "/sgs/", "/sgs/?by=number&q=1号", "/sgs/?by=number&q=2号", penalty_page("1号"), penalty_page("2号"),
        "/sgs/data/penalty-2022-02.csv", "/sgs/data/penalty-2022-02.json", "/api/v1/decisions", "/api/v1/decisions?document_number=2号",
        "/api/v1/decisions?document_number=1号", penalty_page("1号").replace("/sgs/penalty/", "/api/v1/decisions/penalty/").removesuffix(".html"),
    ]  # fmt: skip
    answers = {path: client.get(path) for path in paths}
    bodies = {path: text_of(answer) for path, answer in answers.items()}
    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code not in (200, 404)} == {}
    assert [(path, word) for path, body in bodies.items() for word in PLANTED if word in body] == []
    assert ("欧阳**" in bodies["/sgs/?by=number&q=2号"]) == is_open
    assert "司马**" in bodies[penalty_page("1号")]
    # by name a person is found nowhere; the question itself stands in the form again
    assert "违法" not in text_of(client.get("/sgs/", {"q": PERSON})).split("<form")[1].split("</form>")[1]
    assert json.loads(text_of(client.get("/api/v1/decisions", {"name": PERSON})))["items"] == []


def test_a_title_that_names_a_person_is_masked_in_list_page_and_report(cast: Cast, file: Path, client: Client) -> None:
    load(
        cast,
        write_csv(file, [permit(cast.market, "许1号", XK_XKWS=f"{BOSS}的许可决定书{MOBILE}", XK_FRDB=BOSS)]),
        "permit",
    )
    record = PermitRecord.objects.get()
    pages = [text_of(client.get("/sgs/")), text_of(client.get(address(record))), line(record).title]
    assert [("司马**的许可决定书138******78" in page, BOSS in page, MOBILE in page) for page in pages] == [
        (True, False, False)
    ] * 3
    assert line(record).public_url == address(record)


def test_a_month_comes_as_csv_and_json(cast: Cast, file: Path, client: Client) -> None:
    plant(cast, file)
    load(
        cast,
        write_csv(
            file,
            [penalty(cast.market, "3号", CF_JDRQ="2022-01-31"), penalty(cast.market, "=4号", CF_JDRQ="2022-02-01")][:1],
        ),
    )
    table = list(
        csv.DictReader(io.StringIO(text_of(client.get("/sgs/data/penalty-2022-02.csv")).removeprefix("\ufeff")))
    )
    assert [(row["行政处罚决定书文号"], row["罚款金额(万元)"], row["法定代表人"]) for row in table] == [
        ("1号", "0.500000", "司马**")
    ]
    listed = json.loads(text_of(client.get("/sgs/data/penalty-2022-01.json")))
    assert [(row["document_number"], row["fields"]["CF_NR_FK"]) for row in listed] == [("3号", "0.500000")]
    assert json.loads(text_of(client.get("/sgs/data/permit-2022-01.json"))) == []
    for path in (
        "/sgs/data/penalty-2022-13.csv",
        "/sgs/data/charge-2022-01.csv",
        "/sgs/data/penalty-2022-01.exe",
        "/sgs/data/penalty.csv",
    ):
        assert client.get(path).status_code == 404


def test_the_page_of_open_data_names_the_months_there_are(cast: Cast, file: Path, client: Client) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_JDRQ="2021-12-31"), penalty(cast.market, "2号")]))
    body = text_of(client.get("/sgs/data/"))
    assert [f'value="penalty-{month}"' in body for month in ("2022-02", "2022-01", "2021-12", "2021-11")] == [
        True,
        True,
        True,
        False,
    ]
    response = client.get("/sgs/data/", {"file": "penalty-2022-02", "ending": "csv"})
    assert (response.status_code, response["Location"]) == (302, "/sgs/data/penalty-2022-02.csv")
