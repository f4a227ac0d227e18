"""What this room offers to reports (the names are a contract, docs/architecture.md)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from gongkai.law.masks import mask_phone
from gongkai.measures.registry import Measure, Question, RecordDetail, RecordLine
from gongkai.newmedia.account_states import RUNNING_STATES, AccountState
from gongkai.newmedia.models import AccountRole, AccountStanding, Platform, Post


def standing_on(rows: QuerySet[AccountStanding], day: date) -> QuerySet[AccountStanding]:
    """The standing of each account on ``day``: one row per account that existed then."""
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), happened_on__lte=day)


def posts(question: Question) -> QuerySet[Post]:
    known = Post.objects.known_at(question.as_of).happened(question.first, question.last_known)
    return known.filter(agency_id__in=question.agency_ids)


def running_accounts(question: Question) -> QuerySet[AccountStanding]:
    """Accounts running (整改 included) and on file on the last day of the period, as known on the day of knowledge."""
    known = AccountStanding.objects.known_at(question.as_of).filter(
        agency_id__in=question.agency_ids, state__in=RUNNING_STATES, on_file=True
    )
    return standing_on(known, question.last_known)


def post_line(post: Post) -> RecordLine:
    return RecordLine(
        post.pk, post.happened_on, post.agency_id, "", post.title, Platform(post.platform).label, post.url
    )


def post_detail(post: Post) -> RecordDetail:
    fields = (
        ("标题", post.title),
        ("账号", post.account.name),
        ("平台", Platform(post.platform).label),
        ("账号类别", AccountRole(post.account_role).label),
        ("发布时间", post.published_at.astimezone().strftime("%Y-%m-%d %H:%M")),
        ("网址", post.url or "—"),
        ("导入文件", post.source.file_name),
    )
    return RecordDetail(post_line(post), fields)


def account_line(standing: AccountStanding) -> RecordLine:
    account = standing.account
    return RecordLine(
        standing.pk, standing.happened_on, standing.agency_id, account.filing_number, str(account),
        AccountState(standing.state).label,
    )  # fmt: skip


def account_detail(standing: AccountStanding) -> RecordDetail:
    account = standing.account
    fields = (
        ("账号名称", account.name),
        ("平台", Platform(account.platform).label),
        ("账号", account.identifier),
        ("备案号", account.filing_number or "尚未备案"),
        ("主办单位", account.agency.name),
        ("主管单位", account.supervising_agency.name),
        ("负责人", account.person_in_charge),
        ("管理员", account.administrator),
        ("管理员电话", mask_phone(account.administrator_phone)),
    )
    past = AccountStanding.objects.current().filter(account=account).order_by("happened_on", "id")
    history = tuple((row.happened_on, AccountState(row.state).label, row.note) for row in past)
    return RecordDetail(account_line(standing), fields, history)


POSTS = Measure(
    name="newmedia.posts", label_zh="政务新媒体发布信息", unit="条",
    means="本期政务新媒体账号发布的信息，以各平台导出的清单为准",
    records=posts, line=post_line, detail=post_detail,
    dimensions={"account_role": "account_role", "platform": "platform"}, public=lambda rows: rows,
    related=("account", "source"),
)  # fmt: skip
ACCOUNTS = Measure(
    name="newmedia.accounts", label_zh="运行、备案的政务新媒体账号", unit="个",
    means="本期结束时运行（含整改中）并已备案的政务新媒体账号",
    records=running_accounts, line=account_line, detail=account_detail,
    dimensions={"platform": "platform", "account_role": "account_role"}, public=lambda rows: rows,
    related=("account", "account__agency", "account__supervising_agency"),
)  # fmt: skip

MEASURES: tuple[Measure, ...] = (POSTS, ACCOUNTS)
