"""Moving in: uploads, batches, rows to clear."""

from __future__ import annotations

from pathlib import Path

from tests.edge.matrix.page import DRAFTER, PUBLISHER, REVIEWERS, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.catalogue.models import Column
from gongkai.catalogue.seed import seed_columns
from gongkai.moving.tests.site import NEWS, OldSite
from gongkai.moving.usecases.upload_site import upload_site
from gongkai.numbering.keys import public_id

RELEASERS = REVIEWERS | frozenset({Role.SECRECY_REVIEWER, Role.APPROVER, Role.OFFICE_HEAD})
AT_ROWS = DRAFTER | PUBLISHER | RELEASERS

PAGES = (
    Page("moving"),
    Page("moving-template"),
    Page("moving-upload", door=DRAFTER, get=False, post=True, posts_agency=True, data=(("agency", "wenxian-zfb"),)),
    Page("moving-uploaded", of("upload"), of_agency=True),
    Page("moving-run", of("upload"), door=DRAFTER, get=False, post=True, of_agency=True, data=(("mode", "dry"),)),
    Page("moving-batch", of("batch"), of_agency=True),
    Page("moving-act", of("batch", "publish"), door=DRAFTER | PUBLISHER, get=False, post=True, acts=PUBLISHER, of_agency=True),
    Page("moving-act", of("batch", "examine"), door=DRAFTER | PUBLISHER, get=False, post=True, of_agency=True),
    Page("moving-row", of("row"), of_agency=True),
    Page("moving-file", lambda things: (things["row"], things["file"]), of_agency=True),
    Page("moving-row-act", of("row", "release"), door=AT_ROWS, get=False, post=True, acts=RELEASERS, of_agency=True),
    Page("moving-row-act", of("row", "leave-out"), door=AT_ROWS, get=False, post=True, acts=DRAFTER | PUBLISHER, of_agency=True),
)  # fmt: skip


def things(cast: Cast, place: Path) -> dict[str, str]:
    seed_columns(Column)
    old = OldSite(cast, place)
    old.put("指南.txt", "指南".encode())
    batch = old.examined({**NEWS, "附件": "指南.txt"})
    row = batch.rows.get()
    upload = upload_site(
        act=old.drafter(),
        agency=cast.office,
        site="原门户网站",
        host="www.wenxian.gov.cn",
        table=("items.csv", 4, [b"a,b\n"]),
    )
    return {
        "batch": public_id(batch.pk),
        "row": public_id(row.pk),
        "upload": public_id(upload.pk),
        "file": row.files[0][0],
    }
