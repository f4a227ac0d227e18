"""Spot checks: a sample drawn with a seed that is told, what people found at each account, the result published."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from random import Random

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if, too_long
from gongkai.agencies.in_hand import take
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.agencies.tree import area_ids
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.inspection.errors import no_such
from gongkai.inspection.models import AccountCheck, SpotCheck
from gongkai.newmedia.account_states import RUNNING_STATES
from gongkai.newmedia.models import NewMediaAccount
from gongkai.numbering.keys import public_id

ITEMS: dict[str, str] = {
    "updates": "两周内有更新",
    "interaction": "提供有效互动功能",
    "available": "可以正常打开或者下载使用",
    "content": "没有严重表述错误、泄密和违法内容，没有购买关注、强制点赞",
}


def sample_of(listed: list[str], seed: str, size: int) -> list[str]:
    """The same list, seed and size always give the same sample, whoever draws it."""
    return sorted(Random(seed).sample(sorted(listed), size))


def draw_sample(*, act: Act, agency: Agency, year: int, quarter: int, seed: str, share: int) -> SpotCheck:
    """Draw ``share`` percent (at least one) of the running accounts of the area; once a quarter."""
    require(act, Role.SUPERVISOR)
    if agency.pk not in visible_agency_ids(act):
        raise no_such("单位")
    rows = NewMediaAccount.objects.filter(agency_id__in=area_ids(agency), state__in=RUNNING_STATES)
    listed = sorted(public_id(pk) for pk in rows.values_list("id", flat=True))
    with transaction.atomic():
        refuse_if(_draw_reasons(act, agency, year, quarter, seed, share, listed))
        size = max(1, math.ceil(len(listed) * share / 100))
        check = SpotCheck.objects.create(
            agency=agency, year=year, quarter=quarter, seed=seed.strip(), listed=listed,
            sample=sample_of(listed, seed.strip(), size), drawn_on=act.today, drawn_by=act.actor_id,
        )  # fmt: skip
        take(act, "inspection.spot_check", check.pk)
        _tell(act, check, "drawn", {"listed": len(listed), "drawn": size})
    return check


def record_check(
    *, act: Act, account_id: int, answers: Mapping[str, bool], note: str = "", spot_check_id: int | None = None
) -> AccountCheck:
    """What a person of the authority found at an account, of a sample or outside one. A "no" needs a note."""
    with transaction.atomic():
        require(act, Role.SUPERVISOR)
        account = NewMediaAccount.objects.filter(pk=account_id, agency_id__in=visible_agency_ids(act)).first()
        if account is None:
            raise no_such("账号")
        spot = _spot(act, spot_check_id) if spot_check_id is not None else None
        refuse_if(_check_reasons(account, answers, note, spot))
        check = AccountCheck.objects.create(
            account=account, spot_check=spot, answers={name: bool(answers[name]) for name in ITEMS},
            note=note.strip(), checked_on=act.today, checked_by=act.actor_id, checked_by_name=act.actor_name[:80],
        )  # fmt: skip
        facts: dict[str, str | int] = {"failed": sum(not answers[name] for name in ITEMS)}
        record(act, "inspection.account_checked", "newmedia_account", public_id(account.pk), facts=facts)
    return check


def publish_result(*, act: Act, spot_check_id: int) -> SpotCheck:
    """The result stands on the portal from now on; every account of the sample must have been looked at."""
    with transaction.atomic():
        require(act, Role.SUPERVISOR)
        check = _spot(act, spot_check_id)
        seen = {public_id(pk) for pk in check.checks.values_list("account_id", flat=True)}
        missing = len(set(check.sample) - seen)
        reasons = [Reason("sample", f"还有{missing}个抽中的账号没有检查记录")] if missing else []
        if check.published_on:
            reasons.append(Reason("state", f"结果已于{check.published_on}公布"))
        refuse_if(reasons)
        check.published_on, check.published_by = act.today, act.actor_id
        check.save(update_fields=["published_on", "published_by"])
        _tell(act, check, "published", {"checked": len(seen)})
    return check


def _spot(act: Act, spot_check_id: int) -> SpotCheck:
    rows = SpotCheck.objects.select_for_update(of=("self",)).select_related("agency")
    found = rows.filter(pk=spot_check_id, agency_id__in=visible_agency_ids(act)).first()
    if found is None:
        raise no_such("抽查")
    return found


def _draw_reasons(
    act: Act, agency: Agency, year: int, quarter: int, seed: str, share: int, listed: list[str]
) -> Iterator[Reason]:
    if not 1 <= quarter <= 4 or not 2019 <= year <= act.today.year:
        yield Reason("quarter", f"请选择2019年至{act.today.year}年的一个季度")
    elif SpotCheck.objects.filter(agency=agency, year=year, quarter=quarter).exists():
        yield Reason("quarter", f"{year}年第{quarter}季度已经抽样，不能重抽")
    if not seed.strip() or len(seed) > 60:
        yield Reason("seed", "请填写抽样种子（如抽样日期和当日福利彩票开奖号码），最多60字，随结果公布")
    if not 1 <= share <= 100:
        yield Reason("share", f"抽查比例为1%至100%；所填：{share}")
    if not listed:
        yield Reason("agency", "没有运行中的账号可供抽查")


def _check_reasons(
    account: NewMediaAccount, answers: Mapping[str, bool], note: str, spot: SpotCheck | None
) -> Iterator[Reason]:
    missing = [label for name, label in ITEMS.items() if name not in answers]
    if missing:
        yield Reason("answers", f"没有结论：{'、'.join(missing)}")
    elif not all(answers.values()) and not note.strip():
        yield Reason("note", "有不合格项目的，须写明情况")
    yield from too_long(("note", note, "检查情况", 500))
    if spot is not None:
        if public_id(account.pk) not in spot.sample:
            yield Reason("account", f"“{account.name}”不在这次抽查的样本中")
        elif spot.checks.filter(account=account).exists():
            yield Reason("account", f"“{account.name}”在这次抽查中已有检查记录")
        if spot.published_on:
            yield Reason("state", f"抽查结果已于{spot.published_on}公布，不能再记录")


def _tell(act: Act, check: SpotCheck, event: str, facts: Mapping[str, str | int]) -> None:
    known: dict[str, str | int] = {"year": check.year, "quarter": check.quarter, **facts}
    record(act, f"inspection.sample_{event}", "spot_check", public_id(check.pk), facts=known)
