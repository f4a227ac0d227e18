"""Look a word up in everything that is public, over all units an officer sees (撤稿处置): titles, texts, names and texts of files.

Read from the editions themselves, not from an index that may lag: in an emergency nothing may be missed. The database gives what holds
every character of the words in either width and case; of these each text is then read without tags, spaces and line ends, so that a
name cut by a tag, a space or a cell is found as well.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.agencies.rights import visible_agency_ids
from gongkai.audit.acts import Act
from gongkai.catalogue.models import Attachment
from gongkai.editions.models import Publication
from gongkai.numbering.keys import key_of
from gongkai.search.analysis.characters import RADICALS
from gongkai.search.file_texts import texts_of
from gongkai.search.models import FileText
from gongkai.search.snapshots import CATALOGUE, plain_text

MOST = 300
_PLAIN = str.maketrans(RADICALS)


@dataclass(frozen=True, slots=True)
class Hit:
    """``places`` in words: 标题, 正文, 附件名称, 附件内容."""

    publication: Publication
    places: tuple[str, ...]


def public_with(act: Act, words: str, most: int = MOST + 1) -> list[Hit]:
    """The latest first; as many as asked for, one more than is shown tells that there are others."""
    wanted = compact(words)
    if not wanted:
        return []
    found: list[Hit] = []
    for row in _candidates(act, wanted).iterator(chunk_size=200):
        if places := tuple(_places(row, wanted)):
            found.append(Hit(row, places))
            if len(found) == most:
                break
    return found


def unread_files(act: Act) -> int:
    """Files of public documents whose text is not known yet, or could not be read: their contents were not looked at."""
    rows = FileText.objects.filter(publication__agency_id__in=visible_agency_ids(act))
    return rows.filter(Q(text=None) | Q(text="")).count()


def compact(text: str) -> str:
    """As words are compared here: one width, one case, nothing that only sets text."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN).split())


def _candidates(act: Act, wanted: str) -> QuerySet[Publication]:
    rows = Publication.objects.filter(agency_id__in=visible_agency_ids(act), state=Publication.State.PUBLISHED)
    rows = rows.annotate(said=Cast("current__payload", TextField()))
    texts = FileText.objects.filter(publication=OuterRef("pk"))
    names = Attachment.objects.filter(item_id=OuterRef("subject_id"))
    in_edition = Q()
    for character in sorted(set(wanted)):
        in_edition &= _either("said", character)
        texts = texts.filter(_either("text", character))
        names = names.filter(_either("file__name", character))
    named = Q(Exists(names), subject_kind=CATALOGUE)
    matching = rows.filter(in_edition | Q(Exists(texts)) | named)
    return matching.select_related("agency", "current").order_by("-changed_at", "-id")


def _either(field: str, character: str) -> Q:
    """One character in both cases and widths, or the radical sign a PDF has for it, as it stands and as JSON writes it."""
    forms = {character, character.upper(), *(sign for sign, plain in RADICALS.items() if plain == character)}
    forms |= {chr(ord(form) + 0xFEE0) for form in forms if len(form) == 1 and "!" <= form <= "~"}
    forms |= {json.dumps(form)[1:-1] for form in forms}
    found = Q()
    for form in forms:
        found |= Q(**{f"{field}__contains": form})
    return found


def _places(row: Publication, wanted: str) -> Iterator[str]:
    payload: dict[str, Any] = row.current.payload if row.current else {}
    listed = payload.get("attachments") or ()
    if wanted in compact(row.title):
        yield "标题"
    if wanted in compact(
        " ".join(_strings({key: value for key, value in payload.items() if key not in ("title", "attachments")}))
    ):
        yield "正文"
    keys = [key_of(str(file["file"])) for file in listed if file.get("file")]
    names = [str(file.get("label", "")) for file in listed]
    if row.subject_kind == CATALOGUE and keys:
        names += Attachment.objects.filter(file_id__in=keys).values_list("file__name", flat=True)
    if any(wanted in compact(name) for name in names):
        yield "附件名称"
    if keys and any(wanted in compact(text) for text in texts_of([row.id]).get(row.id, {}).values()):
        yield "附件内容"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield plain_text(value) if "<" in value else value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
