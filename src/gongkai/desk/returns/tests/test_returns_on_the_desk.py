"""Returns as officers meet them: the board, the form, checks while typing, sums opened, a package taken in."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.desk.returns.waiting import tasks
from gongkai.numbering.keys import public_id
from gongkai.returns.form import COUNTED
from gongkai.returns.models import ReturnDraft
from gongkai.returns.states import standing_of
from gongkai.returns.tests.county import GRANTED, PDF, PENALTIES, RECEIVED, County

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(cast: Cast) -> County:  # noqa: F811
    return County(cast)


def signed_in(county: County, *roles: Role, agency: Agency | None = None) -> Client:
    client = Client()
    officer = county.cast.officer(*roles, agency=agency or county.cast.office)
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    return client


def address(county: County, agency: Agency) -> str:
    return f"/desk/returns/units/{public_id(county.unit(agency).pk)}/"


def text(client: Client, where: str) -> str:
    found = client.get(where)
    assert found.status_code == 200, (where, found.status_code)
    return found.content.decode()


def zeros(**cells: str) -> dict[str, str]:
    return dict.fromkeys(COUNTED, "0") | {key.replace("__", "."): value for key, value in cells.items()}


def test_the_board_shows_every_unit_and_filters_by_state(county) -> None:
    county.zero(county.cast.township)
    supervisor = signed_in(county, Role.SUPERVISOR)
    board = f"/desk/returns/{public_id(county.campaign.pk)}/"
    page = text(supervisor, board)
    assert "未开始 3" in page
    assert "已报送 1" in page
    assert "零报告" in page
    only = text(supervisor, f"{board}?state=SUBMITTED")
    assert "温县祥云镇人民政府" in only
    assert "温县公安局</a>" not in only


def test_the_form_is_saved_checked_and_submitted_by_a_second_person(county) -> None:
    police = county.cast.police
    filler, second = signed_in(county, Role.DRAFTER, agency=police), signed_in(county, Role.APPROVER, agency=police)
    where = address(county, police)
    wrong = zeros(**{RECEIVED.replace(".", "__"): "３", GRANTED.replace(".", "__"): "2"})
    filler.post(f"{where}save/", {**wrong, "source": "报送表", "ready": "1"})
    page = text(filler, where)
    assert "3 + 0 = 2 + 0" in page
    assert "核对无误，报送" not in page
    answer = second.post(f"{where}submit/", follow=True).content.decode()
    assert "不成立（T3-1）" in answer
    scan = SimpleUploadedFile("表.pdf", PDF)
    filler.post(
        f"{where}save/",
        {**zeros(**{PENALTIES.replace(".", "__"): "1,205"}), "source": "报送表", "ready": "1", "scan": scan},
    )
    assert "核对无误，报送" in text(second, where)
    second.post(f"{where}submit/")
    assert standing_of(county.unit(police), date(2023, 1, 6)).state.label == "已报送"
    assert ReturnDraft.objects.get().values[PENALTIES] == "1205"


def test_checks_while_typing_keep_nothing(county) -> None:
    police = county.cast.police
    filler = signed_in(county, Role.DRAFTER, agency=police)
    told = filler.post(f"{address(county, police)}check/", zeros(**{RECEIVED.replace(".", "__"): "3"})).json()
    assert "T3-1" in told["html"]
    assert told["totals"]["table3.new_received.total"] == "3"
    assert RECEIVED in told["suspects"]
    assert not ReturnDraft.objects.exists()


def test_pasting_and_zero_return_on_the_form(county) -> None:
    market = county.cast.market
    filler = signed_in(county, Role.DRAFTER, agency=market)
    where = address(county, market)
    page = filler.post(
        f"{where}paste/", {"text": "行政处罚\t\n一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3"}, follow=True
    ).content.decode()
    assert "读入 6 格，另有 1 个合计用于核对" in page
    page = filler.post(f"{where}paste/", {"text": "1\t2\n3\t4"}, follow=True).content.decode()
    assert "请连同左边的项目名称一起复制" in page
    page = filler.post(f"{where}zero/", follow=True).content.decode()
    assert "已按零报告填好" in page


def test_sent_back_notes_stand_beside_the_cell(county) -> None:
    police = county.cast.police
    sheet = county.submit(police, **{PENALTIES.replace(".", "__"): 5})
    supervisor = signed_in(county, Role.SUPERVISOR)
    where = f"/desk/returns/sheets/{public_id(sheet.pk)}/"
    assert "退回修改" in text(supervisor, where)
    supervisor.post(f"{where}send-back/", {"reason": "请核对", "cell": [PENALTIES], "text": ["与执法总体情况不符"]})
    page = text(signed_in(county, Role.DRAFTER, agency=police), address(county, police))
    assert '<small class="note">与执法总体情况不符</small>' in page
    titles = [(task.title, task.what) for task in tasks(county.filler(police))]
    assert titles == [("温县2022年度报告数据", "按退回意见修改")]


def test_the_sums_name_missing_units_and_open_to_units(county) -> None:
    county.accept(county.submit(county.cast.police, **{PENALTIES.replace(".", "__"): 5}))
    supervisor = signed_in(county, Role.SUPERVISOR)
    base = f"/desk/returns/{public_id(county.campaign.pk)}"
    assert "缺 3 个单位" in text(supervisor, f"{base}/rollup/")
    cell = text(supervisor, f"{base}/rollup/{PENALTIES}/")
    assert "缺 3 个单位" in cell
    assert "温县公安局" in cell
    assert "无法判断" in text(supervisor, f"{base}/across/")
    assert "温县公安局" in text(supervisor, f"{base}/links/")


def test_many_are_accepted_and_urged_with_one_click(county) -> None:
    police, township = county.cast.police, county.cast.township
    county.submit(police)
    county.zero(township)
    supervisor = signed_in(county, Role.SUPERVISOR)
    board = f"/desk/returns/{public_id(county.campaign.pk)}/"
    ticked = [public_id(county.unit(agency).pk) for agency in (police, township)]
    assert "已接收 2 个单位的报送" in supervisor.post(f"{board}accept/", {"unit": ticked}, follow=True).content.decode()
    assert "已催报 2 个单位" in supervisor.post(f"{board}urge/", {"all": "1"}, follow=True).content.decode()
    (task,) = tasks(county.filler(county.cast.market))
    assert task.title == "温县2022年度报告数据（已催报 1 次）"


def test_a_unit_sees_neither_the_sums_nor_another_units_form(county) -> None:
    police = signed_in(county, Role.DRAFTER, agency=county.cast.police)
    base = f"/desk/returns/{public_id(county.campaign.pk)}"
    assert police.get(f"{base}/rollup/").status_code == 404
    assert police.get(address(county, county.cast.market)).status_code == 404
    assert "温县市场监督管理局" not in text(police, f"{base}/")
