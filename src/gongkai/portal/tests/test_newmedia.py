"""The matrix shows running accounts on file with a QR code and no person; spot checks once they are published."""

from __future__ import annotations

from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.inspection.usecases.spot_check import ITEMS, draw_sample, publish_result, record_check, sample_of
from gongkai.newmedia.tests.factories import PHONE, applied, running


def test_running_accounts_on_file_stand_there_without_persons(cast: Cast) -> None:
    running(cast)
    applied(cast, identifier="not-yet", name="尚未开设")
    page = Client().get("/zwxmt/").content.decode()
    assert "平安温县" in page
    assert "BA-4108-001" in page
    assert 'class="qr"' in page
    assert "style=" not in page
    for hidden in ("尚未开设", PHONE, "王磊", "张建国"):
        assert hidden not in page


def test_a_spot_check_stands_there_once_every_account_was_looked_at(cast: Cast) -> None:
    account = running(cast)
    act = cast.act(Role.SUPERVISOR)
    spot = draw_sample(act=act, agency=cast.government, year=2022, quarter=1, seed="2022-03-01", share=30)
    answers = dict.fromkeys(ITEMS, True) | {"interaction": False}
    record_check(act=act, account_id=account.pk, answers=answers, note="留言功能关闭", spot_check_id=spot.pk)
    assert "2022-03-01" not in Client().get("/zwxmt/").content.decode()
    publish_result(act=act, spot_check_id=spot.pk)
    page = Client().get("/zwxmt/").content.decode()
    assert "抽样种子：2022-03-01" in page
    assert "不合格（提供有效互动功能：否）" in page


def test_the_same_seed_draws_the_same_sample() -> None:
    listed = [f"{number:02d}" for number in range(22)]
    assert sample_of(listed, "种子", 7) == sample_of(listed[::-1], "种子", 7)
    assert len(set(sample_of(listed, "种子", 7))) == 7
    assert sample_of(listed, "种子", 7) != sample_of(listed, "另一种子", 7)
