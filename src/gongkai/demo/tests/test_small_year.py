"""The small year has the shape of the whole: every figure as it was played, the same each time, and logs that verify."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from itertools import pairwise

from gongkai.agencies.installation import is_demonstration
from gongkai.audit.log import verify
from gongkai.demo.build import build
from gongkai.demo.scale import SMALL
from gongkai.demo.tests.conftest import fingerprint
from gongkai.editions.models import Publication
from gongkai.outbox.worker import waiting
from gongkai.requests.models import InformationRequest

# What is scaled down; every other figure is that of the whole year.
SCALED = {
    "overview.portal_items": 140,
    "overview.wechat_main_items": 41,
    "overview.other_new_media_items": 100,
    "overview.letters_received": 24,
    "overview.letters_closed": 24,
    "table2.art20_5.permits.decisions": 260,
    "table2.art20_6.penalties.decisions": 415,
    "table2.art20_6.coercion.decisions": 90,
    "table2.art20_8.charges.amount_wan_yuan": "5.0003",
}


def whole_year():
    return json.loads(files("gongkai.demo.wenxian").joinpath("targets.json").read_text("utf-8"))["figures"]


def test_every_figure_is_as_it_was_played(county):
    expected = whole_year() | SCALED
    values = county.report().values
    differing = {
        key: (value, values[key]) for key, value in expected.items() if values[key] != type(values[key])(value)
    }
    assert (len(expected), differing) == (218, {})


def test_all_identities_hold(county):
    assert county.broken() == []


def test_half_the_year_is_known_in_the_middle_of_it(county):
    """A cross-check by another way: counted from the requests themselves."""
    by_june = InformationRequest.objects.filter(date_of_receipt__lte=date(2022, 6, 30)).count()
    assert 10 < by_june < 50
    assert county.figure("table3.new_received.total", date(2022, 6, 30)) == by_june
    assert county.figure("table3.carried_out.total", date(2022, 6, 30)) > 0


def test_the_report_is_public(county):
    publication = Publication.objects.get(subject_kind="annual_report")
    assert publication.title == "温县人民政府2022年政府信息公开工作年度报告"
    assert publication.state == Publication.State.PUBLISHED
    assert publication.first_published_at.date() == date(2023, 1, 18)
    assert publication.current.payload["figures"]["table3.new_received.total"] == 63


def test_nothing_waits_and_every_chain_verifies(county):
    assert is_demonstration()
    assert waiting() == 0
    assert list(verify()) == []


def test_a_second_build_in_the_same_database_gives_the_same(built, county):
    again = build(scale=SMALL)
    assert again.records == built.summary.records
    assert again.records["requests"] == 63
    assert fingerprint() == built.fingerprint


def test_the_bar_rises_steadily_to_its_end(built, county):
    assert all(one[0] <= two[0] for one, two in pairwise(built.told))
    assert built.told[-1][0] == built.told[-1][1] > 1000
    assert len({done for done, _, _ in built.told}) > 200
    assert built.told[-1][2] == "演示年度建成"
