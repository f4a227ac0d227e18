"""Settings on the desk: chosen from a day on, inherited, told with their past; what cannot work is refused beside the form."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.agencies.models import AgencySetting
from gongkai.agencies.roles import Role
from gongkai.agencies.setting_history import history_of, standing_of
from gongkai.agencies.settings import SETTINGS, setting_of
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.clock import SystemClock, legal_day
from gongkai.desk.documents.tests.desk import Desk, said
from gongkai.desk.settings.words import grouped, means, shown

pytestmark = pytest.mark.django_db
TODAY = legal_day(SystemClock().now())
SOON, LATER, LAST = (TODAY + timedelta(days=days) for days in (30, 60, 90))


@pytest.fixture
def desk(cast: Cast) -> Desk:  # noqa: F811
    return Desk(cast)


def send(desk: Desk, name: str, value: str, since: date | str = TODAY, agency: str = "wenxian") -> tuple[int, str]:
    data = {"value": value, "since": str(since), "agency": agency}
    answer = desk.client(Role.SYSTEM_ADMIN).post(f"/desk/settings/{name}/", data)
    return answer.status_code, said(answer) if answer.status_code == 302 else answer.content.decode()


def test_every_setting_stands_in_one_group_with_its_words() -> None:
    names = [name for _, group in grouped() for name in group]
    assert sorted(names) == sorted(SETTINGS)
    for setting in SETTINGS.values():
        assert any("\u4e00" <= character <= "\u9fff" for character in means(setting)), setting.name
        assert shown(setting, setting.default)
    assert shown(SETTINGS["letter_normal"], 15) == "15 个工作日"
    assert "其他" not in [title for title, _ in grouped()]


def test_a_value_is_chosen_for_the_county_and_a_department_shows_where_it_comes_from(desk: Desk) -> None:
    assert f"已设定：温县人民政府的“ICP备案号”自 {TODAY} 起" in send(desk, "site.icp", " 豫ICP备00000000号 ")[1]
    send(desk, "letter_normal", "10")
    send(desk, "letter_normal", "12", since=LATER)
    police = desk.cast.police.code
    page = desk.get(f"/desk/settings/?agency={police}", Role.SYSTEM_ADMIN).content.decode()
    assert "豫ICP备00000000号" in page
    assert f"继承自温县人民政府，自 {TODAY} 起" in page
    assert f"自 {LATER} 起改为 12 个工作日" in page
    send(desk, "letter_normal", "8", since=SOON, agency=police)
    own = desk.get(f"/desk/settings/letter_normal/?agency={police}", Role.SYSTEM_ADMIN).content.decode()
    for told in ("10 个工作日", "12 个工作日", "8 个工作日", "将来", "现行", "法律、法规没有规定这个天数"):
        assert told in own
    assert setting_of(desk.cast.police, "letter_normal", LAST) == 8
    assert setting_of(desk.cast.market, "letter_normal", LAST) == 12


def test_past_and_coming_values_are_told_as_they_will_count(desk: Desk) -> None:
    """A later choice of the county does not come where the department has chosen for itself."""
    police = desk.cast.police
    for value, since, agency in (
        ("10", TODAY, "wenxian"), ("8", SOON, police.code), ("12", LATER, "wenxian"), ("9", LAST, police.code),
    ):  # fmt: skip
        send(desk, "letter_normal", value, since, agency)
    standing = standing_of(police, "letter_normal", TODAY)
    assert (standing.value, [one.value for one in standing.coming]) == (10, [8, 9])
    county = standing_of(desk.cast.government, "letter_normal", TODAY)
    assert (county.value, [one.value for one in county.coming]) == (10, [12])
    admin = desk.cast.officer(Role.SYSTEM_ADMIN).name
    assert [(one.value, one.by) for one in history_of(police, "letter_normal")] == [
        (9, admin), (12, admin), (8, admin), (10, admin),
    ]  # fmt: skip
    assert standing_of(police, "site.icp", TODAY).source is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("letter_normal", "十五", "应为正整数，例如 15；所填：十五"), ("letter_normal", "0", "应为1至3650的整数天数"), ("forms.lookups", "-1", "应为正整数"),
        ("portal.own", "maybe", "请选择“是”或者“否”"), ("site.domain", "https://www.wenxian.gov.cn/", "只填域名"), ("site.id_code", "410825", "十位"),
        ("portal.external", "javascript:alert(1)", "须为完整网址"), ("files.largest_mb", "64", "须小于一次上传的总上限 64 MB"),
        ("index_number.pattern", "{code}-{year}", "须含 {year}、{serial}、{uscc} 或 {code}"), ("requests.number_pattern", "{serial.__class__}{year}", "须含 {year}、{serial}"),
        ("messages.sms", '{"gateway": "smtp"}', "gateway 可选：file、http"), ("messages.sms", "{", "不是 JSON（第 1 行第 2 个字符）"),
        ("law.conventions", '{"days": {"correction_period": 15}}', "没有“days”这一项"), ("requests.retention_years", "{}", "须写明两个年限"),
        ("site.name", "甲\n乙", "不能换行"), ("review.paths", "{}", "在“审核路径”中设置"), ("letters.remedy_names", "[]", "在“文书联系方式”中设置"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_in_a_sentence_and_stays_in_the_form(
    desk: Desk, name: str, value: str, sentence: str
) -> None:
    status, page = send(desk, name, value)
    assert status == 422
    assert sentence in page.replace("&#34;", '"').replace("&#39;", "'")
    assert not AgencySetting.objects.exists()


@pytest.mark.parametrize("since", ["", "2022-02-30", "1999-01-01", "2122-03-01"])
def test_a_day_that_is_none_or_a_slip_of_the_year_is_refused(desk: Desk, since: str) -> None:
    status, page = send(desk, "site.icp", "豫ICP备0号", since)
    assert status == 422
    assert "豫ICP备0号" in page
    assert not AgencySetting.objects.exists()


def test_a_day_gone_by_is_taken_with_a_warning(desk: Desk) -> None:
    assert "不会自动改动" in send(desk, "letter_normal", "10", "2022-01-01")[1]


def test_a_department_chooses_for_itself_only_and_the_neighbour_not_at_all(desk: Desk) -> None:
    police, market = desk.cast.police, desk.cast.market
    given = {"value": "甲", "since": str(TODAY)}
    for code, status in ((police.code, 302), (market.code, 404), ("wenxian", 404)):
        client = desk.client(Role.SYSTEM_ADMIN, agency=police)
        assert client.post("/desk/settings/site.contact/", {**given, "agency": code}).status_code == status
    assert desk.get("/desk/settings/", Role.DRAFTER).status_code == 403
    assert desk.get("/desk/settings/no.such/", Role.SYSTEM_ADMIN).status_code == 404


def test_the_administrator_is_told_what_the_foot_of_the_portal_lacks(desk: Desk) -> None:
    told = "温县人民政府的门户页脚缺少：网站域名、政府网站标识码、ICP备案号、公安机关备案号、网站联系方式"
    assert told in desk.get("/desk/", Role.SYSTEM_ADMIN).content.decode()
    for name, value in (
        ("site.domain", "www.wenxian.gov.cn"), ("site.id_code", "4108250001"), ("site.icp", "豫"), ("site.police", "豫"), ("site.contact", "0"),
    ):  # fmt: skip
        send(desk, name, value)
    assert "门户页脚缺少" not in desk.get("/desk/", Role.SYSTEM_ADMIN).content.decode()
    assert "门户页脚缺少" not in desk.get("/desk/", Role.OFFICE_HEAD).content.decode()
