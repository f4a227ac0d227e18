"""Evidence about new-media accounts: silence, filing, doubled accounts, and what people found when they looked."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max

from gongkai.inspection.models import AccountCheck
from gongkai.inspection.scene import Evidence, Scene
from gongkai.newmedia.account_states import RUNNING_STATES
from gongkai.newmedia.models import NewMediaAccount, Post
from gongkai.numbering.keys import public_id


def silent_accounts(scene: Scene) -> Iterator[Evidence]:
    """Days since the last post of each running account; one that never posted is silent since it was opened."""
    known = Post.objects.current().filter(agency_id__in=scene.agency_ids, happened_on__lte=scene.today).order_by()
    latest = dict(known.values_list("account_id").annotate(last=Max("happened_on")))
    for account in _running(scene):
        last = latest.get(account.pk) or account.opened_on
        if last is not None:
            yield _of(
                account, (scene.today - last).days, {"最近发布": str(last) if account.pk in latest else "从未发布"}
            )


def unfiled_accounts(scene: Scene) -> Iterator[Evidence]:
    for account in _running(scene):
        if not account.filing_number:
            yield _of(account, 1, {"备案号": "无"})


def doubled_accounts(scene: Scene) -> Iterator[Evidence]:
    """Units with several running accounts on one platform, told at each of them."""
    together: dict[tuple[int, str], list[NewMediaAccount]] = {}
    for account in _running(scene):
        together.setdefault((account.agency_id, account.platform), []).append(account)
    for accounts in together.values():
        if len(accounts) > 1:
            for account in accounts:
                yield _of(account, len(accounts), {"同一平台的账号": [one.name for one in accounts]})


def accounts_without_interaction(scene: Scene) -> Iterator[Evidence]:
    yield from _found_by_people(scene, "interaction")


def unavailable_accounts(scene: Scene) -> Iterator[Evidence]:
    yield from _found_by_people(scene, "available")


def accounts_with_bad_content(scene: Scene) -> Iterator[Evidence]:
    yield from _found_by_people(scene, "content")


def _found_by_people(scene: Scene, item: str) -> Iterator[Evidence]:
    """Accounts whose latest check by a person says no to this item."""
    latest: dict[int, AccountCheck] = {}
    checks = AccountCheck.objects.filter(account__agency_id__in=scene.agency_ids, checked_on__lte=scene.today)
    for check in checks.order_by("checked_on", "id"):
        latest[check.account_id] = check
    for account in _running(scene):
        last = latest.get(account.pk)
        if last is not None and last.answers.get(item) is False:
            yield _of(account, 1, {"检查日期": str(last.checked_on), "检查人": last.checked_by_name, "情况": last.note})


def _running(scene: Scene) -> list[NewMediaAccount]:
    rows = NewMediaAccount.objects.filter(agency_id__in=scene.agency_ids, state__in=RUNNING_STATES)
    return list(rows.defer("person_in_charge_phone", "administrator_phone").order_by("id"))


def _of(account: NewMediaAccount, value: int, details: dict[str, object]) -> Evidence:
    return Evidence(public_id(account.pk), str(account), account.agency_id, value, details)
