"""New media: the register of accounts, posts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import DRAFTER, PUBLISHER, SUPERVISOR, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.newmedia.tests.factories import applied, running
from gongkai.newmedia.usecases.write_post import Words, draft_post
from gongkai.numbering.keys import public_id

HEAD = frozenset({Role.OFFICE_HEAD})


def _verb(thing: str, verb: str, acts: frozenset[Role], *data: tuple[str, str]) -> Page:
    return Page("account-act", of(thing, verb), get=False, post=True, acts=acts, of_agency=True, data=data)


def _post(verb: str, acts: frozenset[Role], *data: tuple[str, str]) -> Page:
    return Page("post-act", of("post", verb), get=False, post=True, acts=acts, of_agency=True, data=data)


PAGES = (
    Page("accounts"),
    Page("account-apply", get=False, post=True, acts=DRAFTER | HEAD, posts_agency=True, data=(("agency", "wenxian"),)),
    Page("account", of("account"), of_agency=True),
    Page("account-posts", of("account"), get=False, post=True, of_agency=True),
    _verb("asked", "approve", SUPERVISOR),
    _verb("account", "file", HEAD, ("filing_number", "BA-2")),
    _verb("account", "rectify", SUPERVISOR, ("reason", "更新")),
    _verb("account", "suspend", HEAD, ("reason", "迁移")),
    _verb("account", "close", HEAD, ("reason", "停用")),
    _verb("account", "bind", HEAD | frozenset({Role.SYSTEM_ADMIN})),
    _verb("account", "check", SUPERVISOR),
    Page("posts"),
    Page("post-new", door=DRAFTER, get=False, post=True, done=404),
    Page("post", of("post"), of_agency=True),
    _post("edit", DRAFTER, ("version", "1")),
    _post("submit", DRAFTER),
    _post("release", PUBLISHER),
    _post("retry", PUBLISHER),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    account = running(cast, cast.government)
    asked = applied(cast, cast.government, act=cast.act(Role.DRAFTER, who="申请人"), identifier="wx-2").account
    draft = draft_post(act=cast.act(Role.DRAFTER, who="另一撰稿人"), account_id=account.pk, words=Words("标题", "正文"))
    return {"account": public_id(account.pk), "asked": public_id(asked.pk), "post": public_id(draft.pk)}
