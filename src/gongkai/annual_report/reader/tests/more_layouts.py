"""Further layouts published tables come in, and further damages: what nobody has sent yet, and somebody will.

Each layout takes a form (``damage.form``) and gives a file; each oddity changes a form in a way seen in published reports.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import StringIO
from unicodedata import east_asian_width

from gongkai.annual_report.reader.tests.damage import HEADINGS, Form, Piece, Table, expanded

Lines = Sequence[str]


def wide(text: str) -> int:
    """Columns a text takes on a terminal."""
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, width: int) -> str:
    return text + " " * (width - wide(text))


def _cells(piece: Piece) -> str:
    return f' colspan="{piece.colspan}"' * (piece.colspan > 1) + f' rowspan="{piece.rowspan}"' * (piece.rowspan > 1)


def _rows(table: Table, cell: Callable[[Piece], str] | None = None) -> str:
    inner = cell or (lambda piece: piece.text.replace("\n", "<br>"))
    return "".join("<tr>" + "".join(f"<td{_cells(p)}>{inner(p)}</td>" for p in row) + "</tr>" for row in table)


def as_framed_html(form: Form) -> bytes:
    """Every table inside a cell of a table that places the page, with a menu beside it."""
    body = "".join(f"<p>{HEADINGS[key]}</p><table>{_rows(table)}</table>" for key, table in form.items())
    return f"<table><tr><td><ul><li>首页</li><li>2021</li></ul></td><td>{body}</td></tr></table>".encode()


def as_cell_tables(form: Form) -> bytes:
    """Word's way: the number of a cell in a table of its own inside it."""
    parts = (
        f"<p>{HEADINGS[key]}</p><table>"
        + _rows(table, lambda p: f"<table><tr><td>{p.text}</td></tr></table>" if p.key else p.text)
        + "</table>"
        for key, table in form.items()
    )
    return "".join(parts).encode()


def _split(table: Table) -> list[Table]:
    """Two pages: a merged cell that reaches over the break is printed again on the second."""
    cut = max(4, len(table) // 2)
    first: Table = []
    again: list[tuple[int, Piece]] = []
    for number, row in enumerate(table[:cut]):
        cells = []
        for place, piece in enumerate(row):
            over = number + piece.rowspan - cut
            cells.append(replace(piece, rowspan=cut - number) if over > 0 else piece)
            if over > 0:
                again.append((place, replace(piece, rowspan=over)))
        first.append(cells)
    second = [list(row) for row in table[cut:]]
    if second:
        second[0][:0] = [piece for _, piece in again]
    return [first, second]


def as_two_pages(form: Form) -> bytes:
    parts = []
    for key, table in form.items():
        parts.append(f"<p>{HEADINGS[key]}</p>")
        parts += [f"<table>{_rows(page)}</table><p>- 3 -</p>" for page in _split(table) if page]
    return "".join(parts).encode()


def as_two_pages_with_headers(form: Form) -> bytes:
    parts = []
    for key, table in form.items():
        pages = _split(table)
        if key == "table3" and pages[1]:
            pages[1] = [list(row) for row in table[:3]] + pages[1]
        parts.append(f"<p>{HEADINGS[key]}</p>")
        parts += [f"<table>{_rows(page)}</table>" for page in pages if page]
    return "".join(parts).encode()


def as_grid_table(form: Form) -> bytes:
    """pandoc's grid tables: rules of + and -, every place printed, merged ones empty."""
    return _ruled(form, "+", "-", "|", repeat=False)


def as_box_table(form: Form) -> bytes:
    return _ruled(form, "┼", "─", "│", repeat=False)


def _ruled(form: Form, cross: str, stroke: str, bar: str, *, repeat: bool) -> bytes:
    text = ""
    for key, table in form.items():
        rows = expanded(table, repeat)
        widths = [max(2, *(wide(row[c]) for row in rows)) for c in range(len(rows[0]))]
        widths = [width + width % 2 for width in widths]
        step = 2 if stroke == "─" else 1
        rule = cross + cross.join(stroke * ((width + 2) // step) for width in widths) + cross
        text += f"{HEADINGS[key]}\n\n{rule}\n"
        for row in rows:
            cells = (f" {padded(cell.replace(chr(10), ''), width)} " for cell, width in zip(row, widths, strict=True))
            text += bar + bar.join(cells) + bar + f"\n{rule}\n"
        text += "\n"
    return text.encode()


def as_simple_table(form: Form) -> bytes:
    """pandoc's simple tables: columns by position, a rule of dashes below the first row."""
    text = ""
    for key, table in form.items():
        rows = expanded(table, repeat=False)
        widths = [max(2, *(wide(row[c].replace("\n", "")) for row in rows)) for c in range(len(rows[0]))]
        lines = [
            "  ".join(padded(cell.replace("\n", ""), width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        lines[1:1] = ["  ".join("-" * width for width in widths)]
        text += f"{HEADINGS[key]}\n\n" + "\n".join(lines) + "\n\n"
    return text.encode()


def as_right_aligned(form: Form) -> bytes:
    """``pdftotext -layout``: numbers set to the right of their columns, labels wrapped above their numbers."""
    text = ""
    for key, table in form.items():
        rows = expanded(table, repeat=False)
        text += f"                    {HEADINGS[key]}\n\n"
        for row in rows:
            words = [cell for cell in row if cell and not _is_value(cell)]
            numbers = [cell for cell in row if _is_value(cell)]
            label = "".join(words).replace("\n", "") if numbers else "   ".join(words).replace("\n", " ")
            if numbers and len(label) > 18:
                text += f"   {label[:18]}\n"
                label = label[18:]
            text += f"   {padded(label, 44)}" + "".join(f"{number:>14}" for number in numbers) + "\n\n"
    return text.encode()


def _is_value(text: str) -> bool:
    """A value, damaged or not: it begins with a digit that no full stop follows, or is a stroke."""
    return bool(text) and (
        text[0] in "-/—无零〇O+约≥"
        or ((text[0].isdigit() and text[1:2] not in (".", "．")) or text[1:].startswith((".0", ".5")))
    )


def as_raw(form: Form) -> bytes:
    """``pdftotext -raw``: words in reading order, one space between the cells."""
    text = ""
    for key, table in form.items():
        text += f"{HEADINGS[key]}\n" + "".join(
            " ".join(p.text.replace("\n", "") for p in row if p.text) + "\n" for row in table
        )
    return text.encode()


def as_csv(form: Form) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    for key, table in form.items():
        writer.writerow([HEADINGS[key]])
        writer.writerows(expanded(table, repeat=False))
    return out.getvalue().encode()


def as_definition_list(form: Form) -> bytes:
    """A page for phones: every row a title and its seven values with their columns' names."""
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    parts = [f"<h3>{HEADINGS['table3']}</h3>"]
    for row in form["table3"]:
        label = "".join(p.text for p in row if p.key is None)
        values = [p.text for p in row if p.key]
        if len(values) == len(names):
            pairs = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in zip(names, values, strict=True))
            parts.append(f"<h4>{label}</h4><dl>{pairs}</dl>")
    return ("<div>" + "".join(parts) + "</div>").encode()


def as_deduplicated(form: Form) -> bytes:
    """A mirror that leaves out every line it has seen before."""
    lines = [line for key, table in form.items() for line in (HEADINGS[key], *(p.text for row in table for p in row))]
    return "\n".join(dict.fromkeys(line.replace("\n", "") for line in lines if line)).encode()


def as_divs(form: Form) -> bytes:
    body = "".join(
        f"<h3>{HEADINGS[key]}</h3><div class=t>"
        + "".join("<div class=r>" + "".join(f"<div class=c>{p.text}</div>" for p in row) + "</div>" for row in table)
        + "</div>"
        for key, table in form.items()
    )
    return f"<html><body>{body}</body></html>".encode()


def as_span_digits(form: Form) -> bytes:
    """Digits in inline elements of their own, cells full of hard spaces."""
    parts = (
        f"<h3>{HEADINGS[key]}</h3><table>"
        + _rows(
            table,
            lambda p: (
                "&nbsp;" + "".join(f"<span>{c}</span>" for c in p.text) + "&nbsp;" if p.key else f"<p>{p.text}</p>"
            ),
        )
        + "</table>"
        for key, table in form.items()
    )
    return "".join(parts).encode()


MORE_LAYOUTS: Mapping[str, Callable[[Form], bytes]] = {
    "framed.html": as_framed_html, "cells.html": as_cell_tables, "pages.html": as_two_pages,
    "pages-headers.html": as_two_pages_with_headers, "grid.txt": as_grid_table, "box.txt": as_box_table,
    "simple.txt": as_simple_table, "aligned.txt": as_right_aligned, "raw.txt": as_raw, "csv.txt": as_csv,
    "phone.html": as_definition_list, "dedup.txt": as_deduplicated, "divs.html": as_divs, "spans.html": as_span_digits,
}  # fmt: skip


def footnote(chance: random.Random, table: Table) -> None:
    """A mark of a note behind a number or a label; a digit of its own where the raised place was lost with the layout."""
    mark = chance.choice(["①", "*", "[1]", "注1", "¹", "（见注）"])
    _one(chance, table, lambda p: replace(p, text=p.text + mark), figures=chance.random() < 0.7)


def unit_in_cell(chance: random.Random, table: Table) -> None:
    unit = chance.choice(["件", "条", " 件", "万元", "人次", "元"])
    _one(chance, table, lambda p: replace(p, text=p.text + unit), figures=True)


def thousands(chance: random.Random, table: Table) -> None:
    mark = chance.choice([",", "，", " ", "'", ", "])
    for row in table:
        row[:] = [
            replace(p, text=f"{int(p.text):,}".replace(",", mark)) if p.key and p.text.isdigit() else p for p in row
        ]


def year_before(chance: random.Random, table: Table) -> None:
    """A second row of values with last year's numbers under (or above) each row, as some reports compare."""
    places = [r for r, row in enumerate(table) if any(p.key for p in row)]
    row = chance.choice(places)
    old = [Piece(str(chance.randrange(0, 99))) if p.key else replace(p, rowspan=1) for p in table[row]]
    table.insert(row + chance.choice([0, 1]), old)


def extra_column(chance: random.Random, table: Table) -> None:
    """A column the form does not have: serial numbers in front, remarks or last year's totals at the end."""
    front = chance.random() < 0.4
    kind = chance.choice(["empty", "number"])
    for number, row in enumerate(table):
        text = str(number + 1) if kind == "number" and any(p.key for p in row) else ""
        row.insert(0 if front else len(row), Piece(text))


def subtotal_row(chance: random.Random, table: Table) -> None:
    """小计 rows below the groups."""
    values = [r for r, row in enumerate(table) if sum(p.key is not None for p in row) == 7]
    if values:
        row = table[chance.choice(values)]
        new = [Piece("小计"), *(Piece(str(chance.randrange(50))) for p in row if p.key)]
        table.insert(chance.choice(values), new)


def percent_row(chance: random.Random, table: Table) -> None:
    values = [r for r, row in enumerate(table) if any(p.key for p in row)]
    row = chance.choice(values)
    table.insert(row + 1, [Piece("占比"), *(Piece(f"{chance.randrange(100)}%") for p in table[row] if p.key)])


def swap_results(chance: random.Random, table: Table) -> None:
    """Two columns of table 4 exchanged, labels and values alike."""
    for row in table:
        keyed = [i for i, p in enumerate(row) if p.key]
        if len(keyed) == 15:
            for start in (0, 5, 10):
                i, j = keyed[start], keyed[start + 1]
                row[i], row[j] = row[j], row[i]
        for i, piece in enumerate(row[:-1]):
            if piece.text == "结果维持" and row[i + 1].text == "结果纠正":
                row[i], row[i + 1] = row[i + 1], piece


def swap_blocks(chance: random.Random, table: Table) -> None:
    """行政诉讼 before 行政复议."""
    for row in table:
        keyed = [i for i, p in enumerate(row) if p.key]
        if len(keyed) == 15:
            row[:] = [*row[5:], *row[:5]]
        elif row and row[0].text == "行政复议":
            row[:] = [*row[1:], row[0]]


def loose_rowspan(chance: random.Random, table: Table) -> None:
    """A merged cell said to be longer or shorter than it is."""
    _one(chance, table, lambda p: replace(p, rowspan=max(1, p.rowspan + chance.choice([-1, 1, 3]))), figures=False)


def chinese_zero(chance: random.Random, table: Table) -> None:
    _one(chance, table, lambda p: replace(p, text=chance.choice(["零", "〇", "O", "无", "none", "一"])), figures=True)


def signed(chance: random.Random, table: Table) -> None:
    _one(chance, table, lambda p: replace(p, text=chance.choice(["-", "+", "约", "≥"]) + p.text), figures=True)


def decimals(chance: random.Random, table: Table) -> None:
    _one(chance, table, lambda p: replace(p, text=p.text + chance.choice([".0", ".00", ".5"])), figures=True)


def slide(chance: random.Random, table: Table) -> None:
    """A row that lost one value and gained an empty place at its end."""
    rows = [row for row in table if sum(p.key is not None for p in row) in (7, 15)]
    if rows:
        row = chance.choice(rows)
        keyed = [i for i, p in enumerate(row) if p.key]
        del row[chance.choice(keyed)]
        row.append(Piece(""))


def two_rows_in_one(chance: random.Random, table: Table) -> None:
    """Two rows of values in one, as merged cells print: '1\\n2'."""
    rows = [r for r, row in enumerate(table) if sum(p.key is not None for p in row) == 7]
    pairs = [r for r in rows if r + 1 in rows]
    if pairs:
        r = chance.choice(pairs)
        first = [p for p in table[r] if p.key]
        second = [p for p in table[r + 1] if p.key]
        labels = [p for p in table[r] if not p.key]
        extra = "".join(p.text for p in table[r + 1] if not p.key)
        if labels:
            labels[-1] = replace(labels[-1], text=labels[-1].text + "\n" + extra)
        gap = chance.choice(["\n", " "])
        table[r : r + 2] = [[*labels, *(Piece(a.text + gap + b.text) for a, b in zip(first, second, strict=True))]]


def _one(chance: random.Random, table: Table, change: Callable[[Piece], Piece], *, figures: bool) -> None:
    places = [
        (r, c) for r, row in enumerate(table) for c, p in enumerate(row) if (p.key is not None) == figures and p.text
    ]
    if places:
        row, column = chance.choice(places)
        table[row][column] = change(table[row][column])


ODDITIES = (
    footnote, unit_in_cell, thousands, year_before, extra_column, subtotal_row, percent_row, swap_results, swap_blocks,
    loose_rowspan, chinese_zero, signed, decimals, slide, two_rows_in_one,
)  # fmt: skip
