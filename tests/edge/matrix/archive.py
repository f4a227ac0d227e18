"""The archive: cases, packages, retention, deletion."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from tests.edge.matrix.page import Page, of

from gongkai.agencies.roles import Role
from gongkai.agencies.tests.factories import Cast
from gongkai.numbering.keys import public_id
from gongkai.requests.models import Disposal, InformationRequest
from gongkai.requests.tests.factories import Counter
from gongkai.requests.usecases.archive import archive
from gongkai.requests.usecases.package_archive import package_archive

CLERK = frozenset({Role.REQUEST_OFFICER})
DECIDERS = frozenset({Role.OFFICE_HEAD, Role.APPROVER})
READERS = CLERK | DECIDERS | {Role.LEGAL_REVIEWER}

PAGES = (
    Page("archive", door=READERS),
    Page("archive-due", door=READERS),
    Page("archive-package", of("case"), door=READERS, of_agency=True),
    Page("archive-pack", of("case"), door=CLERK, get=False, post=True, of_agency=True, done=422),
    Page("archive-propose", of("case"), door=CLERK, get=False, post=True, of_agency=True, done=422),
    Page("archive-decide", of("disposal"), door=DECIDERS, get=False, post=True, of_agency=True),
)


def things(cast: Cast, folder: Path) -> dict[str, str]:
    counter = Counter(cast, cast.office)
    counter.agency = cast.government
    reply = counter.delivered(counter.under_review())
    archive(act=counter.clerk, request_id=reply.request_id)
    package_archive(act=counter.clerk, request_id=reply.request_id, words={})
    request = InformationRequest.objects.get(pk=reply.request_id)
    with transaction.atomic():
        disposal = Disposal.objects.create(
            request=request, because="鉴定", proposed_by_id=int(counter.clerk.actor_id), proposed_at=cast.clock.now()
        )
    return {"case": public_id(request.pk), "disposal": public_id(disposal.pk)}
