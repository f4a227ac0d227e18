"""Files that come with the form: kept at once, named in the form by a signed key, so that mending a field does not lose them."""

from __future__ import annotations

from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.audit.acts import Act
from gongkai.files.store import store_sealed

LARGEST = 10 * 1024 * 1024
KINDS = ("pdf", "jpeg", "png")
_SALT = "file of a request form"
_KEPT_SECONDS = 24 * 3600


def keep(act: Act, agency: Agency, file: UploadedFile) -> str:
    """Store a scan or photograph encrypted and give the signed key. Raises Refused for anything else."""
    size = file.size or 0
    refuse_if([Reason("scan", f"文件有 {size // 1048576} MB，最大 10 MB")] if size > LARGEST else [])
    stored = store_sealed(
        act=act,
        agency_id=agency.pk,
        name=file.name or "",
        content=file.read(),
        kinds=KINDS,
        kept_as="proof",
        field="scan",
    )
    return signing.dumps(stored.pk, salt=_SALT)


def kept_file(signed: str) -> int | None:
    """The key of a file kept within a day; None for anything that was not signed here."""
    if not signed:
        return None
    try:
        key: int = signing.loads(signed, salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return key
