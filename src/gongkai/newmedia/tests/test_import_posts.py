"""Posts come in by file: all or none, every bad row named as the spreadsheet shows it, the same file twice is nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.agencies.errors import NotAllowed, Refused
from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.audit.models import AuditLine
from gongkai.newmedia.models import NewMediaAccount, Post, PostImport
from gongkai.newmedia.post_files import ColumnMapping, read_moment, read_posts
from gongkai.newmedia.tests.factories import approved, export, running
from gongkai.newmedia.usecases.import_posts import ImportResult, import_posts

TWO = export(
    "春耕安全提醒,2022-03-02 08:30,https://mp.example/a", "户籍业务指南,2022/3/5 18:05:09,https://mp.example/b"
)


def _import(cast: Cast, account: NewMediaAccount, content: bytes, **options: object) -> ImportResult:
    act = cast.act(Role.DRAFTER, agency=cast.police)
    return import_posts(act=act, account_id=account.id, file_name="导出.csv", content=content, **options)  # type: ignore[arg-type]


@pytest.fixture
def account(cast: Cast) -> NewMediaAccount:
    account: NewMediaAccount = running(cast)
    cast.on(date(2022, 4, 1))
    return account


def test_a_file_comes_in_with_one_audit_line(cast: Cast, account: NewMediaAccount) -> None:
    assert _import(cast, account, TWO) == ImportResult(2, 2, 2, 0, 0, ())
    post = Post.objects.get(title="户籍业务指南")
    assert (post.happened_on, post.account_role, post.platform) == (date(2022, 3, 5), "other", "WECHAT")
    assert post.published_at == datetime(2022, 3, 5, 10, 5, 9, tzinfo=UTC)
    assert AuditLine.objects.filter(event="newmedia.posts_imported").count() == 1


def test_the_same_file_twice_changes_nothing_at_all(cast: Cast, account: NewMediaAccount) -> None:
    _import(cast, account, TWO)
    before = (Post.objects.count(), PostImport.objects.count(), AuditLine.objects.count())
    cast.on(date(2022, 5, 1))
    assert _import(cast, account, TWO) == ImportResult(2, 0, 0, 0, 2, ())
    assert (Post.objects.count(), PostImport.objects.count(), AuditLine.objects.count()) == before


def test_a_longer_export_adds_only_what_is_new(cast: Cast, account: NewMediaAccount) -> None:
    _import(cast, account, TWO)
    longer = TWO + "清明祭扫提示,2022-03-30 07:00,https://mp.example/c\r\n".encode()
    assert _import(cast, account, longer) == ImportResult(3, 1, 1, 0, 2, ())


def test_a_changed_title_supersedes_the_earlier_row(cast: Cast, account: NewMediaAccount) -> None:
    _import(cast, account, TWO)
    cast.on(date(2022, 4, 2))
    corrected = export("春耕生产安全提醒,2022-03-02 08:30,https://mp.example/a")
    assert _import(cast, account, corrected) == ImportResult(1, 1, 0, 1, 0, ())
    assert Post.objects.current().count() == 2
    assert Post.objects.known_at(date(2022, 4, 1)).filter(title="春耕安全提醒").count() == 1
    assert Post.objects.current().filter(title="春耕安全提醒").count() == 0


def test_one_bad_row_rejects_the_whole_file_and_all_bad_rows_are_named(cast: Cast, account: NewMediaAccount) -> None:
    content = export(
        "好的一条,2022-03-02 08:30,https://mp.example/a",
        ",2022-03-03 08:30,https://mp.example/b",
        "没有时间,三月四日,https://mp.example/c",
        "不存在的日子,2022-02-30 08:00,https://mp.example/d",
        "坏网址,2022-03-06 08:00,javascript:alert(1)",
        "明天的,2022-04-02 08:00,https://mp.example/e",
        "开通之前,2022-02-27 08:00,https://mp.example/f",
        "重复,2022-03-07 08:00,https://mp.example/a",
    )
    result = _import(cast, account, content)
    assert [(problem.row, problem.reason) for problem in result.rejected] == [
        (3, "没有标题"),
        (4, "不是有效的发布时间，应写作例如2022-03-01 09:30"),
        (5, "不是有效的发布时间，应写作例如2022-03-01 09:30"),
        (6, "不是有效的网址，应以http://或https://开头，最多500字"),
        (9, "与第2行是同一条"),
        (7, "晚于今天2022-04-01"),
        (8, "早于账号投入运行的2022-03-01"),
    ]
    assert (result.rows, result.imported, Post.objects.count(), PostImport.objects.count()) == (8, 0, 0, 0)


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(cast: Cast, account: NewMediaAccount) -> None:
    assert _import(cast, account, TWO, dry_run=True) == ImportResult(2, 0, 2, 0, 0, ())
    assert (Post.objects.count(), PostImport.objects.count()) == (0, 0)


def test_without_number_and_address_title_and_time_tell_posts_apart(cast: Cast, account: NewMediaAccount) -> None:
    content = export("天气提示,2022-03-02 08:30", "天气提示,2022-03-03 08:30", heading="标题,发布时间")
    assert _import(cast, account, content).new == 2
    assert _import(cast, account, content).unchanged == 2


def test_a_units_own_headings_by_mapping(cast: Cast, account: NewMediaAccount) -> None:
    content = export("甲,2022年3月2日,77", heading="正文,上线,ID号")
    refused = _import(cast, account, content)
    assert refused.rejected[0].reason == "找不到标题列和发布时间列；文件的列名是：正文、上线、ID号"
    mapping = ColumnMapping(title="正文", published="上线", number="ID号")
    assert _import(cast, account, content, mapping=mapping).imported == 1


def test_an_export_of_an_older_office_machine_in_gb18030(cast: Cast, account: NewMediaAccount) -> None:
    content = export("麦收防火提示,2022-03-02 08:30,https://mp.example/a", encoding="gb18030")
    assert _import(cast, account, content).imported == 1
    assert Post.objects.get().title == "麦收防火提示"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "文件是空的"),
        (b"\xff\xfe\x00\x01\x80", "文件不是UTF-8或GB18030编码的CSV"),
        ('标题,发布时间\r\n"未闭合,2022-03-02'.encode(), "文件不是有效的CSV"),
        ("标题,发布时间\r\n甲\x00,2022-03-02".encode(), "文件不是UTF-8或GB18030编码的CSV"),
        (b"PK\x03\x04", "找不到标题列和发布时间列"),
    ],
)
def test_what_is_no_export_is_refused_with_a_sentence(content: bytes, reason: str) -> None:
    file = read_posts(content)
    assert file.rows == ()
    assert file.problems[0].reason.startswith(reason)


def test_a_line_break_inside_a_quoted_title_does_not_shift_the_row_numbers() -> None:
    file = read_posts(export('"两行\n标题",2022-03-02', ",2022-03-03", heading="标题,发布时间"))
    assert [(row.row, row.title) for row in file.rows] == [(2, "两行 标题")]
    assert [problem.row for problem in file.problems] == [3]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-03-01 09:30", "2022-03-01T09:30:00+08:00"),
        ("2022/3/1 9:05:07", "2022-03-01T09:05:07+08:00"),
        ("2022年3月1日 23:59", "2022-03-01T23:59:00+08:00"),
        ("2022.03.01", "2022-03-01T00:00:00+08:00"),
        ("2022-03-01T09:30:00.000", "2022-03-01T09:30:00+08:00"),
    ],
)
def test_moments_as_exports_write_them(text: str, moment: str) -> None:
    read = read_moment(text)
    assert read is not None
    assert read.isoformat() == moment


@pytest.mark.parametrize("text", ["", "昨天", "2022-13-01", "2022-03-01 25:00", "44621", "20220301"])
def test_what_is_no_moment(text: str) -> None:
    assert read_moment(text) is None


def test_an_account_that_never_ran_takes_no_posts(cast: Cast) -> None:
    account = approved(cast)
    with pytest.raises(Refused, match="账号“平安温县”尚未投入运行"):
        _import(cast, account, TWO)


def test_another_unit_cannot_import_for_the_account(cast: Cast, account: NewMediaAccount) -> None:
    act = cast.act(Role.DRAFTER, agency=cast.market)
    with pytest.raises(NotAllowed):
        import_posts(act=act, account_id=account.id, file_name="x.csv", content=TWO)


def test_three_thousand_posts_take_a_handful_of_queries(cast: Cast, account: NewMediaAccount) -> None:
    rows = [f"第{n}条,2022-03-{n % 28 + 1:02d} 08:00,https://mp.example/{n}" for n in range(3000)]
    with CaptureQueriesContext(connection) as queries:
        assert _import(cast, account, export(*rows)).imported == 3000
    assert len(queries) < 60
