"""The desk in the hand: no page of the menu is wider than a phone, for whoever sees the most of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.conftest import PHONE, SignIn

pytestmark = pytest.mark.browser

LISTS = (
    "/desk/documents/", "/desk/letters/", "/desk/consultations/", "/desk/surveys/", "/desk/interviews/", "/desk/accounts/", "/desk/archive/",
    "/desk/messages/", "/desk/log/", "/desk/website-table/", "/desk/settings/", "/desk/search/",
)  # fmt: skip
"""Lists stand as one block a row: nothing inside them is pushed sideways either. Matrices and official forms may scroll in their frame."""


def menu_of(page: Page) -> list[str]:
    links = page.locator('nav a[href^="/desk/"]').evaluate_all("all => all.map(one => one.getAttribute('href'))")
    return list(dict.fromkeys(links))


def test_no_page_of_the_menu_is_wider_than_a_phone(sign_in: SignIn) -> None:
    seen: set[str] = set()
    wide = []
    for username in ("almighty", "sysadmin", "auditor"):
        page = sign_in(username)
        page.set_viewport_size(PHONE)
        for address in menu_of(page):
            if address in seen:
                continue
            seen.add(address)
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
                wide.append(address)
            frames = "[...document.querySelectorAll('.table-responsive, .scroll')]"
            if address in LISTS and page.evaluate(f"{frames}.some(one => one.scrollWidth > one.clientWidth + 1)"):
                wide.append(f"{address} (a list inside)")
    assert wide == []
    assert len(seen) > 40
    assert set(LISTS) <= seen


def test_a_page_that_is_too_wide_is_found(sign_in: SignIn) -> None:
    """The measure itself: without it the story above could say nothing."""
    page = sign_in("almighty")
    page.set_viewport_size(PHONE)
    page.evaluate(
        "document.querySelector('main').append(Object.assign(document.createElement('canvas'), {width: 900}))"
    )
    expect(page.locator("canvas")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]
