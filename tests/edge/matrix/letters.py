"""Letters: the board, one letter, who may take it up, who may see its writer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.edge.matrix.page import DRAFTER, GOVERNMENT, Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.engagement.letter_files import keep
from gongkai.engagement.tests.factories import receive
from gongkai.engagement.usecases.read_letter_file import READERS
from gongkai.files.tests.samples import pdf
from gongkai.numbering.keys import public_id

RECEIVERS = frozenset({Role.REQUEST_OFFICER, Role.OFFICE_HEAD})

PAGES = (
    Page("letters", post=True),
    Page("letter-register", door=frozenset({Role.REQUEST_OFFICER}), post=True, posts_agency=True, data=GOVERNMENT, done=422),
    Page("letter-import", door=frozenset({Role.REQUEST_OFFICER}), post=True, posts_agency=True, data=GOVERNMENT, done=422),
    Page("letter", of("letter"), of_agency=True),
    Page("letter-writer", of("letter"), get=False, post=True, of_agency=True, acts=RECEIVERS | DRAFTER, done=200),
    Page("letter-file", lambda things: (things["letter"], things["file"]), door=frozenset(READERS), of_agency=True),
    Page("letter-act", of("letter", "accept"), get=False, post=True, of_agency=True, acts=RECEIVERS),
    Page("letter-act", of("letter", "reject"), get=False, post=True, of_agency=True, acts=RECEIVERS, done=422),
)  # fmt: skip


def things(cast: Cast, folder: Path) -> dict[str, str]:
    cast.on(date(2022, 3, 1))
    file = keep(cast.citizen(), cast.government, "lamp.pdf", 900, pdf)
    letter = receive(cast, files=[file]).letter
    return {"letter": public_id(letter.pk), "file": public_id(letter.files.get().pk)}
