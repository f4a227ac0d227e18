"""axe-core finds nothing on the main pages of portal and desk, at a desk and on a phone, in the high-contrast look too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.browser

SignIn = Callable[[str], Page]
PORTAL = (
    "/", "/zfxxgk/", "/zfxxgk/zn/", "/zfxxgk/zd/", "/zfxxgk/fdzdgknr/", "/zfxxgk/nb/", "/zfxxgk/nb/2022/", "/zfxxgk/ysqgk/",
    "/zfxxgk/yjs/", "/zfxxgk/bzml/", "/sgs/", "/zwxmt/", "/hdjl/lx/", "/hdjl/dc/", "/hdjl/ft/", "/search?q=温县", "/zfxxgk/ysqgk/sq/",
    "/map/", "/zfxxgk/zcwj/", "/zfxxgk/jg/", "/ztzl/", "/bsfw/", "/hdjl/", "/hdjl/xx/", "/hdjl/tj/?year=2022", "/hdjl/zj/", "/zfxxgk/nb/2022/overview.portal_items/", "/zfxxgk/nb/2022/table3.new_received.total/", "/nothing-here/",
)  # fmt: skip
DOCUMENTS = (
    "documents/", "documents/new/", "documents/register/", "documents/normative/", "documents/interpretations/", "documents/wording/",
    "documents/wording/lexicon/", "review/",
)  # fmt: skip
DESK = (
    "",
    *DOCUMENTS,
    "reports/",
    "sheets/?year=2022",
    "sheets/return/",
    "sheets/opening/",
    "sheets/settlement/",
    "log/",
)
AREAS = (
    "completeness/", "completeness/funds/", "completeness/standard/", "completeness/limits/", "completeness/reposts/?all=1",
    "documents/register/?attribute=PROACTIVE", "documents/normative/", "review/paths/", "topics/", "moving/", "targets/", "inspection/",
    "inspection/columns/", "website-table/", "documents/?tab=",
)  # fmt: skip
REPORT = ("", "identities/", "figures/table3.granted.total/", "figures/overview.portal_items/", "text/overview/")


def faults(page: Page) -> list[str]:
    """Each violation with the element it is about."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("address", PORTAL)
def test_a_portal_page_has_no_fault(citizen: Page, address: str):
    citizen.goto(address)
    assert faults(citizen) == []


@pytest.mark.parametrize("address", ["/", "/zfxxgk/nb/2022/", "/zfxxgk/fdzdgknr/", "/zfxxgk/zn/", "/zfxxgk/zcwj/"])
def test_a_portal_page_has_no_fault_on_a_phone(phone: Page, address: str):
    phone.goto(address)
    assert faults(phone) == []


def test_high_contrast_and_large_type_have_no_fault(citizen: Page):
    citizen.goto("/preference/?name=look&set=contrast&next=/")
    citizen.goto("/preference/?name=type&set=large&next=/zfxxgk/nb/2022/")
    assert faults(citizen) == []


def test_a_document_has_no_fault(citizen: Page):
    citizen.goto("/zfxxgk/fdzdgknr/?column=A20-01")
    citizen.locator("table.items a").first.click()
    assert faults(citizen) == []


def test_the_desk_has_no_fault(sign_in: SignIn):
    page = sign_in("drafter")
    found = {}
    for address in DESK:
        page.goto(f"/desk/{address}")
        found[address] = faults(page)
    page.goto("/desk/reports/")
    page.locator("main table a").first.click()
    report = page.url
    for address in REPORT:
        page.goto(report + address)
        found[address] = faults(page)
    assert {address: one for address, one in found.items() if one} == {}


SQUEEZED = """() => [...document.querySelectorAll('main td, main th')].filter(cell => {
  const look = getComputedStyle(cell), room = cell.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight);
  return /[\\u4e00-\\u9fff]{4}/.test(cell.innerText) && cell.clientWidth > 0 && room < 2.6 * parseFloat(look.fontSize);
}).map(cell => cell.innerText.slice(0, 20))"""


def test_key_areas_topics_moving_targets_and_inspection_have_no_fault_and_no_squeezed_column_on_a_phone(
    sign_in: SignIn,
):
    page = sign_in("supervisor")
    page.set_viewport_size(PHONE)
    found = {}
    for address in AREAS:
        page.goto(f"/desk/{address}")
        found[address] = [*faults(page), *page.evaluate(SQUEEZED)]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    assert {address: one for address, one in found.items() if one} == {}
    page.evaluate(
        "document.querySelector('main td').style.cssText = 'width: 1em; min-width: 0; padding: 0; position: absolute'"
    )
    page.evaluate("document.querySelector('main td').textContent = '一行一字'")
    assert page.evaluate(SQUEEZED) == ["一行一字"]


def test_sign_in_and_the_log_have_no_fault(citizen: Page, sign_in: SignIn):
    citizen.goto("/desk/login/")
    assert faults(citizen) == []
    page = sign_in("auditor")
    page.goto("/desk/log/?verify=1")
    assert faults(page) == []


def test_the_check_itself_sees_a_fault(citizen: Page):
    """Negative control: a field without a label and a picture without a text."""
    citizen.goto("/")
    citizen.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<input><img src=\"/favicon.ico\">')"
    )
    assert {fault.partition(":")[0] for fault in faults(citizen)} == {"image-alt", "label"}
