"""Fee totals of domain 3.5, one line each, and what is refused."""

from __future__ import annotations

import pytest

from gongkai.law.errors import LawError
from gongkai.law.fees import fee


@pytest.mark.parametrize(
    ("count", "total", "last"),
    [
        (0, 0, 0), (1, 0, 0), (10, 0, 0), (11, 100, 100), (30, 2000, 100), (31, 2200, 200), (40, 4000, 200), (41, 4300, 300),
        (45, 5500, 300), (46, 5800, 300), (50, 7000, 300), (51, 7400, 400), (60, 11000, 400), (61, 11500, 500),
    ],
)  # fmt: skip
def test_by_item(count: int, total: int, last: int) -> None:
    answer = fee("item", count)
    assert (answer["count"], answer["total_yuan"], answer["last_item_yuan"]) == (count, total, last)


@pytest.mark.parametrize(
    ("pages", "total", "last"),
    [
        (0, 0, 0),
        (30, 0, 0),
        (31, 10, 10),
        (100, 700, 10),
        (101, 720, 20),
        (200, 2700, 20),
        (201, 2740, 40),
        (250, 4700, 40),
    ],
)
def test_by_volume(pages: int, total: int, last: int) -> None:
    answer = fee("volume", pages)
    assert (answer["pages"], answer["total_yuan"], answer["last_item_yuan"]) == (pages, total, last)


def test_bands_explain_the_total() -> None:
    assert fee("item", 46)["bands"] == [
        {"from": 1, "to": 10, "rate_yuan": 0, "yuan": 0},
        {"from": 11, "to": 30, "rate_yuan": 100, "yuan": 2000},
        {"from": 31, "to": 40, "rate_yuan": 200, "yuan": 2000},
        {"from": 41, "to": 46, "rate_yuan": 300, "yuan": 1800},
    ]


def test_each_item_costs_what_the_formula_of_the_schedule_says() -> None:
    for item in range(1, 400):
        expected = 0 if item <= 10 else 100 if item <= 30 else 100 * (-((30 - item) // 10) + 1)
        assert fee("item", item)["last_item_yuan"] == expected
        assert fee("item", item)["total_yuan"] - fee("item", item - 1)["total_yuan"] == expected


def test_bands_of_a_million_pages_end_at_the_last_page() -> None:
    assert fee("volume", 1_000_000)["bands"][-1] == {"from": 201, "to": 1_000_000, "rate_yuan": 40, "yuan": 39_992_000}


@pytest.mark.parametrize("number", [-1, 4.5, "46", True, None, 1_000_001])
def test_refused_numbers_are_named(number: object) -> None:
    with pytest.raises(
        LawError, match=r"count: .* is not accepted; accepted: a whole number from 0 to 1000000"
    ) as refusal:
        fee("item", number)  # type: ignore[arg-type]
    assert (refusal.value.field, refusal.value.value) == ("count", number)


def test_an_unknown_method_is_refused_with_both_methods() -> None:
    with pytest.raises(LawError, match=r"method: 'items' is not accepted; accepted: item, volume. Did you mean item\?"):
        fee("items", 3)
