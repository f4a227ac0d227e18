"""What stands on every page (names, numbers, templates) as one digest: when it changes, every page has to be written anew."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import gongkai
from gongkai.editions.models import Publication
from gongkai.publication.release import Release
from gongkai.publication.rendering import site_now

if TYPE_CHECKING:
    from gongkai.portal.site import Site

_NAME = "fingerprint"


def fingerprint(site: Site) -> str:
    told = {name: value for name, value in asdict(site).items() if name != "agency"}
    told["agency"] = [site.agency.code, site.agency.name]
    told["records"] = (
        Publication.objects.order_by("id").values_list("id", flat=True).first()
    )  # another database has other pages
    text = json.dumps([told, _program()], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def kept_fingerprint(release: Release) -> str:
    try:
        return (release.folder / _NAME).read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def keep_fingerprint(release: Release) -> None:
    release.folder.mkdir(parents=True, exist_ok=True)
    temporary = release.folder / f".new-{_NAME}"
    temporary.write_text(fingerprint(site_now()), encoding="ascii")
    temporary.replace(release.folder / _NAME)


@cache
def _program() -> str:
    """The version, the portal's templates and its modules."""
    place = Path(gongkai.__file__).parent / "portal"
    digest = hashlib.sha256(gongkai.__version__.encode())
    for path in sorted([*place.rglob("*.html"), *place.rglob("*.py")]):
        if "tests" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()
