"""The files against the snapshots: each page says what its current edition says, and nothing that was taken down still lies there."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.audit.damage import Damage
from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address
from gongkai.outbox.models import Delivery
from gongkai.publication.consumer import CONSUMER, loaded
from gongkai.publication.fingerprint import fingerprint, kept_fingerprint
from gongkai.publication.release import Release
from gongkai.publication.rendering import NothingYet, document_pages, site_now

_PORTION = 500
_CURE = "run gongkai publish"


def pages() -> int:
    """How many publications have a page to be compared; none where nothing was ever written as a file."""
    return Publication.objects.count() if kept_fingerprint(Release.of_installation()) else 0


def wrong_pages() -> Iterator[Damage]:
    """Pages that differ from their edition, are missing, or should be gone. What is still to be delivered is no damage."""
    release = Release.of_installation()
    try:
        site = site_now()
    except NothingYet:
        return
    kept = kept_fingerprint(release)
    if not kept:
        return
    if kept != fingerprint(site):
        yield Damage("portal pages", f"were written for other names of the site or another version; {_CURE}")
        return
    waiting = {int(subject) for subject in _waiting()}
    keys = list(Publication.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(keys), _PORTION):
        rows = [row for row in loaded(keys[start : start + _PORTION]) if row.id not in waiting]
        for page in document_pages(rows, site):
            yield from _against(release, page.name, page.status, page.body)
    known = {content_address(key).lstrip("/") for key in keys}
    for name in release.names("content"):
        if name not in known:
            yield Damage(name, f"belongs to no publication of this database; {_CURE}")


def _against(release: Release, name: str, status: int, body: bytes) -> Iterator[Damage]:
    for other in {200, 404, 410} - {status}:
        if release.path(name, other).exists():
            yield Damage(name, f"is answered with {other} though the publication stands at {status}; {_CURE}")
    try:
        lies = release.path(name, status).read_bytes()
    except FileNotFoundError:
        yield Damage(name, f"is missing; {_CURE}")
        return
    if lies != body:
        yield Damage(name, f"does not say what its current edition says; {_CURE}")


def _waiting() -> Iterator[str]:
    rows = Delivery.objects.filter(consumer=CONSUMER.name, due_at__isnull=False)
    return rows.values_list("event__subject", flat=True).iterator()
