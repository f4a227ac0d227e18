"""Put bytes away and get them back: temporary file, fsync, rename; equal content is kept once, damaged is replaced."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path, PurePath

from django.conf import settings

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.files.models import StoredFile

LARGEST_BYTES = 30 * 1024 * 1024
# What a stamped scan may be, by its first bytes: an ending can lie.
SCANS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
)


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


def read(stored: StoredFile) -> bytes:
    """The bytes, checked against their digest. Raises ValueError when the file on disk was changed."""
    content = _path(stored.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError(f"the stored file {stored.id} does not match its digest; restore it from a backup")
    return content


def _store(act: Act, agency_id: int, name: str, content: bytes, media_type: str) -> StoredFile:
    digest = hashlib.sha256(content).hexdigest()
    _write_once(_path(digest), content)
    plain_name = PurePath(name.replace("\\", "/")).name[:200] or "file"
    return StoredFile.objects.create(
        agency_id=agency_id, name=plain_name, media_type=media_type, size=len(content), sha256=digest, stored_at=act.now
    )


def _path(digest: str) -> Path:
    return Path(settings.GONGKAI_HOME) / "files" / digest[:2] / digest


def _write_once(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
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
