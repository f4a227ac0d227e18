"""New media of the year: 22 accounts on file, and their posts as the platforms' exports list them, one file a quarter."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gongkai.agencies.roles import Role
from gongkai.demo import days
from gongkai.demo.agenda import Agenda, Story
from gongkai.demo.scale import Scale
from gongkai.demo.stage import Stage
from gongkai.demo.wenxian import people
from gongkai.demo.wenxian.agencies import BY_CODE, OFFICE
from gongkai.demo.wenxian.ledgers import share
from gongkai.demo.wenxian.texts import draw
from gongkai.newmedia.usecases.apply_account import People, apply_for_account, approve_account
from gongkai.newmedia.usecases.import_posts import import_posts
from gongkai.newmedia.usecases.run_account import close_account, run_account

MAIN = "温县发布"


@dataclass(frozen=True, slots=True)
class Account:
    """``share`` is its part of the posts of all accounts but the main one."""

    name: str
    organ: str
    platform: str
    identifier: str
    share: int


ACCOUNTS: tuple[Account, ...] = (
    Account(MAIN, OFFICE, "WECHAT", "wenxianfabu", 0),
    Account("温县发布", OFFICE, "WEIBO", "weibo-wenxianfabu", 620),
    Account("温县公安", "wenxian-gaj", "WECHAT", "wxgongan", 540),
    Account("平安温县", "wenxian-gaj", "WEIBO", "weibo-pinganwenxian", 520),
    Account("平安温县", "wenxian-gaj", "DOUYIN", "dy-pinganwenxian", 210),
    Account("健康温县", "wenxian-wjw", "WECHAT", "jiankangwenxian", 560),
    Account("温县教育", "wenxian-jtj", "WECHAT", "wenxianjiaoyu", 480),
    Account("温县文旅", "wenxian-wgl", "WECHAT", "wenxianwenlv", 390),
    Account("太极温县", "wenxian-wgl", "DOUYIN", "dy-taijiwenxian", 180),
    Account("温县应急", "wenxian-yjj", "WECHAT", "wenxianyingji", 310),
    Account("温县市场监管", "wenxian-scj", "WECHAT", "wenxianscjg", 290),
    Account("温县司法", "wenxian-sfj", "WECHAT", "wenxiansifa", 260),
    Account("温县人社", "wenxian-rsj", "WECHAT", "wenxianrenshe", 300),
    Account("温县医保", "wenxian-ybj", "WECHAT", "wenxianyibao", 190),
    Account("温县气象", "wenxian-qxj", "WEIBO", "weibo-wenxianqixiang", 365),
    Account("温县税务", "wenxian-swt", "WECHAT", "wenxianshuiwu", 210),
    Account("温县农业农村", "wenxian-nyj", "WECHAT", "wenxiannongye", 180),
    Account("温县城管", "wenxian-cgj", "WECHAT", "wenxianchengguan", 160),
    Account("温县民政", "wenxian-mzj", "WECHAT", "wenxianminzheng", 150),
    Account("温县政务服务", "wenxian-spj", "WECHAT", "wenxianzwfw", 110),
    Account("赵堡发布", "wenxian-zb", "WECHAT", "zhaobaofabu", 130),
    Account("祥云镇在线", "wenxian-xy", "WECHAT", "xiangyunzhen", 112),
)  # fmt: skip
# Closed down in spring, before it posted anything: not among the accounts at the end of the year.
_CLOSED = Account("温县招商", "wenxian-swj", "WEIBO", "weibo-wenxianzhaoshang", 0)


def plan(stage: Stage, agenda: Agenda, scale: Scale, year: int) -> None:
    others = share(scale.other_posts, [account.share for account in ACCOUNTS[1:]])
    for account, number in zip(ACCOUNTS, (scale.main_posts, *others), strict=True):
        random = Random(f"account {account.identifier}")
        begins = days.office(random, date(year - 1, 12, random.randint(20, 24)))
        agenda.add(begins, _life(stage, account, number, random, year), "新媒体发布导入", cost=30 + number / 15)
    random = Random("closed account")
    agenda.add(days.office(random, date(year - 1, 12, 22)), _closed(stage, random, year), "新媒体账号管理")


def _life(stage: Stage, account: Account, number: int, random: Random, year: int) -> Story:
    key = yield from _opened(stage, account, random)
    posts = _posts(account, number, random, year)
    for quarter in range(1, 5):
        yield days.later(random, days.at(_last_of_quarter(year, quarter), 8 * 60), random.randint(1, 4))
        rows = [post for post in posts if (post[1].month + 2) // 3 == quarter]
        if not rows:
            continue
        result = import_posts(
            act=stage.act(account.organ, Role.DRAFTER), account_id=key, file_name=f"{account.identifier}-{year}Q{quarter}.csv",
            content=_export(rows),
        )  # fmt: skip
        if result.rejected:
            raise RuntimeError(f"{account.name}: {result.rejected[0]}")


def _opened(stage: Stage, account: Account, random: Random) -> Generator[datetime, None, int]:
    """Applied for, approved by the competent authority, running and on file; returns its key."""
    organ = account.organ
    application = apply_for_account(
        act=stage.act(organ, Role.DRAFTER), agency=stage.agencies[organ], supervising_agency=stage.agencies[OFFICE],
        platform=account.platform, name=account.name, identifier=account.identifier,
        account_role="main" if account == ACCOUNTS[0] else "other",
        main_function=f"发布{BY_CODE[organ].short_name}政务信息，开展政民互动",
        people=People(people.name(random), people.landline(random), people.name(random), people.mobile(random)),
        certified=True,
    )  # fmt: skip
    moment = days.later(random, stage.clock.now(), 1)
    yield moment
    approve_account(act=stage.act(OFFICE, Role.SUPERVISOR), account_id=application.account.id)
    moment = days.later(random, moment, 1)
    yield moment
    run_account(
        act=stage.act(organ, Role.OFFICE_HEAD), account_id=application.account.id,
        filing_number=f"4108250{application.account.platform[:2]}{random.randint(1000, 9999)}",
    )  # fmt: skip
    return int(application.account.id)


def _closed(stage: Stage, random: Random, year: int) -> Story:
    key = yield from _opened(stage, _CLOSED, random)
    yield days.office(random, date(year, 4, 12))
    close_account(act=stage.act(_CLOSED.organ, Role.OFFICE_HEAD), account_id=key, reason="长期不更新，按集约化要求关停")


def _posts(account: Account, number: int, random: Random, year: int) -> list[tuple[str, datetime, str]]:
    """(title, moment, address), in the order of time."""
    organ = BY_CODE[account.organ]
    moments = sorted(
        days.citizen(random, day)
        for day in days.spread(random, days.every_day(date(year, 1, 1), date(year, 12, 31)), number)
    )
    return [
        (
            draw(random, organ, moment.date(), serial).title,
            moment,
            f"https://media.example.cn/{account.identifier}/{serial}",
        )
        for serial, moment in enumerate(moments, 1)
    ]


def _export(rows: list[tuple[str, datetime, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("内容标题", "发表时间", "内容url"))
    writer.writerows((title, f"{moment:%Y-%m-%d %H:%M}", url) for title, moment, url in rows)
    return text.getvalue().encode("utf-8-sig")


def _last_of_quarter(year: int, quarter: int) -> date:
    return date(year, 3 * quarter, 28) + timedelta(days=3 if quarter in (1, 4) else 2)
