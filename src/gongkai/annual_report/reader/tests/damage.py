"""Published tables as they come: the official form with given figures, damaged by chance (a fixed seed), in many layouts."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import xlsxwriter
from docx import Document

from gongkai.law.annual_report.layout import LAYOUT

HEADINGS = {"table2": "二、主动公开政府信息情况", "table3": "三、收到和处理政府信息公开申请情况",
            "table4": "四、政府信息公开行政复议、行政诉讼情况"}  # fmt: skip


@dataclass(frozen=True)
class Piece:
    """A cell of the form on its way to a file."""

    text: str
    key: str | None = None
    colspan: int = 1
    rowspan: int = 1


Table = list[list[Piece]]
Form = dict[str, Table]


def form(figures: Mapping[str, object]) -> Form:
    """The three official tables with these figures."""
    return {
        layout.key: [
            [Piece(str(figures[c.key]) if c.key else c.text, c.key, c.colspan, c.rowspan) for c in row]
            for row in layout.rows
        ]
        for layout in LAYOUT
    }


def _places(table: Table, wanted: Callable[[Piece], bool]) -> list[tuple[int, int]]:
    return [(r, c) for r, row in enumerate(table) for c, piece in enumerate(row) if wanted(piece)]


def _figure(piece: Piece) -> bool:
    return piece.key is not None


def _label(piece: Piece) -> bool:
    return piece.key is None and bool(piece.text)


def _pick(chance: random.Random, table: Table, wanted: Callable[[Piece], bool]) -> tuple[int, int] | None:
    places = _places(table, wanted)
    return chance.choice(places) if places else None


def _change(table: Table, place: tuple[int, int] | None, change: Callable[[Piece], list[Piece]]) -> None:
    if place is not None:
        row, column = place
        table[row][column : column + 1] = change(table[row][column])


def clear_cell(chance: random.Random, table: Table) -> None:
    _change(table, _pick(chance, table, _figure), lambda p: [replace(p, text="")])


def dash_cell(chance: random.Random, table: Table) -> None:
    _change(table, _pick(chance, table, _figure), lambda p: [replace(p, text=chance.choice(["-", "/", "—", "无"]))])


def drop_figure(chance: random.Random, table: Table) -> None:
    _change(table, _pick(chance, table, _figure), lambda p: [])


def drop_label(chance: random.Random, table: Table) -> None:
    _change(table, _pick(chance, table, _label), lambda p: [])


def clear_label(chance: random.Random, table: Table) -> None:
    _change(table, _pick(chance, table, _label), lambda p: [replace(p, text="")])


def split_label(chance: random.Random, table: Table) -> None:
    def halves(piece: Piece) -> list[Piece]:
        cut = chance.randrange(1, max(2, len(piece.text)))
        return [
            replace(piece, text=piece.text[:cut], colspan=1),
            Piece(piece.text[cut:], None, max(1, piece.colspan - 1)),
        ]

    _change(table, _pick(chance, table, _label), halves)


def break_label(chance: random.Random, table: Table) -> None:
    """Half of the label on a row of its own below."""
    place = _pick(chance, table, lambda p: _label(p) and len(p.text) > 5)
    if place is None:
        return
    row, column = place
    piece = table[row][column]
    cut = chance.randrange(2, len(piece.text) - 1)
    table[row][column] = replace(piece, text=piece.text[:cut])
    table.insert(row + 1, [Piece(piece.text[cut:]), *(Piece("") for _ in table[row][column + 1 :])])


def wrap_label(chance: random.Random, table: Table) -> None:
    def wrapped(piece: Piece) -> list[Piece]:
        step = chance.randrange(1, 6)
        return [replace(piece, text="\n".join(piece.text[i : i + step] for i in range(0, len(piece.text), step)))]

    _change(table, _pick(chance, table, _label), wrapped)


def widen_digits(chance: random.Random, table: Table) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for row in table:
        for column, piece in enumerate(row):
            if piece.key and chance.random() < 0.4:
                row[column] = replace(piece, text=piece.text.translate(wide))


def space_digits(chance: random.Random, table: Table) -> None:
    place = _pick(chance, table, lambda p: _figure(p) and len(p.text) > 1)
    gap = chance.choice([" ", "\n", "\u3000"])
    _change(table, place, lambda p: [replace(p, text=p.text[0] + gap + p.text[1:])])


def join_cells(chance: random.Random, table: Table) -> None:
    """Two neighbours in one cell, with or without a space between."""
    place = _pick(chance, table, lambda p: True)
    if place is None or place[1] + 1 >= len(table[place[0]]):
        return
    row, column = place
    one, other = table[row][column : column + 2]
    gap = chance.choice(["", " ", "\n"])
    span = chance.choice([1, one.colspan + other.colspan])
    table[row][column : column + 2] = [Piece(one.text + gap + other.text, None, span, one.rowspan)]


def merge_header(chance: random.Random, table: Table) -> None:
    row = chance.randrange(min(3, len(table)))
    labels = [c for c, piece in enumerate(table[row][:-1]) if _label(piece) and _label(table[row][c + 1])]
    if labels:
        column = chance.choice(labels)
        one, other = table[row][column : column + 2]
        table[row][column : column + 2] = [Piece(one.text + other.text, None, one.colspan + other.colspan, one.rowspan)]


def drop_header_row(chance: random.Random, table: Table) -> None:
    del table[chance.randrange(min(3, len(table)))]


def drop_row(chance: random.Random, table: Table) -> None:
    if len(table) > 1:
        del table[chance.randrange(len(table))]


def swap_rows(chance: random.Random, table: Table) -> None:
    one, other = (chance.randrange(len(table)) for _ in range(2))
    table[one], table[other] = table[other], table[one]


def shuffle_rows(chance: random.Random, table: Table) -> None:
    body = table[3:]
    chance.shuffle(body)
    table[3:] = body


def repeat_header(chance: random.Random, table: Table) -> None:
    at = chance.randrange(len(table))
    table[at:at] = [list(row) for row in table[:3]]


def page_number(chance: random.Random, table: Table) -> None:
    table.insert(chance.randrange(len(table)), [Piece(chance.choice(["-3-", "3", "— 4 —", "第5页"]))])


def lose_column(chance: random.Random, table: Table) -> None:
    """The same column of every row of values, with or without its label."""
    columns = sorted({p.key.rpartition(".")[2] for row in table for p in row if p.key})
    if not columns:
        return
    lost = chance.choice(columns)
    with_label = chance.random() < 0.6
    labels = {"natural_person": "自然人", "commercial_enterprise": "商业企业", "research_institution": "科研机构", "total": "总计",
              "public_welfare_organisation": "社会公益组织", "legal_service_institution": "法律服务机构",
              "other_organisation": "其他"}  # fmt: skip
    for row in table:
        row[:] = [
            p
            for p in row
            if not ((p.key and p.key.endswith(f".{lost}")) or (with_label and p.text == labels.get(lost, "?")))
        ]


def swap_columns(chance: random.Random, table: Table) -> None:
    """Two columns of organisations exchanged, labels and values alike."""
    one, other = chance.sample(range(1, 6), 2)
    for row in table:
        keyed = [i for i, p in enumerate(row) if p.key]
        if len(keyed) == 7:
            i, j = keyed[one], keyed[other]
            row[i], row[j] = row[j], row[i]
        elif len(row) == 5 and row[0].text == "商业企业":
            row[one - 1], row[other - 1] = row[other - 1], row[one - 1]


def insert_empty(chance: random.Random, table: Table) -> None:
    row = chance.choice(table)
    row.insert(chance.randrange(len(row) + 1), Piece(""))


def lose_spans(chance: random.Random, table: Table) -> None:
    for row in table:
        row[:] = [replace(p, colspan=1, rowspan=1) for p in row]


def pad_rows(chance: random.Random, table: Table) -> None:
    """Short rows filled up at the end, as writers of rectangular tables do."""
    widest = max(sum(p.colspan for p in row) for row in table)
    for row in table:
        row += [Piece("")] * (widest - sum(p.colspan for p in row))


def split_row(chance: random.Random, table: Table) -> None:
    """The end of a row of values on the next row."""
    row = chance.randrange(len(table))
    if len(table[row]) > 3:
        cut = chance.randrange(2, len(table[row]))
        table[row : row + 1] = [table[row][:cut], table[row][cut:]]


def double_row(chance: random.Random, table: Table) -> None:
    row = chance.randrange(len(table))
    table.insert(chance.randrange(len(table)), list(table[row]))


DAMAGES = (
    clear_cell, dash_cell, drop_figure, drop_figure, drop_label, clear_label, split_label, break_label, wrap_label, widen_digits,
    space_digits, join_cells, merge_header, drop_header_row, drop_row, swap_rows, shuffle_rows, repeat_header, page_number,
    lose_column, swap_columns, insert_empty, lose_spans, pad_rows, split_row, double_row,
)  # fmt: skip


def as_html(form_: Form) -> bytes:
    return _html(
        form_, lambda p: f' colspan="{p.colspan}"' * (p.colspan > 1) + f' rowspan="{p.rowspan}"' * (p.rowspan > 1)
    )


def as_word_html(form_: Form) -> bytes:
    """As pasted from Word: spans in spans, paragraphs in cells, one character each, no closing tags of rows."""

    def cell(piece: Piece) -> str:
        inner = "".join(f"<span lang=EN-US><span style='font-size:9pt'>{c}</span></span>" for c in piece.text)
        spans = f" colspan={piece.colspan}" * (piece.colspan > 1) + f" rowspan={piece.rowspan}" * (piece.rowspan > 1)
        return f"<td width=40{spans}><p class=MsoNormal>{inner.replace(chr(10), '<br>')}<o:p></o:p></p>"

    body = "".join(
        f"<p>{HEADINGS[key]}</p><table border=1><tbody>{''.join('<tr>' + ''.join(map(cell, row)) for row in table)}</table>"
        for key, table in form_.items()
    )
    return f"<html><body><div>{body}</div></body></html>".encode("gb18030")


def _html(form_: Form, attributes: Callable[[Piece], str]) -> bytes:
    def row(cells: list[Piece]) -> str:
        return "".join(f"<td{attributes(p)}>{p.text.replace(chr(10), '<br>')}</td>" for p in cells)

    parts = (
        f"<p>{HEADINGS[key]}</p><table>{''.join(f'<tr>{row(cells)}</tr>' for cells in table)}</table>"
        for key, table in form_.items()
    )
    return "".join(parts).encode()


def expanded(table: Table, repeat: bool) -> list[list[str]]:
    """A rectangle of texts; spanned places repeat the text or are empty."""
    taken: dict[tuple[int, int], str] = {}
    for r, row in enumerate(table):
        column = 0
        for piece in row:
            while (r, column) in taken:
                column += 1
            for down in range(piece.rowspan):
                for right in range(piece.colspan):
                    first = not down and not right
                    taken.setdefault((r + down, column + right), piece.text if first or repeat else "")
    width = max((c for _, c in taken), default=0) + 1
    return [[taken.get((r, c), "") for c in range(width)] for r in range(len(table))]


def as_pipes(form_: Form) -> bytes:
    return _delimited(form_, lambda row: "| " + " | ".join(row) + " |", repeat=False)


def as_repeated_pipes(form_: Form) -> bytes:
    return _delimited(form_, lambda row: "|" + "|".join(row) + "|", repeat=True)


def as_tabs(form_: Form) -> bytes:
    return _delimited(form_, "\t".join, repeat=False)


def _delimited(form_: Form, line: Callable[[list[str]], str], *, repeat: bool) -> bytes:
    text = ""
    for key, table in form_.items():
        rows = expanded(table, repeat)
        text += (
            f"{HEADINGS[key]}\n\n" + "\n".join(line([cell.replace("\n", "") for cell in row]) for row in rows) + "\n\n"
        )
    return text.encode()


def as_short_pipes(form_: Form) -> bytes:
    """Merged cells left out altogether: rows of different length."""
    text = ""
    for key, table in form_.items():
        rows = ("|".join(p.text.replace("\n", "") for p in row) + "|" for row in table)
        text += f"{HEADINGS[key]}\n" + "\n".join(rows) + "\n"
    return text.encode()


def as_layout(form_: Form) -> bytes:
    """Words and numbers in columns of a page, a cell of several lines above its row."""
    text = ""
    for key, table in form_.items():
        text += f"  {HEADINGS[key]}\n\n"
        for row in table:
            above = [line for p in row for line in p.text.split("\n")[:-1]]
            text += "".join(f"      {line}\n" for line in above)
            text += "    " + "   ".join(p.text.split("\n")[-1].ljust(4) for p in row) + "\n"
    return text.encode()


def as_list(form_: Form) -> bytes:
    """Every cell on a line of its own, as copied pages have it."""
    return "\n".join(
        HEADINGS[key] + "\n" + "\n".join(p.text for row in table for p in row if p.text) for key, table in form_.items()
    ).encode()


def as_items(form_: Form) -> bytes:
    """A page that builds its table of boxes."""
    rows = "".join(
        f"<h2>{HEADINGS[key]}</h2>"
        + "".join("<ul>" + "".join(f"<li>{p.text}</li>" for p in row) + "</ul>" for row in table)
        for key, table in form_.items()
    )
    return f"<div>{rows}</div>".encode()


def as_xlsx(form_: Form) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for key, table in form_.items():
        sheet = book.add_worksheet(key)
        sheet.write_string(0, 0, HEADINGS[key])
        for r, row in enumerate(expanded(table, repeat=False), start=1):
            for c, text in enumerate(row):
                if text.isascii() and text.isdigit():
                    sheet.write_number(r, c, int(text))
                elif text:
                    sheet.write_string(r, c, text)
    book.close()
    return out.getvalue()


def as_docx(form_: Form) -> bytes:
    file = Document()
    for key, table in form_.items():
        file.add_paragraph(HEADINGS[key])
        rows = expanded(table, repeat=False)
        grid = file.add_table(len(rows), len(rows[0]))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = BytesIO()
    file.save(out)
    return out.getvalue()


LAYOUTS: Mapping[str, Callable[[Form], bytes]] = {
    "html": as_html, "word.html": as_word_html, "pipes.md": as_pipes, "repeated.md": as_repeated_pipes, "short.txt": as_short_pipes,
    "tabs.txt": as_tabs, "layout.txt": as_layout, "list.txt": as_list, "items.html": as_items, "xlsx": as_xlsx, "docx": as_docx,
}  # fmt: skip


def variant(seed: int, figures: Mapping[str, object], slow: bool = False) -> tuple[str, bytes, tuple[str, ...]]:
    """Layout, content and the names of the damages of one variant; without damage where the chance is so."""
    chance = random.Random(seed)
    tables = form(figures)
    names = []
    for _ in range(chance.choice([1, 1, 1, 2, 2, 3, 4])):
        damage = chance.choice(DAMAGES)
        if damage is swap_columns and names:
            continue  # with a label of the header lost too, nobody could know
        damage(chance, tables[chance.choice(["table2", "table3", "table3", "table3", "table4"])])
        names.append(damage.__name__)
        if damage is swap_columns:
            break
    fast = [name for name in LAYOUTS if name not in ("docx", "xlsx")]
    layout = chance.choice([*LAYOUTS] if slow or chance.random() < 0.1 else fast)
    return layout, LAYOUTS[layout](tables), tuple(names)
