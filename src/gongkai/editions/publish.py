"""Write editions: publish, correct, withdraw. Called inside the transaction of a use case of the room above."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from gongkai.agencies.models import Agency
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.clock import start_of_day
from gongkai.editions.facets import FACETS, facets_of
from gongkai.editions.models import Edition, LogLeaf, Publication
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add

WITHDRAWN = frozenset(
    {Publication.State.WITHDRAWN_WITH_NOTICE, Publication.State.WITHDRAWN_SILENTLY, Publication.State.PURGED}
)


PICTURES = "/content/files/"
"""Where a text refers to its pictures before it is published; no page answers there."""


class NotPublished(LookupError):
    """The object has no public edition to correct or withdraw."""


def publish(
    *, act: Act, subject_kind: str, subject_id: int, agency: Agency, column: str, title: str, payload: Mapping[str, Any],
    originally_on: date | None = None,
) -> Publication:  # fmt: skip
    """Make the first edition of an object public; the time of publication is the act's clock, nobody can give another.

    Only what is taken over from another site stands under the day it was public there, and only with its evidence in the payload
    (``origin``), which every reader sees; the edition and the public log hold the true time all the same. Raises ValueError without it.
    """
    now = act.now
    first = now if originally_on is None else _taken_over(originally_on, payload, act.today)
    publication = Publication.objects.create(
        subject_kind=subject_kind, subject_id=subject_id, agency=agency, column=column, title=title,
        first_published_at=first, changed_at=now,
    )  # fmt: skip
    _write_edition(act, publication, 1, payload, "", LogLeaf.Kind.PUBLISH)
    return publication


def correct(
    *, act: Act, subject_kind: str, subject_id: int, title: str, payload: Mapping[str, Any], note: str
) -> Publication:
    """Publish a further edition with a visible note; the earlier ones stay. Raises NotPublished."""
    publication = _locked(subject_kind, subject_id)
    number = publication.editions.count() + 1
    publication.title, publication.changed_at, publication.state = title, act.now, Publication.State.PUBLISHED
    publication.leads_to = None
    _write_edition(act, publication, number, payload, note, LogLeaf.Kind.CORRECT)
    return publication


def withdraw(
    *, act: Act, subject_kind: str, subject_id: int, state: str, leads_to: Publication | None = None
) -> Publication:
    """Take an object down in one of the three kinds of domain 2.6; a purge also erases the contents and their salts.

    ``leads_to`` is the publication a duplicate was merged into: the old address leads there.

    Raises NotPublished, and ValueError for a state that is not one of the three.
    """
    if state not in WITHDRAWN:
        raise ValueError(f"{state!r} withdraws nothing; the states are {', '.join(sorted(WITHDRAWN))}")
    publication = _locked(subject_kind, subject_id)
    leaf_digest = hashlib.sha256(f"withdraw {publication.current_id} {secrets.token_hex(16)}".encode()).hexdigest()
    publication.state, publication.changed_at, publication.leads_to = state, act.now, leads_to
    if state == Publication.State.PURGED:
        publication.title = ""
        _keep_facets(publication, {})
        publication.editions.update(payload={}, salt=b"", note="")
    publication.save()
    _tell(act, publication, LogLeaf.Kind.WITHDRAW, leaf_digest)
    return publication


def digest_of(salt: bytes, payload: Mapping[str, Any]) -> str:
    """SHA-256 over the salt and the payload as canonical JSON (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(salt + text.encode()).hexdigest()


def _write_edition(
    act: Act, publication: Publication, number: int, payload: Mapping[str, Any], note: str, kind: str
) -> None:
    plain = _with_own_pictures(json.loads(json.dumps(payload, cls=DjangoJSONEncoder)), publication)
    salt = secrets.token_bytes(16)
    edition = Edition.objects.create(
        publication=publication, number=number, payload=plain, salt=salt, digest=digest_of(salt, plain), note=note,
        published_at=act.now,
    )  # fmt: skip
    publication.current = edition
    _keep_facets(publication, plain)
    publication.save(update_fields=["current", "title", "changed_at", "state", "leads_to", *FACETS])
    _tell(act, publication, kind, edition.digest)


def _keep_facets(publication: Publication, payload: Mapping[str, Any]) -> None:
    for name, value in facets_of(payload).items():
        setattr(publication, name, value)


def _with_own_pictures(payload: dict[str, Any], publication: Publication) -> dict[str, Any]:
    """Pictures of a text stand at ``PICTURES`` until it has an address; from then on below that, as its other files do."""
    body = payload.get("body_html")
    if isinstance(body, str) and PICTURES in body:
        payload["body_html"] = body.replace(f'src="{PICTURES}', f'src="/content/{public_id(publication.id)}/')
    return payload


def _taken_over(day: date, payload: Mapping[str, Any], today: date) -> datetime:
    evidence = payload.get("origin") or {}
    if day > today or not all(evidence.get(name) for name in ("published_on", "address", "batch", "vouched_by")):
        raise ValueError("an earlier day of publication needs its evidence: day, old address, batch, and who vouches")
    return start_of_day(day)


def _tell(act: Act, publication: Publication, kind: str, digest: str) -> None:
    facts = {"publication": public_id(publication.id)}
    record(act, f"editions.{kind.lower()}", publication.subject_kind, publication.subject_id, facts=facts)
    add(
        f"edition.{kind.lower()}", publication.id, act.now,
        {"digest": digest, "kind": kind, "column": publication.column, "at": _iso(act.now)},
    )  # fmt: skip


def _locked(subject_kind: str, subject_id: int) -> Publication:
    rows = Publication.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    if connection.features.has_select_for_update:
        rows = (
            rows.select_for_update(of=("self",))
            if connection.features.has_select_for_update_of
            else rows.select_for_update()
        )
    publication = rows.first()
    if publication is None:
        raise NotPublished(f"{subject_kind} {subject_id} was never published")
    return publication


def _iso(moment: datetime) -> str:
    return moment.isoformat()
