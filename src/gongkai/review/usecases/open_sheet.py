"""Open a round of review over one content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.numbering.keys import public_id
from gongkai.review.models import ReviewSheet
from gongkai.review.paths import path_on


def open_sheet(
    *, act: Act, subject_kind: str, subject_id: int, agency_id: int, title: str, path: str, content_digest: str,
    authors: Iterable[int], for_publication: bool = True,
) -> ReviewSheet:  # fmt: skip
    """Hand one content in for review on the path in force today; the room above has checked who may do so.

    ``authors`` are all officers who wrote the content. ``for_publication`` is false for a document that is not to be made
    public: its attribute is reviewed all the same. Refuses while another sheet of the subject is open.
    """
    wrote = sorted(set(authors))
    chosen = path_on(path, act.today)
    with transaction.atomic():
        earlier = ReviewSheet.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
        rounds = dict(earlier.values_list("round", "state"))
        refuse_if(_reasons(rounds.values(), content_digest, wrote))
        sheet = ReviewSheet.objects.create(
            subject_kind=subject_kind, subject_id=subject_id, round=max(rounds, default=0) + 1,
            agency_id=agency_id, title=title, path=chosen.key, stages=list(chosen.stages),
            content_digest=content_digest, authors=wrote, for_publication=for_publication,
            next_stage=chosen.stages[0], opened_at=act.now,
        )  # fmt: skip
        record(
            act, "review.opened", subject_kind, public_id(subject_id),
            facts={"sheet": public_id(sheet.id), "round": sheet.round, "path": chosen.key},
            changed={"content": content_digest},
        )  # fmt: skip
    return sheet


def _reasons(states: Iterable[str], content_digest: str, authors: list[int]) -> Iterator[Reason]:
    if len(content_digest) != 64:
        yield Reason("content", "送审内容须以 SHA-256 摘要（64 位十六进制）标明")
    if not authors:
        yield Reason("authors", "送审须写明拟稿人，拟稿人不得参与审核")
    if ReviewSheet.State.OPEN in states:
        yield Reason("review", "该内容已在审核中；如需修改，请先撤回或者由审核人退回修改")
