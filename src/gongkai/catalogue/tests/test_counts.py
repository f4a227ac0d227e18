"""The measures by name and dimension: number and list are the same queryset."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.roles import Role
from gongkai.catalogue.counts import MEASURES
from gongkai.catalogue.models import Item
from gongkai.catalogue.tests.walk import Walk
from gongkai.catalogue.usecases.withdraw_item import withdraw_item
from gongkai.measures.registry import Measure, Question
from gongkai.numbering.keys import public_id

BY_NAME: dict[str, Measure] = {measure.name: measure for measure in MEASURES}
ITEMS, READINGS = BY_NAME["catalogue.items_published"], BY_NAME["catalogue.interpretations_published"]


def asked(
    walk: Walk, first: date = date(2022, 1, 1), last: date = date(2022, 12, 31), as_of: date | None = None
) -> Question:
    ids = (walk.agency.id, walk.cast.market.id)
    return Question(ids, first, last, as_of or last)


def test_the_names_and_dimensions_are_those_of_the_contract() -> None:
    assert {name: set(measure.dimensions) for name, measure in BY_NAME.items()} == {
        "catalogue.items_published": {"kind", "column"},
        "catalogue.interpretations_published": set(),
        "catalogue.documents_issued": {"document_type"},
        "catalogue.documents_ended": {"document_type"},
        "catalogue.documents_in_force": {"document_type"},
    }


def test_items_by_kind_column_and_agency(walk: Walk) -> None:
    walk.published()
    walk.published("interpretation", "A20-01-04", formed_on=date(2022, 3, 1))
    Walk(walk.cast, walk.cast.market).published()
    Walk(walk.cast, walk.cast.neighbour).published()
    question = asked(walk)
    assert ITEMS.count(question) == 3
    assert ITEMS.count(question, {"kind": "news"}) == 2
    assert ITEMS.count(question, {"column": "A20-01-04"}) == 1
    assert READINGS.count(question) == 1
    assert ITEMS.grouped(question, ("agency", "kind")) == {
        (walk.agency.id, "news"): 1,
        (walk.agency.id, "interpretation"): 1,
        (walk.cast.market.id, "news"): 1,
    }


def test_the_last_minute_of_the_year_and_the_first_of_the_next(walk: Walk) -> None:
    walk.cast.on(date(2022, 12, 31), 23, 59)
    walk.published()
    walk.cast.on(date(2023, 1, 1), 0, 0)
    walk.published()
    assert ITEMS.count(asked(walk, as_of=date(2023, 5, 1))) == 1
    assert ITEMS.count(asked(walk, date(2023, 1, 1), date(2023, 12, 31))) == 1


def test_asked_as_of_an_earlier_day_nothing_later_counts(walk: Walk) -> None:
    walk.published()
    walk.cast.on(date(2022, 7, 1))
    walk.published()
    assert ITEMS.count(asked(walk, as_of=date(2022, 6, 30))) == 1
    assert ITEMS.count(asked(walk, as_of=date(2022, 2, 28))) == 0


def test_rules_and_normative_documents_are_told_apart(walk: Walk) -> None:
    walk.issued()
    walk.issued(kind="rule")
    issued = BY_NAME["catalogue.documents_issued"]
    assert issued.grouped(asked(walk), ("document_type",)) == {("rules",): 1, ("normative_documents",): 1}
    assert BY_NAME["catalogue.documents_in_force"].count(asked(walk), {"document_type": "rules"}) == 1


def test_a_line_leads_to_the_public_page_and_a_detail_to_its_history(walk: Walk) -> None:
    item = walk.published()
    fact = ITEMS.narrowed(asked(walk)).select_related(*ITEMS.related).get()
    line, detail = ITEMS.line(fact), ITEMS.detail(fact)
    assert (line.day, line.title, line.number) == (date(2022, 3, 1), item.title, item.index_number)
    assert line.public_url == f"/content/{public_id(item.publication_id or 0)}.html"
    assert ("栏目", "政务动态") in detail.fields
    assert [text.split("：")[0] for _, text, _ in detail.history][-1] == "首次发布"


def test_citizens_open_only_what_is_public_now(walk: Walk) -> None:
    kept, gone = walk.published(title="留"), walk.published(title="撤")
    withdraw_item(act=walk.act(Role.PUBLISHER), item_id=gone.id, kind="WITHDRAWN_SILENTLY", reason="过时")
    unpublished = walk.issued()
    assert ITEMS.public is not None
    assert [fact.item_id for fact in ITEMS.public(ITEMS.records(asked(walk)))] == [kept.id]
    issued = BY_NAME["catalogue.documents_issued"]
    assert issued.public is not None
    assert list(issued.public(issued.records(asked(walk)))) == []
    walk.publish(Item.objects.get(pk=unpublished.pk))
    assert issued.public(issued.records(asked(walk))).count() == 1


def test_every_measure_shows_its_records(walk: Walk) -> None:
    item = walk.publish(walk.issued())
    for name in ("catalogue.documents_issued", "catalogue.documents_in_force"):
        measure = BY_NAME[name]
        fact = measure.narrowed(asked(walk)).select_related(*measure.related).get()
        assert measure.line(fact).number == "温政〔2022〕1号"
        assert ("印发日期", "2022-03-01") in measure.detail(fact).fields
        assert measure.line(fact).public_url == f"/content/{public_id(item.publication_id or 0)}.html"
