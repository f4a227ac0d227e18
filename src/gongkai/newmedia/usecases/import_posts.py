"""Import the posts of an account from its platform's export: all rows or none, the same file twice changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.clock import legal_day
from gongkai.newmedia.models import NewMediaAccount, Post, PostImport
from gongkai.newmedia.post_files import ColumnMapping, PostFile, PostRow, RowProblem, read_posts
from gongkai.newmedia.usecases.standing import lock_account
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How the rows of a file stand to what is known. ``imported`` is 0 after a dry run or when a row was rejected."""

    rows: int
    imported: int
    new: int
    changed: int
    unchanged: int
    rejected: tuple[RowProblem, ...]


def import_posts(
    *, act: Act, account_id: int, file_name: str, content: bytes, mapping: ColumnMapping | None = None,
    dry_run: bool = False,
) -> ImportResult:  # fmt: skip
    """Read ``content`` and write its new and changed posts with one audit line; any bad row rejects the whole file.

    A post whose title, address or time differs from what an earlier file said supersedes that row; earlier figures stay.
    """
    file = read_posts(content, mapping)
    with transaction.atomic():
        account = lock_account(account_id)
        require(act, Role.DRAFTER, Role.PUBLISHER, agency_id=account.agency_id)
        refuse_if(_account_reasons(account))
        problems = (*file.problems, *_day_problems(act, account, file))
        known = {post.post_key: post for post in Post.objects.current().filter(account=account)}
        new = [row for row in file.rows if row.key not in known]
        changed = [row for row in file.rows if row.key in known and _differs(row, known[row.key])]
        writes = bool(new or changed) and not problems and not dry_run
        if writes:
            _write(act, account, file_name, content, new, changed, known)
    rows = len({row.row for row in file.rows} | {problem.row for problem in file.problems if problem.row > 1})
    return ImportResult(
        rows=rows, imported=len(new) + len(changed) if writes else 0, new=len(new), changed=len(changed),
        unchanged=len(file.rows) - len(new) - len(changed), rejected=problems,
    )  # fmt: skip


def _write(
    act: Act, account: NewMediaAccount, file_name: str, content: bytes, new: Sequence[PostRow],
    changed: Sequence[PostRow], known: Mapping[str, Post],
) -> None:  # fmt: skip
    now = act.now
    digest = hashlib.sha256(content).hexdigest()
    source = PostImport.objects.create(
        account=account, file_name=PurePath(file_name.replace("\\", "/")).name[:200], sha256=digest,
        rows=len(new) + len(changed), new=len(new), changed=len(changed), imported_by=act.actor_id, recorded_at=now,
    )  # fmt: skip
    replaced = [known[row.key].pk for row in changed]
    for start in range(0, len(replaced), _BATCH):
        Post.objects.filter(pk__in=replaced[start : start + _BATCH]).update(superseded_at=now)
    Post.objects.bulk_create(
        (
            Post(
                account=account, agency_id=account.agency_id, source=source, platform=account.platform,
                account_role=account.account_role, post_key=row.key, title=row.title, url=row.url,
                published_at=row.published_at, happened_on=row.published_at.date(), recorded_at=now,
            )
            for row in (*new, *changed)
        ),
        batch_size=_BATCH,
    )  # fmt: skip
    key = public_id(account.id)
    record(
        act, "newmedia.posts_imported", "newmedia_account", key,
        facts={"import": public_id(source.id), "new": len(new), "changed": len(changed)}, changed={"file": digest},
    )  # fmt: skip
    add("newmedia.posts_imported", key, now, {"import": public_id(source.id)})


def _differs(row: PostRow, post: Post) -> bool:
    return (row.title, row.url, row.published_at) != (post.title, post.url, post.published_at)


def _account_reasons(account: NewMediaAccount) -> Iterator[Reason]:
    if account.opened_on is None:
        yield Reason("account", f"账号“{account.name}”尚未投入运行，不能导入信息")


def _day_problems(act: Act, account: NewMediaAccount, file: PostFile) -> Iterator[RowProblem]:
    opened: date = account.opened_on or act.today
    for row in file.rows:
        day = legal_day(row.published_at)
        if day > act.today:
            yield RowProblem(row.row, "发布时间", str(day), f"晚于今天{act.today}")
        elif day < opened:
            yield RowProblem(row.row, "发布时间", str(day), f"早于账号投入运行的{opened}")
