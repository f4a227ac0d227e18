"""Key-area completeness: matrices, the standard catalogue, limits, policies to repost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import DRAFTER, PUBLISHER, SUPERVISOR, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.completeness.standard_file import HEADINGS
from gongkai.completeness.usecases.import_standard import import_standard
from gongkai.completeness.usecases.register_policy import register_policy
from gongkai.numbering.keys import public_id

HEAD = frozenset({Role.OFFICE_HEAD})
KEEPERS = HEAD | SUPERVISOR
WRITERS = DRAFTER | PUBLISHER | HEAD


def _file(route: str) -> Page:
    return Page(route, lambda things: ("csv",))


def _repost(verb: str, acts: frozenset[Role], *data: tuple[str, str]) -> Page:
    return Page("completeness-repost-act", of("task", verb), get=False, post=True, acts=acts, of_agency=True, data=data)


PAGES = (
    Page("completeness"),
    _file("completeness-fiscal-file"),
    Page("completeness-approve", get=False, post=True, acts=KEEPERS, posts_agency=True,
         data=(("agency", "wenxian"), ("form", "BUDGET"), ("year", "2022"), ("approved_on", "2022-02-08"), ("source", "批复"))),
    Page("completeness-funds"),
    _file("completeness-funds-file"),
    Page("completeness-programme", get=False, post=True, acts=KEEPERS, posts_agency=True,
         data=(("agency", "wenxian"), ("name", "补贴"), ("since_year", "2022"))),
    Page("completeness-limits"),
    _file("completeness-limits-file"),
    Page("completeness-limit", of("unit", "publication"), of_agency=True),
    Page("completeness-standard"),
    _file("completeness-standard-file"),
    Page("completeness-catalogue"),
    Page("completeness-standard-import", door=SUPERVISOR, get=False, post=True),
    Page("completeness-standard-item", of("standard"), of_agency=True),
    Page("completeness-standard-units", of("standard"), door=SUPERVISOR, get=False, post=True, of_agency=True),
    Page("completeness-reposts"),
    _file("completeness-reposts-file"),
    Page("completeness-repost-new", get=False, post=True, acts=KEEPERS, posts_agency=True,
         data=(("agency", "wenxian"), ("title", "x"), ("issuer", "x"), ("source_address", "https://www.gov.cn/3"), ("published_on", "2022-03-01"))),
    _repost("begin", DRAFTER),
    _repost("decline", HEAD, ("reason", "由市级统一转载")),
    Page("completeness-ties", of("item"), door=WRITERS, post=True, of_agency=True),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    seed_columns(Column)
    cast.on(date(2022, 3, 1))
    authority = cast.act(Role.SUPERVISOR, who="另一主管")
    line = (
        "A-1",
        "社会救助",
        "综合业务",
        "政策法规",
        "x",
        "x",
        "20个工作日",
        "民政部门",
        "网站",
        "温县人民政府",
        "",
        "",
        "",
    )
    content = "\n".join(",".join(row) for row in (HEADINGS, line)).encode()
    version = import_standard(act=authority, government=cast.government, name="a.csv", content=content)
    policy = register_policy(
        act=authority, title="通知", issuer="国务院", source_address="https://www.gov.cn/1", published_on=date(2022, 3, 1),
        agencies=[cast.government],
    )  # fmt: skip
    item = Walk(cast).draft()
    return {
        "unit": "wenxian",
        "standard": public_id(version.items.get().id), "task": public_id(policy.tasks.get().id), "item": public_id(item.id),
    }  # fmt: skip
