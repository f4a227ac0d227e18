"""The weekly file: only what is new or changed, a zero report, late and refused rows; templates are data."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.decisions.models import Kind
from gongkai.decisions.province.template import BadTemplate, read_template, templates
from gongkai.decisions.sending import late_among, refused_in, span_of, text_of, withdrawn_in
from gongkai.decisions.tests.factories import load, on_person, penalty, write_csv
from gongkai.decisions.transfers import SendOut, Upload
from gongkai.decisions.usecases.make_send_out import make_send_out
from gongkai.decisions.usecases.revoke_decision import revoke_decision
from gongkai.law.holiday_notices import packaged_calendar

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.csv"


def send(cast: Cast, template: str = "national", kind: Kind = Kind.PENALTY) -> SendOut:
    return make_send_out(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=kind, template=template,
        calendar=packaged_calendar(),
    )  # fmt: skip


def text(sent: SendOut) -> str:
    return b"".join(text_of(span_of(sent), templates()[sent.template])).decode("utf-8-sig")


def numbers(sent: SendOut) -> list[str]:
    return [line.split(",")[0] for line in text(sent).splitlines()[1:]]


def test_only_what_is_new_or_changed_since_the_last_file(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 2, 14))
    load(
        cast,
        write_csv(
            file, [penalty(cast.market, "1号"), penalty(cast.market, "2号"), on_person(penalty(cast.market, "3号"))]
        ),
    )
    cast.on(date(2022, 2, 15))
    first = send(cast)
    assert (numbers(first), first.rows, first.late) == (["1号", "2号"], 2, 0)
    cast.on(date(2022, 2, 22))
    load(
        cast,
        write_csv(
            file,
            [penalty(cast.market, "1号"), penalty(cast.market, "2号", CF_NR_FK="0.1"), penalty(cast.market, "4号")],
        ),
    )
    cast.on(date(2022, 2, 23))
    second = send(cast)
    # the change of 2号 was public in time at first; 4号, decided on 10 February, was due on the 21st
    assert (numbers(second), second.late) == (["2号", "4号"], 1)
    assert [row.document_number for row in late_among(span_of(second), packaged_calendar())] == ["4号"]
    cast.on(date(2022, 3, 2))
    zero = send(cast)
    assert (zero.rows, text(zero).count("\n"), zero.since) == (0, 1, second.until)


def test_an_earlier_file_comes_out_the_same_for_ever(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 2, 14))
    load(cast, write_csv(file, [penalty(cast.market, "1号"), penalty(cast.market, "2号")]))
    cast.on(date(2022, 2, 15))
    first = send(cast)
    before = text(first)
    cast.on(date(2022, 2, 16))
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_NR_FK="0.1")]))
    revoke_decision(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, document_number="2号",
        ground="REVOKED", reason="复议决定撤销", on=date(2022, 2, 16),
    )  # fmt: skip
    cast.on(date(2022, 2, 17))
    second = send(cast)
    assert text(first) == before
    assert hashlib.sha256(b"\xef\xbb\xbf" + before.encode()).hexdigest() == first.sha256
    assert (numbers(second), [one.document_number for one in withdrawn_in(span_of(second))]) == (["1号"], ["2号"])


def test_two_files_at_one_moment_are_refused(cast: Cast) -> None:
    send(cast)
    with pytest.raises(Refused, match="刚刚生成"):
        send(cast)


def test_a_revoked_decision_is_not_sent(cast: Cast, file: Path) -> None:
    load(cast, write_csv(file, [penalty(cast.market, "1号")]))
    revoke_decision(
        act=cast.act(Role.PUBLISHER, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, document_number="1号",
        ground="VOID", reason="无效", on=date(2022, 3, 1),
    )  # fmt: skip
    cast.on(date(2022, 3, 2))
    assert send(cast).rows == 0


def test_refused_rows_stand_beside_the_file(cast: Cast) -> None:
    told = {"row": 3, "field": "CF_NR_FK", "value": "0", "reason": "罚款金额应大于0"}
    act = cast.act(Role.PUBLISHER, agency=cast.market)
    Upload.objects.create(
        agency=cast.market, kind="penalty", file_name="六月.csv", size=1, uploaded_by="1", uploaded_by_name="王",
        uploaded_at=act.now, kept_until=act.now, findings={"rejected": [told]},
    )  # fmt: skip
    cast.on(date(2022, 3, 2))
    sent = send(cast)
    assert (sent.refused, refused_in(span_of(sent))) == (1, [{"file": "六月.csv", **told}])


def test_a_province_writes_its_own_template_as_data(cast: Cast, file: Path) -> None:
    own = Path(settings.GONGKAI_HOME) / "province"
    own.mkdir(exist_ok=True)
    shape = {
        "label": "某省",
        "date": "%Y%m%d",
        "ledgers": {"penalty": {"决定书": "document_number", "日期": "happened_on", "万元": "fine_fen"}},
    }
    (own / "someprovince.json").write_text(json.dumps(shape, ensure_ascii=False), encoding="utf-8")
    try:
        load(cast, write_csv(file, [penalty(cast.market, "1号")]))
        cast.on(date(2022, 3, 2))
        assert text(send(cast, "someprovince")) == "决定书,日期,万元\r\n1号,20220210,0.5\r\n"
        with pytest.raises(Refused, match="不含行政许可台账"):
            send(cast, "someprovince", Kind.PERMIT)
    finally:
        (own / "someprovince.json").unlink()
    with pytest.raises(Refused, match="chinese、national"):
        send(cast, "someprovince")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[]", "JSON object"),
        ('{"label": "a", "date": "b"}', "ledgers"),
        ('{"label": "a", "date": "b", "ledgers": {"licence": {}}}', "licence"),
        ('{"label": "a", "date": "b", "ledgers": {"penalty": {"甲": "nothing"}}}', "nothing"),
    ],
)
def test_a_wrong_template_is_named(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadTemplate, match=named):
        read_template(tmp_path / "x.json")


def test_who_may_not_write_the_ledger_sends_nothing(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        make_send_out(
            act=cast.act(Role.AUDITOR, agency=cast.market), agency=cast.market, kind=Kind.PENALTY, template="national",
            calendar=packaged_calendar(),
        )  # fmt: skip


def test_a_text_a_spreadsheet_would_compute_stays_text_in_the_file_to_the_province(cast: Cast, file: Path) -> None:
    cast.on(date(2022, 2, 14))
    load(cast, write_csv(file, [penalty(cast.market, "1号", CF_SY="@SUM(1+9)*cmd|' /C calc'!A0", CF_NR="-5元")]))
    cast.on(date(2022, 2, 15))
    line = text(send(cast)).splitlines()[1]
    assert ",'@SUM(1+9)*cmd|' /C calc'!A0," in line
    assert ",'-5元," in line
