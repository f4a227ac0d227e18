"""Several reports together: the year before of the same issuer, and texts copied from one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from gongkai.annual_report.reader.audit import audit
from gongkai.annual_report.reader.findings import AuditFinding, finding
from gongkai.annual_report.reader.headings import Section
from gongkai.annual_report.reader.narrative import compact, paragraphs
from gongkai.annual_report.reader.reading import Reading

SHARE_COPIED = 0.8
FEWEST_SENTENCES = 6
_SHORTEST_SENTENCE = 12
_TEXTS = (Section.OVERVIEW, Section.PROBLEMS)


def audit_all(readings: Sequence[Reading]) -> list[list[AuditFinding]]:
    """The findings of each report, beside the report of the year before where that is among them."""
    found = [audit(reading, previous_of(reading, readings)) for reading in readings]
    for index, one in _copies(readings):
        found[index].append(one)
    return found


def previous_of(reading: Reading, readings: Sequence[Reading]) -> Reading | None:
    """The same issuer's report of the year before; None where it is not given, or given twice."""
    title = reading.title
    if title.issuer is None or title.year is None:
        return None
    found = [one for one in readings if one.title.issuer == title.issuer and one.title.year == title.year - 1]
    return found[0] if len(found) == 1 else None


def _copies(readings: Sequence[Reading]) -> Iterator[tuple[int, AuditFinding]]:
    """One finding a report: the text it shares most with, and how many others have it too."""
    sentences = [_sentences(reading) for reading in readings]
    shared: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for one, other in combinations(range(len(readings)), 2):
        same = len(sentences[one] & sentences[other])
        fewest = min(len(sentences[one]), len(sentences[other]))
        if readings[one].title == readings[other].title or fewest < FEWEST_SENTENCES or same < fewest * SHARE_COPIED:
            continue
        later = max((one, other), key=lambda index: (readings[index].title.year or 0, index))
        shared[later].append((same, fewest, one if later == other else other))
    for later, found in sorted(shared.items()):
        same, fewest, source = max(found, key=lambda each: (each[0], -each[2]))
        others = f"等{len(found)}份" if len(found) > 1 else ""
        name = readings[source].name
        message = f"正文除数字外与“{name}”{others}有{same}句相同（共{fewest}句），请按本单位本年实际撰写。"
        yield later, finding("C-1", message)


def _sentences(reading: Reading) -> frozenset[str]:
    """Sentences of sections 一 and 五 without digits and without the issuer's name."""
    found = set()
    for passage in paragraphs(reading.passages):
        if passage.section in _TEXTS:
            for sentence in re.split(r"[。；]", compact(passage.text)):
                bare = re.sub(r"[\d.,%]+", "", sentence).replace(reading.title.issuer or "\0", "")
                if len(bare) >= _SHORTEST_SENTENCE:
                    found.add(bare)
    return frozenset(found)
