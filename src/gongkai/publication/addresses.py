"""Which file an address lies in. The same function writes and serves, so that the two cannot disagree.

Only addresses of a plain form lie as files: a path of harmless characters, with at most one known question (``column``, ``organ``, or ``field``
with its Chinese name as a browser sends it).
Everything else (filters, pages further on, searches) is answered by the live view.
"""

from __future__ import annotations

import re

_PATH = re.compile(r"/(?:[A-Za-z0-9][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9][A-Za-z0-9_.-]*)?")
_QUESTION = re.compile(
    r"(?:column|organ)=[A-Za-z0-9-]{1,60}|field=(?:%[0-9A-F]{2}|[A-Za-z0-9-]){1,70}"
)  # a file's name has 255 bytes
TYPES = {
    ".html": "text/html; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8", ".json": "application/json; charset=utf-8", ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def file_of(path: str, query: str = "") -> str | None:
    """The file below the release that answers an address; None for one that never lies as a file."""
    if not _PATH.fullmatch(path) or (query and not _QUESTION.fullmatch(query)):
        return None
    name = f"{path}index.html" if path.endswith("/") else path
    if path.startswith("/feed") and path.endswith(".xml"):
        name = f"{path.removesuffix('.xml')}.atom"
    elif not name.endswith(tuple(TYPES)):
        return None
    if query:
        stem, _, ending = name.rpartition(".")
        name = f"{stem}@{query}.{ending}"
    return name.lstrip("/")


def type_of(name: str) -> str:
    return TYPES[f".{name.rpartition('.')[2]}"]
