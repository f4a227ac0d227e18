"""Pages of key areas lie as files too; whatever changes them takes the files away, and the next look writes them again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import quote

import pytest

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.completeness.tests.test_standard import SAVE, table, taken
from gongkai.completeness.usecases.tie_item import Shows, tie_item
from gongkai.editions.selectors import content_address
from gongkai.outbox.worker import drain
from gongkai.publication.addresses import file_of
from gongkai.publication.rebuild import rebuild
from gongkai.publication.recurring import refresh
from gongkai.publication.tests.asking import Asking

pytestmark = pytest.mark.django_db

BUDGETS, STANDARD = "/zfxxgk/yjs/", "/zfxxgk/bzml/"
FIELD = f"{STANDARD}?field={quote('社会救助')}"


def look() -> None:
    refresh(datetime.now(UTC))


def test_budgets_and_each_field_answer_from_files_until_something_changes_them(cast: Cast, site: Asking) -> None:
    walk = Walk(cast)
    item = walk.published(
        "budget", "A20-07-01", title="温县2022年政府预算及“三公”经费预算", formed_on=date(2022, 2, 28)
    )
    assert item.publication_id is not None
    taken(walk, table((*SAVE, "温县人民政府", "", "", "")))
    address = content_address(item.publication_id)
    drain(["pages"])
    rebuild(workers=1)
    assert address in site.get(BUDGETS).text
    assert ("社会救助政策" in site.get(FIELD).text, address in site.get(FIELD).text) == (True, False)
    assert not site.get(STANDARD).is_live

    tie_item(act=walk.act(Role.DRAFTER), item_id=item.id, shows=Shows(standard=("SHJZ-01",)))
    drain(["pages"])
    assert site.get(FIELD).is_live
    look()
    assert address in site.get(FIELD).text

    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=item.id, kind="WITHDRAWN_SILENTLY", reason="有误")
    drain(["pages"])
    assert (site.get(BUDGETS).is_live, site.get(STANDARD).is_live, site.get(FIELD).is_live) == (True, True, True)
    look()
    assert not site.get(FIELD).is_live
    assert [address in site.get(page).text for page in (BUDGETS, STANDARD, FIELD)] == [False, False, False]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("field=%E5%8D%AB", "zfxxgk/bzml/index@field=%E5%8D%AB.html"),
        ("field=%e5%8d%ab", None),
        ("field=../../key", None),
        ("field=a/b", None),
        (f"field={'%E5' * 71}", None),
        ("field=%E5%8D%AB&page=2", None),
    ],
)
def test_a_field_lies_as_a_file_only_in_the_form_browsers_send_it(query: str, name: str | None) -> None:
    assert file_of(STANDARD, query) == name
