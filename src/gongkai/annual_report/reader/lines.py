"""Tables from lines of text, where no cells are marked: ``pdftotext -layout``, copied pages, lists with a value on each line.

A row is a run of exactly the official number of values. Its label stands on the same line, or on lines of its own just above, or
around it. A run that two labels could own, or none, is nobody's. A document that has its values one to a line is read so only
where no row stands on a line, and a row of table 3 only where it adds up: a lost value would shift all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.annual_report.reader.claims import Claim, Status, Sure, claim_text, unreadable
from gongkai.annual_report.reader.headings import heading_of
from gongkai.annual_report.reader.labels import COLUMNS3, LEAVES4, OFFICIAL3, group_named, normal, rows_named
from gongkai.annual_report.reader.printed import Kind, folded, looks_numeric, read_cell
from gongkai.annual_report.reader.source import Line
from gongkai.annual_report.reader.table2 import names_in, official_keys, prefix_of
from gongkai.annual_report.reader.table3 import SEVEN, UNDIVIDED, keys_of
from gongkai.annual_report.reader.table4 import FIFTEEN, KEYS4

_GLUED = re.compile(r"(.*[^\d\s.,])(\d+)$", re.DOTALL)
_PAGE_NUMBER = re.compile(r"[-—–－\s]+\d+[-—–－\s]+|第\d+页.*|\d+\s*/\s*\d+")
BROKEN = "上一行或者下一行另有数字，可能是折行的数字"
UNEVEN = "数字间距不一，又不能相加，可能有数字被空格断开"
_HALVES3 = {
    **COLUMNS3,
    "自然人": 0,
    "商业": 1,
    "科研": 2,
    "社会": 3,
    "公益": 3,
    "法律": 4,
    "服务": 4,
    "其他": 5,
    "总计": 6,
}


@dataclass(slots=True)
class Run:
    """The values at the end of a line, with the words before them; ``above`` the words since the run before."""

    label: str
    values: list[str]
    where: str
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    own: frozenset[str] = frozenset()
    number: int = 0
    broken: bool = False
    """A line of digits stands right above or below: perhaps the rest of a number broken over lines."""
    uneven: bool = False
    """Single spaces among wider gaps: perhaps one number with a space in it."""


def split_line(text: str) -> tuple[str, list[str]]:
    """The words of a line and the values at its end.

    >>> split_line("1.属于国家秘密   0  1 ")
    ('1.属于国家秘密', ['0', '1'])
    """
    tokens = folded(text).split()
    values: list[str] = []
    while tokens and (looks_numeric(tokens[-1]) or tokens[-1] in ("-", "/", "—", "--")):
        values.insert(0, tokens.pop())
    if not any(map(looks_numeric, values)):
        return folded(text), []
    return " ".join(tokens), values


def runs_of(lines: Sequence[Line]) -> list[Run]:
    """All runs of values with the words around them. Page numbers are no values."""
    runs: list[Run] = []
    words: list[str] = []
    for line in lines:
        if _PAGE_NUMBER.fullmatch(folded(line.text)):
            continue
        label, values = split_line(line.text)
        if not values:
            words.append(label)
            continue
        if runs:
            runs[-1].below = words
        runs.append(Run(label, values, line.where, words, number=line.number, uneven=_is_uneven(line.text)))
        words = []
    if runs:
        runs[-1].below = words
    _mark_broken(runs)
    return runs


def _is_uneven(text: str) -> bool:
    gaps = {len(gap) for gap in re.findall(r"(?<=\d)( +)(?=\d)", folded(text))}
    return 1 in gaps and len(gaps) > 1


def _mark_broken(runs: Sequence[Run]) -> None:
    """A number too long for its column goes on in the next line: neither line can then be trusted."""
    for one, other in pairwise(runs):
        if other.number - one.number <= 1 and not one.below:
            one.broken = one.broken or _is_rest_of(other, one)
            other.broken = other.broken or _is_rest_of(one, other)


def _is_rest_of(run: Run, whole: Run) -> bool:
    return not run.label and len(run.values) < max(2, len(whole.values))


def read_lines3(lines: Sequence[Line]) -> list[Claim]:
    """Table 3 from lines."""
    runs = [run for run in runs_of(lines) if len(run.values) > 1 or rows_named(run.label)]
    for run in runs:
        run.values, run.label = _unglued(run)
        run.own = _named(run.label)
    taken: set[str] = set()
    claims = []
    doubtful = _has_other_columns(runs)
    for index, run in enumerate(runs):
        row = _row(runs, index, taken)
        claims += _claims3(run, row, doubtful)
        taken |= {row} if row else set()
    if any(claim.status is Status.GIVEN for claim in claims):
        return claims if _columns_official(lines) else [_doubted(claim) for claim in claims]
    claims += _one_to_a_line3(lines)
    return claims if _columns_official(lines) else [_doubted(claim) for claim in claims]


def _unglued(run: Run) -> tuple[list[str], str]:
    """A first value printed without a space behind the label: no label of the form ends in a digit."""
    match = _GLUED.fullmatch(run.label)
    if len(run.values) == SEVEN - 1 and match and rows_named(match[1]) and _adds_up([match[2], *run.values]):
        return [match[2], *run.values], match[1]
    return run.values, run.label


def _named(text: str) -> frozenset[str]:
    named = rows_named(text)
    return named or (frozenset({UNDIVIDED}) if group_named(text) == "other" else frozenset())


def _row(runs: Sequence[Run], index: int, taken: set[str]) -> str | None:
    """The row a run belongs to: its own words; its words with those above; words around it that no neighbour needs.

    ``taken`` rows are those of earlier runs: the end of their label may stand between.
    """
    run = runs[index]
    if run.own:
        return next(iter(run.own)) if len(run.own) == 1 else None
    above = _named_in(run.above, run.label) - taken
    before_takes_it = index > 0 and not runs[index - 1].own
    if above and not (before_takes_it and not _named_in(runs[index - 1].above, runs[index - 1].label)):
        return next(iter(above)) if len(above) == 1 else None
    after_is_named = index + 1 < len(runs) and len(runs[index + 1].own) == 1
    below = _named_in(run.below, "")
    if not above and after_is_named and len(below) == 1:
        return next(iter(below))
    return None


def _named_in(words: Sequence[str], rest: str) -> frozenset[str]:
    """Rows named by the words of several lines: each line, and the lines joined where a label was wrapped."""
    joined = rows_named("".join([*words, rest]))
    single = frozenset(name for word in (*words, rest) for name in rows_named(word))
    return joined | single


def _has_other_columns(runs: Sequence[Run]) -> bool:
    """Most whole rows do not add up: a column was added or lost."""
    whole = [run.values for run in runs if len(run.values) == SEVEN and any(value.strip("0") for value in run.values)]
    return 2 * sum(map(_adds_up, whole)) < len(whole)


def _claims3(run: Run, row: str | None, doubtful: bool) -> list[Claim]:
    if row is None:
        return []
    keys = keys_of(row)
    if run.broken:
        return unreadable(keys, run.where, BROKEN)
    if not run.label and OFFICIAL3.get(row, "")[:1] == run.values[0] and not _adds_up(run.values):
        return unreadable(keys, run.where, "第一个数字可能是该项的序号")
    if len(run.values) != SEVEN:
        return unreadable(keys, run.where, f"该行有{len(run.values)}个数字，应有{SEVEN}个，不能确定各属哪一列")
    if run.uneven and not _adds_up(run.values):
        return unreadable(keys, run.where, UNEVEN)
    if doubtful and not _adds_up(run.values):
        return unreadable(keys, run.where, "表中多出或者缺少一列，不能确定各属哪一列")
    return [claim_text(key, value, run.where, Sure.ORDER) for key, value in zip(keys, run.values, strict=True)]


def _columns_official(lines: Sequence[Line]) -> bool:
    """Words of the header, whole or in halves, stand in the official order on every line above the first row; whole labels of
    the organisations stand in it over all lines, from the first again where a page repeats the header."""
    labels = [rank for line in lines for rank in _organisations(line)]
    first, last = min(labels, default=0), max(labels, default=0)
    if labels and labels[0] != first:
        return False
    if any(two <= one and (one, two) != (last, first) for one, two in pairwise(labels)):
        return False
    for line in lines:
        words, values = split_line(line.text)
        if values and rows_named(words):
            return True
        ranks = [_HALVES3[token] for token in folded(words).split() if token in _HALVES3]
        if len(ranks) > 1 and ranks != sorted(ranks):
            return False
    return True


def _organisations(line: Line) -> list[int]:
    """Ranks of the whole labels 商业企业 ... 其他 on a line of labels alone."""
    tokens = [normal(token) for token in folded(line.text).split()]
    if not tokens or not all(token in COLUMNS3 or token in ("法人或其他组织", "申请人情况") for token in tokens):
        return []
    return [rank for token in tokens if 0 < (rank := COLUMNS3.get(token, 0)) < SEVEN - 1]


def _doubted(claim: Claim) -> Claim:
    return Claim(claim.key, Status.UNREADABLE, where=claim.where, note="表头次序与官方格式不同")


def _one_to_a_line3(lines: Sequence[Line]) -> Iterator[Claim]:
    for label, values, where in _stacks(lines):
        named = _named(label)
        if len(named) != 1:
            continue
        keys = keys_of(next(iter(named)))
        if len(values) == SEVEN and _adds_up(values):
            yield from (claim_text(key, value, where, Sure.ORDER) for key, value in zip(keys, values, strict=True))
        else:
            yield from unreadable(keys, where, f"该行读到{len(values)}个数字，不能确定各属哪一列")


def _adds_up(values: Sequence[str]) -> bool:
    read = [read_cell(value) for value in values]
    if any(one.kind is not Kind.NUMBER for one in read):
        return False
    return sum(int(one.digits) for one in read[:-1]) == int(read[-1].digits)


def _stacks(lines: Sequence[Line]) -> Iterator[tuple[str, list[str], str]]:
    """A line of words and the lines of one value each below it."""
    label, where = "", ""
    values: list[str] = []
    for line in lines:
        text = folded(line.text)
        if looks_numeric(text) or (values and text in ("-", "/", "—")):
            values.append(text)
        elif text:
            if values:
                yield label, values, where
            label, where, values = text, line.where, []
    if values:
        yield label, values, where


def read_lines2(lines: Sequence[Line]) -> list[Claim]:
    """Table 2 from lines: a whole label and its values on one line; else one to a line where no row stands on a line."""
    claims: list[Claim] = []
    columns: list[str] = []
    runs = {(run.number, run.where): run for run in runs_of(lines)}
    for line in lines:
        words, values = split_line(line.text)
        columns = names_in(words) or columns
        prefix = prefix_of(words)
        if prefix is not None and values:
            broken = runs[line.number, line.where].broken
            claims += _claims2(prefix, values, line.where, columns, broken)
    return claims or list(_one_to_a_line2(lines))


def _claims2(prefix: str, values: list[str], where: str, columns: list[str], broken: bool) -> list[Claim]:
    keys = official_keys(prefix)
    if broken:
        return unreadable(keys, where, BROKEN)
    if columns != _column_names(keys) or len(values) != len(keys):
        return unreadable(keys, where, f"该行有{len(values)}个数字，与表头不能逐一对应")
    amount = prefix == "art20_8.charges"
    return [claim_text(key, value, where, Sure.ORDER, amount=amount) for key, value in zip(keys, values, strict=True)]


def _column_names(keys: Sequence[str]) -> list[str]:
    return [key.rpartition(".")[2] for key in keys]


def _one_to_a_line2(lines: Sequence[Line]) -> Iterator[Claim]:
    """The labels of the columns stand above the row, one to a line or together, and nothing but its values below its label."""
    header: list[str] = []
    label, where = "", ""
    values: list[str] = []
    for line in (*lines, Line("", "")):
        text = folded(line.text)
        if looks_numeric(text):
            values.append(text)
            continue
        if values:
            yield from _stacked2(label, values, where, header)
            header = header if prefix_of(label) else []
        elif names_in(text):
            header = [*header, *names_in(text)]
        elif normal(text).startswith(("第二十条", "信息内容")):
            header = []
        label, where, values = text, line.where, []


def _stacked2(label: str, values: list[str], where: str, header: list[str]) -> Iterator[Claim]:
    prefix = prefix_of(label)
    if prefix is not None:
        yield from _claims2(prefix, values, where, header, broken=False)


def read_lines4(lines: Sequence[Line], *, in_section: bool = False) -> list[Claim]:
    """Table 4 from lines: one line of fifteen values, or fifteen lines of one value and nothing else."""
    texts = [normal(line.text) for line in lines]
    begins = next(
        (i for i, text in enumerate(texts) if text.startswith("行政复议") or "未经复议直接起诉" in text), None
    )
    if begins is None and not in_section:
        return []
    rest = lines[begins or 0 :]
    if not _blocks_official(lines):
        return unreadable(KEYS4, rest[0].where, "表头次序与官方格式不同")
    runs = [run for run in runs_of(rest) if not normal(run.label)]
    whole = [run for run in runs if len(run.values) == FIFTEEN]
    if len(whole) == 1:
        run = whole[0]
        if run.broken:
            return unreadable(KEYS4, run.where, BROKEN)
        if run.uneven and not _blocks_add_up(run.values):
            return unreadable(KEYS4, run.where, UNEVEN)
        return [claim_text(key, value, run.where, Sure.ORDER) for key, value in zip(KEYS4, run.values, strict=True)]
    stacks = [(values, where) for _, values, where in _stacks(rest)]
    if not whole and len(stacks) == 1 and len(stacks[0][0]) == FIFTEEN and _blocks_add_up(stacks[0][0]):
        values, where = stacks[0]
        return [claim_text(key, value, where, Sure.ORDER) for key, value in zip(KEYS4, values, strict=True)]
    if runs:
        count = sum(len(run.values) for run in runs)
        return unreadable(KEYS4, runs[0].where, f"读到{count}个数字，应有{FIFTEEN}个，不能确定各属哪一列")
    return []


_HALVES4 = (("结果", "结果", "其他", "尚未"), ("维持", "纠正", "结果", "审结"))
"""The four labels wrapped over two lines."""


def _blocks_official(lines: Sequence[Line]) -> bool:
    """行政复议 before 行政诉讼, 未经复议直接起诉 before 复议后起诉, and the results in the official order, whole or in halves."""
    heads = [line for line in lines if heading_of(line.text) is None]
    text = "".join(normal(line.text) for line in heads)
    for one, other in (("行政复议", "行政诉讼"), ("未经复议", "复议后起诉")):
        if -1 < text.find(other) < text.find(one):
            return False
    leaves = [LEAVES4[token] for line in heads for token in map(normal, line.text.split()) if token in LEAVES4]
    if leaves and ([0, 1, 2, 3, 4] * 3)[: len(leaves)] != leaves and not _a_subset_in_order(leaves):
        return False
    return all(_halves_official(line.text.split()) for line in heads)


def _a_subset_in_order(ranks: Sequence[int]) -> bool:
    """Labels may be lost or stand apart (总计 on a line of its own), not exchanged."""
    kept = [rank for rank in ranks if rank < LEAVES4["总计"]]
    rounds = 1 + sum(right <= left for left, right in pairwise(kept))
    return rounds <= max(1, -(-len(kept) // 4))


def _halves_official(tokens: Sequence[str]) -> bool:
    words = [token for token in tokens if token not in ("总计", "总", "计")]
    for halves in _HALVES4:
        if len(words) >= len(halves) and set(words) == set(halves) and len(words) % len(halves) == 0:
            return words == [*halves] * (len(words) // len(halves))
    return True


def _blocks_add_up(values: Sequence[str]) -> bool:
    read = [int(one.digits) if (one := read_cell(value)).kind is Kind.NUMBER else -1 for value in values]
    return min(read) >= 0 and all(sum(read[i : i + 4]) == read[i + 4] for i in (0, 5, 10))
