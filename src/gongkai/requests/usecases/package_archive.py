"""Make and keep the package of an archived case; its digest stands in the log, so that it can be told from any other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.files.store import store_made
from gongkai.requests.archive_package import build
from gongkai.requests.errors import no_such_request
from gongkai.requests.models import ArchivePackage, InformationRequest
from gongkai.requests.proceedings import tell
from gongkai.requests.selectors import request_of


def package_archive(*, act: Act, request_id: int, words: Mapping[str, str]) -> ArchivePackage:
    """Once per case. The system itself may do it (a round over cases that were just archived)."""
    if act.source != "system":
        require(act, Role.REQUEST_OFFICER, agency_id=request_of(act, request_id).agency_id)
    request = InformationRequest.objects.select_related("agency").filter(pk=request_id).first()
    if request is None:
        raise no_such_request()
    refuse_if([] if request.archived_on else [Reason("", "申请还没有归档，不能生成案卷包")])
    refuse_if([Reason("", "案卷包已经生成")] if ArchivePackage.objects.filter(request=request).exists() else [])
    content = build(request, request.archived_on or act.today, words)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        stored = store_made(
            act=act,
            agency_id=request.agency_id,
            name=f"{request.number}案卷.zip",
            content=content,
            media_type="application/zip",
        )
        made = ArchivePackage.objects.create(request=request, file=stored, sha256=digest, made_at=act.now)
        tell(act, request, "archive_packaged", {"sha256": digest, "bytes": len(content)})
    return made


def take_package(*, act: Act, request_id: int) -> None:
    """Put on record that an officer takes a package out of the archive."""
    with transaction.atomic():
        tell(act, request_of(act, request_id), "package_taken")
