"""Check everything published against the lexicon in force (a job), and keep a work list of what was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from gongkai.audit.acts import system_act
from gongkai.catalogue.file_scans import scan_of
from gongkai.catalogue.html import lines_of, words_behind
from gongkai.catalogue.models import Item, StockFinding
from gongkai.jobs.models import Job
from gongkai.jobs.progress import Progress, taken_up
from gongkai.jobs.works import Work
from gongkai.wording.checking import Lexicon
from gongkai.wording.lexicon import current_lexicon
from gongkai.wording.models import Severity

KIND = "catalogue.check_stock"
_RANKS = {severity: rank for rank, severity in enumerate(Severity.values)}
_BATCH = 500


def check_stock(progress: Progress | None = None) -> int:
    """How many findings are open afterwards. What was found before and is mended disappears; what somebody kept stays kept."""
    lexicon = current_lexicon()
    rows = Item.objects.filter(state=Item.State.PUBLISHED).order_by("id")
    total, done, last = rows.count(), 0, 0
    while batch := list(
        rows.filter(id__gt=last).select_related("agency").prefetch_related("attachments__file")[:_BATCH]
    ):
        with transaction.atomic():
            _renew(batch, [finding for item in batch for finding in _found(item, lexicon)])
        last, done = batch[-1].id, done + len(batch)
        if progress is not None:
            progress.step(done, total)
    StockFinding.objects.exclude(item__state=Item.State.PUBLISHED).delete()
    return StockFinding.objects.filter(state=StockFinding.State.OPEN).count()


def _renew(batch: list[Item], found: list[StockFinding]) -> None:
    """Put the new findings in the place of the open ones; a kept one is not opened again by the same words."""
    earlier = StockFinding.objects.filter(item__in=batch)
    kept = set(earlier.filter(state=StockFinding.State.KEPT).values_list("item_id", "wrong", "place", "around"))
    earlier.filter(state=StockFinding.State.OPEN).delete()
    fresh = {(row.item_id, row.wrong, row.place, row.around): row for row in found}
    StockFinding.objects.bulk_create([row for key, row in fresh.items() if key not in kept], batch_size=_BATCH)


def _found(item: Item, lexicon: Lexicon) -> Iterator[StockFinding]:
    texts = [
        ("标题", item.title),
        ("内容概述", item.summary),
        ("主题词", item.keywords),
        ("正文", "\n".join(lines_of(item.body_html))),
        ("链接、图片说明", "\n".join([*words_behind(item.body_html), str(item.service.get("online") or "").lower()])),
    ]
    texts += [("附件名称", row.label) for row in item.attachments.all()]
    for place, text in texts:
        for hit in lexicon.hits(text, item.agency.path):
            yield StockFinding(
                item=item, agency_id=item.agency_id, lexicon=lexicon.number, wrong=hit.entry.wrong, right=hit.entry.right,
                severity=hit.entry.severity, rank=_RANKS[hit.entry.severity], category=hit.entry.category, place=place,
                around=hit.around[:200],
            )  # fmt: skip
    for row in item.attachments.all():
        for one in scan_of(row.file, item.agency.path):
            if one.section == "wording":
                severity = Severity.SERIOUS if one.blocks else Severity.GENERAL
                yield StockFinding(
                    item=item, agency_id=item.agency_id, lexicon=lexicon.number, wrong="（附件内容）", right=one.mend[:100],
                    severity=severity, rank=_RANKS[severity], category="OTHER", place=f"附件“{row.label}”"[:300],
                    around=one.sentence[:200],
                )  # fmt: skip


def _run(job: Job, given: dict[str, Any]) -> None:
    with taken_up(system_act("错敏词检查"), job) as progress:
        progress.job.result = {"open": check_stock(progress)}


WORKS = (Work(KIND, _run),)
