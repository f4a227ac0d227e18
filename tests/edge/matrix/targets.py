"""Publication targets: set up, what went where, tables and packages."""

from __future__ import annotations

from pathlib import Path

from tests.edge.matrix.page import PUBLISHER, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.catalogue.tests.walk import Walk
from gongkai.numbering.keys import public_id
from gongkai.targets.delivering import bring
from gongkai.targets.models import TargetEntry
from gongkai.targets.usecases.deliver import make_table
from gongkai.targets.usecases.set_up import add_target

ADMIN = frozenset({Role.SYSTEM_ADMIN})
WORKERS = PUBLISHER | ADMIN

PAGES = (
    Page("targets"),
    Page("target-add", door=ADMIN, get=False, post=True, posts_agency=True, data=(("agency", "wenxian-zfb"),)),
    Page("target", of("target"), of_agency=True),
    Page("target-change", of("target"), door=ADMIN, post=True, of_agency=True, done=422),
    Page("target-act", of("target", "retry"), door=WORKERS, get=False, post=True, of_agency=True),
    Page("target-act", of("target", "fill"), door=WORKERS, get=False, post=True, of_agency=True),
    Page("target-act", of("target", "table"), door=WORKERS, get=False, post=True, acts=PUBLISHER, of_agency=True),
    Page("target-act", of("target", "receipts"), door=WORKERS, get=False, post=True, acts=PUBLISHER, of_agency=True),
    Page("target-file", lambda things: (things["target"], things["file"]), door=WORKERS, of_agency=True),
    Page("target-package", of("entry"), door=WORKERS, of_agency=True),
    Page("target-address", of("entry"), door=PUBLISHER, get=False, post=True, of_agency=True),
)


def things(cast: Cast, place: Path) -> dict[str, str]:
    seed_columns(Column)
    admin = cast.act(Role.SYSTEM_ADMIN)
    target = add_target(act=admin, agency=cast.office, code="matrix", kind="TABLE", name="市平台")
    item = Walk(cast, cast.office).published()
    assert item.publication is not None
    bring(target, item.publication)
    file = make_table(act=cast.act(Role.PUBLISHER), target_id=target.pk)
    return {
        "target": public_id(target.pk),
        "entry": public_id(TargetEntry.objects.get().pk),
        "file": public_id(file.pk),
    }
