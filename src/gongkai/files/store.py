"""Put bytes away and get them back: temporary file, fsync, rename; equal content is kept once, damaged is replaced."""

from __future__ import annotations

import hashlib
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.settings import setting_of
from gongkai.audit.acts import Act
from gongkai.files.kinds import ATTACHMENTS
from gongkai.files.models import StoredFile
from gongkai.files.names import plain_name
from gongkai.files.stripping import PublishableCopy, publishable_copy
from gongkai.files.uploads import Upload, examined, size_of, too_large
from gongkai.privacy.cipher import decrypt, encrypt

LARGEST_BYTES = 30 * 1024 * 1024
LARGEST = "files.largest_mb"
# What a stamped scan may be, by its first bytes: an ending can lie.
SCANS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
)

SEALED = "sealed file"


def store_scan(*, act: Act, agency_id: int, name: str, content: bytes) -> StoredFile:
    """Keep a stamped scan (PDF, JPEG or PNG of at most 30 MiB), inside the caller's transaction."""
    kind = next((kind for kind in SCANS if content.startswith(kind[0])), None)
    problems = []
    if len(content) > LARGEST_BYTES:
        problems.append(Reason("scan", f"文件“{name}”有 {len(content) // 1048576} MB，盖章扫描件最大 30 MB"))
    if kind is None:
        problems.append(Reason("scan", f"文件“{name}”不是 PDF、JPEG 或 PNG；请上传盖章扫描件"))
    refuse_if(problems)
    return _store(act, agency_id, name, content, kind[1] if kind else "")


def store_upload(
    *,
    act: Act,
    agency_id: int,
    name: str,
    content: bytes | Upload,
    kinds: Collection[str] = ATTACHMENTS,
    field: str = "file",
) -> StoredFile:
    """Keep an upload of one of ``kinds`` (keys of ``files.kinds``), inside the caller's transaction.

    The size is judged before the content is read, then first bytes, ending and structure. Raises Refused with every reason beside ``field``.
    """
    shown = plain_name(name)
    largest = int(setting_of(Agency.objects.get(pk=agency_id), LARGEST, act.today))
    refuse_if(Reason(field, text) for text in too_large(shown, size_of(content), largest))
    data = content if isinstance(content, bytes) else content.read()
    kind, faults = examined(shown, data, kinds)
    refuse_if(Reason(field, text) for text in faults)
    return _store(act, agency_id, shown, data, kind.media_type if kind else "")


def store_sealed(
    *,
    act: Act,
    agency_id: int,
    name: str,
    content: bytes | Upload,
    kinds: Collection[str],
    kept_as: str,
    field: str = "file",
) -> StoredFile:
    """Keep an upload that shows a person (an identity card) encrypted; judged as ``store_upload`` does.

    ``kept_as`` is the name without its ending: the name people give such files is often a person's.
    """
    shown = plain_name(name)
    largest = int(setting_of(Agency.objects.get(pk=agency_id), LARGEST, act.today))
    refuse_if(Reason(field, text) for text in too_large(shown, size_of(content), largest))
    data = content if isinstance(content, bytes) else content.read()
    kind, faults = examined(shown, data, kinds)
    refuse_if(Reason(field, text) for text in faults)
    sealed = encrypt(b64encode(data).decode(), SEALED)
    return _store(act, agency_id, kept_as + (kind.endings[0] if kind else ""), sealed, kind.media_type if kind else "")


def read_sealed(stored: StoredFile) -> bytes:
    """The bytes of a file kept by ``store_sealed``. Raises ValueError and CannotDecrypt."""
    return b64decode(decrypt(read(stored), SEALED))


def store_publishable(*, act: Act, stored: StoredFile) -> tuple[StoredFile, PublishableCopy]:
    """The copy of a stored file without its authors' data, kept beside it; the file itself where there was nothing to remove."""
    copy = publishable_copy(read(stored), stored.media_type)
    if copy.content == read(stored):
        return stored, copy
    return _store(act, stored.agency_id, stored.name, copy.content, stored.media_type), copy


def store_made(*, act: Act, agency_id: int, name: str, content: bytes, media_type: str) -> StoredFile:
    """Keep a file this system made or has opened and checked itself (a package of a report), inside the caller's transaction."""
    return _store(act, agency_id, name, content, media_type)


def discard(stored: StoredFile) -> None:
    """Forget a file nobody refers to any more; its bytes go after the commit, unless another file has the same."""
    digest = stored.sha256
    stored.delete()
    transaction.on_commit(lambda: None if StoredFile.objects.filter(sha256=digest).exists() else _remove(digest))


def read(stored: StoredFile) -> bytes:
    """The bytes, checked against their digest. Raises ValueError when the file on disk was changed."""
    content = _path(stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"the stored file {stored.id} does not match its digest; restore it from a backup")
    return content


def _store(act: Act, agency_id: int, name: str, content: bytes, media_type: str) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    _write_once(_path(digest), content)
    return StoredFile.objects.create(
        agency_id=agency_id,
        name=plain_name(name),
        media_type=media_type,
        size=len(content),
        sha256=digest,
        stored_at=act.now,
    )


def _remove(digest: str) -> None:
    _path(digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return Path(settings.GONGKAI_HOME) / "files" / digest[:2] / digest


def _write_once(path: Path, content: bytes) -> None:
    try:
        os.utime(path)  # before it is compared: the sweep leaves alone what is new
        if path.read_bytes() == content:
            return
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with temporary.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last: without this a power cut may keep the bytes and lose the entry."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
