"""Figures of posts and accounts: by kind of account, period and day of knowledge."""

from __future__ import annotations

from datetime import date

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.measures.registry import Question
from gongkai.newmedia import counts
from gongkai.newmedia.tests.factories import PHONE, export, running
from gongkai.newmedia.usecases.import_posts import import_posts
from gongkai.newmedia.usecases.run_account import (
    cancel_account,
    close_account,
    file_account,
    rectify_account,
    run_account,
    suspend_account,
)

LATER = date(2023, 3, 1)


def _asked(cast: Cast, as_of: date = LATER, last: date = date(2022, 12, 31)) -> Question:
    ids = (cast.government.pk, cast.office.pk, cast.police.pk, cast.market.pk)
    return Question(ids, date(2022, 1, 1), last, as_of)


def test_the_governments_own_account_is_counted_apart(cast: Cast) -> None:
    main = running(cast, cast.office, name="温县发布", identifier="wenxian-fabu", account_role="main")
    other = running(cast)
    cast.on(date(2022, 3, 31))
    for place, account, rows in ((cast.office, main, 3), (cast.police, other, 2)):
        content = export(*(f"第{n}条,2022-03-1{n} 08:00,https://mp.example/{n}" for n in range(rows)))
        act = cast.act(Role.DRAFTER, agency=place)
        import_posts(act=act, account_id=account.id, file_name="a.csv", content=content)
    assert counts.POSTS.count(_asked(cast), {"account_role": "main"}) == 3
    assert counts.POSTS.count(_asked(cast), {"account_role": "other"}) == 2
    assert counts.POSTS.grouped(_asked(cast), ("account_role", "platform")) == {
        ("main", "WECHAT"): 3,
        ("other", "WECHAT"): 2,
    }
    assert counts.POSTS.count(_asked(cast, as_of=date(2022, 3, 30))) == 0


def test_an_account_counts_while_it_runs_and_is_on_file(cast: Cast) -> None:
    account = running(cast, filing_number="")
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    assert counts.ACCOUNTS.count(_asked(cast)) == 0
    cast.on(date(2022, 3, 10))
    file_account(act=head, account_id=account.id, filing_number="BA-4108-007")
    assert counts.ACCOUNTS.count(_asked(cast)) == 1
    assert counts.ACCOUNTS.count(_asked(cast, last=date(2022, 3, 9))) == 0


def test_under_rectification_it_counts_suspended_it_does_not(cast: Cast) -> None:
    account = running(cast)
    cast.on(date(2022, 4, 1))
    rectify_account(act=cast.act(Role.SUPERVISOR), account_id=account.id, reason="错别字")
    assert counts.ACCOUNTS.count(_asked(cast)) == 1
    cast.on(date(2022, 5, 1))
    suspend_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id, reason="改版")
    assert counts.ACCOUNTS.count(_asked(cast)) == 0


def test_the_last_day_of_a_standing_belongs_to_it(cast: Cast) -> None:
    account = running(cast)
    cast.on(date(2022, 6, 1))
    close_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id, reason="停用")
    assert counts.ACCOUNTS.count(_asked(cast, last=date(2022, 5, 31))) == 1
    assert counts.ACCOUNTS.count(_asked(cast, last=date(2022, 6, 1))) == 0


def test_closing_it_later_changes_no_earlier_figure(cast: Cast) -> None:
    account = running(cast)
    cast.on(date(2023, 2, 1))
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    close_account(act=head, account_id=account.id, reason="停用", on=date(2022, 12, 1))
    assert counts.ACCOUNTS.count(_asked(cast, as_of=date(2023, 1, 31))) == 1
    assert counts.ACCOUNTS.count(_asked(cast, as_of=date(2023, 2, 1))) == 0


def test_a_stock_asked_before_the_end_is_the_stock_of_that_day(cast: Cast) -> None:
    running(cast)
    assert counts.ACCOUNTS.count(_asked(cast, as_of=date(2022, 2, 28))) == 0
    assert counts.ACCOUNTS.count(_asked(cast, as_of=date(2022, 3, 1))) == 1


def test_running_again_is_one_account_not_two(cast: Cast) -> None:
    account = running(cast)
    head = cast.act(Role.OFFICE_HEAD, agency=cast.police)
    cast.on(date(2022, 4, 1))
    suspend_account(act=head, account_id=account.id, reason="改版")
    cast.on(date(2022, 5, 1))
    run_account(act=head, account_id=account.id)
    assert counts.ACCOUNTS.count(_asked(cast)) == 1
    assert counts.ACCOUNTS.count(_asked(cast, last=date(2022, 4, 15))) == 0


def test_the_page_of_an_account_shows_its_history_and_no_telephone(cast: Cast) -> None:
    account = running(cast)
    fact = counts.ACCOUNTS.narrowed(_asked(cast)).get()
    detail = counts.ACCOUNTS.detail(fact)
    assert detail.line.title == "平安温县（微信公众号）"
    assert ("管理员电话", "137******34") in detail.fields
    assert PHONE not in repr(detail)
    assert [state for _, state, _ in detail.history] == ["正常运行"]
    cast.on(date(2022, 4, 1))
    close_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id, reason="停用")
    cancel_account(act=cast.act(Role.OFFICE_HEAD, agency=cast.police), account_id=account.id, reason="注销")
    assert [state for _, state, _ in counts.account_detail(fact).history] == ["正常运行", "注销"]


def test_the_line_of_a_post_leads_to_it(cast: Cast) -> None:
    account = running(cast)
    cast.on(date(2022, 3, 31))
    act = cast.act(Role.DRAFTER, agency=cast.police)
    content = export("春耕提醒,2022-03-02 08:30,https://mp.example/a")
    import_posts(act=act, account_id=account.id, file_name="a.csv", content=content)
    fact = counts.POSTS.narrowed(_asked(cast)).get()
    detail = counts.POSTS.detail(fact)
    assert (detail.line.title, detail.line.public_url) == ("春耕提醒", "https://mp.example/a")
    assert ("发布时间", "2022-03-02 08:30") in detail.fields
