"""`setting`: what an agency has chosen is shown and chosen, by an officer who may, with a line in the log."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongkai.agencies.models import AgencySetting
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.audit.models import AuditLine
from gongkai.cli import setting
from gongkai.cli.__main__ import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "require_whole_records", lambda: None)


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["setting", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["settings"]


def test_a_setting_is_chosen_by_an_administrator_and_inherited(
    cast: Cast,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    county, admin = cast.government.code, cast.officer(Role.SYSTEM_ADMIN, agency=cast.government).username
    assert shown(capsys, county, "site.icp") == {"site.icp": ""}
    assert shown(capsys, county, "site.icp", "豫ICP备0000号", "--officer", admin) == {"site.icp": "豫ICP备0000号"}
    assert shown(capsys, cast.police.code, "links.probe_outside") == {"links.probe_outside": False}
    shown(capsys, county, "links.probe_outside", "true", "--officer", admin)
    everything = shown(capsys, cast.police.code)
    assert (everything["links.probe_outside"], everything["site.icp"], len(everything) > 40) == (
        True,
        "豫ICP备0000号",
        True,
    )
    assert AuditLine.objects.filter(event="agencies.setting_chosen").count() == 2


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("portal.own", '"false"', "应为true 或者 false"), ("forms.lookups", "0", "应为正整数"), ("no.such", "1", "没有名为“no.such”的设置"),
        ("portal.own", "nein", "不是 JSON"),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused_in_a_sentence(
    cast: Cast,  # noqa: F811
    capsys: pytest.CaptureFixture[str], name: str, value: str, says: str,
) -> None:  # fmt: skip
    admin = cast.officer(Role.SYSTEM_ADMIN, agency=cast.government).username
    assert main(["setting", cast.government.code, name, value, "--officer", admin]) in (1, 2)
    assert says in capsys.readouterr().err
    assert not AgencySetting.objects.exists()


def test_who_may_not_choose_is_told_so(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    drafter = cast.officer(Role.DRAFTER, agency=cast.government).username
    for officer, says in ((drafter, "以下角色"), ("nobody", "没有账号“nobody”")):
        assert main(["setting", cast.government.code, "site.icp", "x", "--officer", officer]) == 1
        assert says in capsys.readouterr().err
    assert not AgencySetting.objects.exists()
