"""Accounts walked to a state through the real use cases, and export files as platforms write them."""

from __future__ import annotations

from typing import Any

from gongkai.agencies.models import Agency
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.newmedia.models import NewMediaAccount
from gongkai.newmedia.usecases.apply_account import Application, People, apply_for_account, approve_account
from gongkai.newmedia.usecases.run_account import run_account

PHONE = "13703911234"
PEOPLE = People("张建国", "13703910000", "王磊", PHONE)


def applied(cast: Cast, agency: Agency | None = None, **changes: Any) -> Application:
    place = agency or cast.police
    asked: dict[str, Any] = {
        "act": cast.act(Role.DRAFTER, agency=place), "agency": place, "supervising_agency": cast.government,
        "platform": "WECHAT", "name": "平安温县", "identifier": "wenxian-gaj", "account_role": "other",
        "main_function": "发布警务信息", "people": PEOPLE,
    }  # fmt: skip
    return apply_for_account(**(asked | changes))


def approved(cast: Cast, agency: Agency | None = None, **changes: Any) -> NewMediaAccount:
    account = applied(cast, agency, **changes).account
    return approve_account(act=cast.act(Role.SUPERVISOR), account_id=account.id)


def running(cast: Cast, agency: Agency | None = None, filing_number: str = "BA-4108-001", **changes: Any) -> Any:
    account = approved(cast, agency, **changes)
    head = cast.act(Role.OFFICE_HEAD, agency=agency or cast.police)
    return run_account(act=head, account_id=account.id, filing_number=filing_number)


def export(*rows: str, heading: str = "标题,发布时间,链接", encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join((heading, *rows, "")).encode(encoding)
