"""Citizens' pages of key areas: budgets by unit and year, the standard catalogue; what was withdrawn is on neither."""

from __future__ import annotations

from datetime import date

from django.test import Client

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast, cast  # noqa: F401
from gongkai.catalogue.tests.conftest import walk  # noqa: F401
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.completeness.tests.test_standard import SAVE, table, taken
from gongkai.editions.selectors import content_address


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_budgets_stand_by_unit_and_year_until_they_are_withdrawn(walk: Walk) -> None:  # noqa: F811
    assert "还没有公开的预算、决算" in page("/zfxxgk/yjs/")
    item = walk.published(
        "budget", "A20-07-01", title="温县2022年政府预算及“三公”经费预算", formed_on=date(2022, 2, 28)
    )
    assert item.publication_id is not None
    shown = page("/zfxxgk/yjs/")
    assert shown.count(f'href="{content_address(item.publication_id)}"') == 2
    assert "2022年</th>" in shown
    assert "温县公安局" not in shown  # gaps are the office's own list
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="有误")
    assert content_address(item.publication_id) not in page("/zfxxgk/yjs/")


def test_the_catalogue_shows_what_is_public_of_each_item(walk: Walk) -> None:  # noqa: F811
    assert "标准目录正在整理" in page("/zfxxgk/bzml/")
    taken(walk, table((*SAVE, "温县人民政府", "A20-11", "其他政府信息", "救助")))
    assert "社会救助政策" in page("/zfxxgk/bzml/?field=没有的领域")
    item = walk.published("other_information", "A20-11", title="临时救助标准", formed_on=date(2022, 2, 28))
    assert item.publication_id is not None
    assert content_address(item.publication_id) in page("/zfxxgk/bzml/?field=社会救助")
