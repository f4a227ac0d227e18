"""The severing process: ``python -m gongkai.files.severing.machine TASK``; a line of JSON and the PDF on standard input.

A character goes into the new text layer only when something can be seen where it stands: white letters, letters below a picture or a
black box, and letters outside the page stay out, besides those inside a mark.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from pypdfium2 import raw

from gongkai.files.readers.limits import EXIT_MEMORY, confine

DPI = 150
SCREEN_DPI = 96
_VISIBLE = 24  # grey levels between the darkest and the lightest pixel of a character's box
_MARGIN = 1  # pixels a mark is wider than was marked
_CROSSES = 0.2  # share of a character inside a mark from which it is hidden


@dataclass(frozen=True, slots=True)
class Sign:
    """A character, the box of its ink and the room it takes in the line, in pixels of the rendered page."""

    text: str
    box: tuple[int, int, int, int]
    room: tuple[int, int, int, int]


def rendered(page: Any, dpi: int = DPI) -> Image.Image:
    picture: Image.Image = page.render(scale=dpi / 72, may_draw_forms=True).to_pil()
    return picture.convert("RGB")


def signs_of(page: Any, size: tuple[int, int]) -> Iterator[Sign]:
    """Every character with a box, in reading order; the page's rotation and its crop are taken into account."""
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = raw.FS_RECTF()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if code in (0, 0xFFFE, 0xFFFF) or not _is_character(code) or chr(code).isspace():
            continue
        if not raw.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top):
            continue
        box = _on_screen(page, size, left.value, top.value, right.value, bottom.value)
        has_room = raw.FPDFText_GetLooseCharBox(text.raw, index, loose)
        room = _on_screen(page, size, loose.left, loose.top, loose.right, loose.bottom) if has_room else box
        yield Sign(chr(code), box, room)


def _on_screen(
    page: Any, size: tuple[int, int], left: float, top: float, right: float, bottom: float
) -> tuple[int, int, int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    corners = []
    for x, y in ((left, top), (right, bottom)):
        raw.FPDF_PageToDevice(page.raw, 0, 0, size[0], size[1], 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _is_character(code: int) -> bool:
    return not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF


def is_seen(sign: Sign, grey: Image.Image) -> bool:
    left, top, right, bottom = sign.box
    box = (max(0, left - 1), max(0, top - 1), min(grey.width, right + 1), min(grey.height, bottom + 1))
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    levels: Any = grey.crop(box).getextrema()  # one channel: darkest and lightest
    return bool(levels[1] - levels[0] >= _VISIBLE)


def crosses(sign: Sign, area: Sequence[int]) -> bool:
    left, top, right, bottom = sign.box
    wide = min(right, area[2]) - max(left, area[0])
    high = min(bottom, area[3]) - max(top, area[1])
    whole = max(1, right - left) * max(1, bottom - top)
    return wide >= 0 and high >= 0 and (max(wide, 0) * max(high, 0) >= _CROSSES * whole or whole <= 1)


def in_pixels(box: Sequence[float], size: tuple[int, int], margin: int = _MARGIN) -> tuple[int, int, int, int]:
    wide, high = size
    return (
        max(0, int(box[0] * wide) - margin), max(0, int(box[1] * high) - margin),
        min(wide, int(box[2] * wide + 0.999) + margin), min(high, int(box[3] * high + 0.999) + margin),
    )  # fmt: skip


def count(document: Any, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    return {"pages": len(document)}, b""


def picture(document: Any, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    shown = rendered(document[asked["page"] - 1], SCREEN_DPI)
    shade = Image.new("RGB", shown.size, (255, 214, 0))
    for page, box, number in asked["areas"]:
        if page == asked["page"]:
            area = in_pixels(box, shown.size, 0)
            part = Image.blend(shown.crop(area), shade.crop(area), 0.45)
            shown.paste(part, area)
            ImageDraw.Draw(shown).rectangle(area, outline=(180, 60, 0), width=2)
            ImageDraw.Draw(shown).text((area[0] + 3, area[1] + 1), str(number or ""), fill=(120, 0, 0))
    out = BytesIO()
    shown.save(out, "PNG")
    return {}, out.getvalue()


def find(document: Any, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Passages by their words, as one box a line."""
    wanted = "".join(asked["words"].split())
    areas: list[tuple[int, list[float]]] = []
    for place, page in enumerate(document, 1):
        size = tuple(round(side * DPI / 72) for side in page.get_size())
        signs = list(signs_of(page, size))
        text = "".join(sign.text for sign in signs)
        start = text.find(wanted) if wanted else -1
        while start >= 0:
            areas += [(place, box) for box in _lines(signs[start : start + len(wanted)], size)]
            start = text.find(wanted, start + len(wanted))
    return {"areas": areas}, b""


def _lines(signs: Sequence[Sign], size: tuple[int, ...]) -> Iterator[list[float]]:
    """Boxes around neighbouring characters of one line."""
    line: list[Sign] = []
    for sign in signs:
        if line and not _same_line(line[-1], sign):
            yield _around(line, size)
            line = []
        line.append(sign)
    if line:
        yield _around(line, size)


def _same_line(one: Sign, other: Sign) -> bool:
    middle = (other.box[1] + other.box[3]) / 2
    return one.box[1] - 4 <= middle <= one.box[3] + 4 and other.box[0] >= one.box[0]


def _around(line: Sequence[Sign], size: tuple[int, ...]) -> list[float]:
    wide, high = size
    return [
        max(0.0, (min(sign.box[0] for sign in line) - 1) / wide), max(0.0, (min(sign.box[1] for sign in line) - 3) / high),
        min(1.0, (max(sign.box[2] for sign in line) + 1) / wide), min(1.0, (max(sign.box[3] for sign in line) + 3) / high),
    ]  # fmt: skip


def sever(document: Any, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    made = pikepdf.new()
    hidden = 0
    for number in range(asked["first"], asked["last"] + 1):
        page = document[number - 1]
        shown = rendered(page)
        signs = list(signs_of(page, shown.size))
        areas = [(in_pixels(box, shown.size), place) for at, box, place in asked["areas"] if at == number]
        grey = shown.convert("L")
        kept = [
            sign for sign in signs if not any(crosses(sign, area) for area, _ in areas) and is_seen(sign, grey)
        ]  # fmt: skip
        hidden += len(signs) - len(kept)
        draw = ImageDraw.Draw(shown)
        for area, place in areas:
            draw.rectangle(area, fill=(0, 0, 0))
            draw.text((area[0] + 3, area[1] + 2), str(place or ""), fill=(255, 255, 255))
        _add_page(made, shown, kept)
    return {"hidden": hidden}, _saved(made, asked["title"])


def join(parts: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    made, start = pikepdf.new(), 0
    for length in asked["lengths"]:
        with pikepdf.open(BytesIO(parts[start : start + length])) as part:
            made.pages.extend(part.pages)
        start += length
    return {}, _saved(made, asked["title"])


def _saved(made: pikepdf.Pdf, title: str) -> bytes:
    made.docinfo["/Title"] = title
    made.remove_unreferenced_resources()
    out = BytesIO()
    made.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _add_page(made: pikepdf.Pdf, shown: Image.Image, signs: Sequence[Sign]) -> None:
    wide, high = (side * 72 / DPI for side in shown.size)
    packed = BytesIO()
    shown.save(packed, "JPEG", quality=82)
    image = made.make_stream(
        packed.getvalue(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=shown.width, Height=shown.height,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    fonts = _Fonts(sign.text for sign in signs)
    content = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /P Do Q\n{_layer(signs, fonts, high)}"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page, MediaBox=[0, 0, round(wide, 2), round(high, 2)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=image), Font=fonts.made_in(made)),
        Contents=made.make_stream(content.encode()),
    )  # fmt: skip
    made.pages.append(pikepdf.Page(made.make_indirect(page)))


def _layer(signs: Sequence[Sign], fonts: _Fonts, high: float) -> str:
    """Text without ink, each character in the room it takes on the page, so that words hang together when copied."""
    lines = ["BT 3 Tr"]
    for sign in signs:
        left, top, right, bottom = (side * 72 / DPI for side in sign.room)
        size = max(1.0, bottom - top)
        name, code = fonts.place_of(sign.text)
        stretch = max(1.0, 100 * (right - left) / size)
        lines.append(
            f"/{name} {size:.1f} Tf {stretch:.0f} Tz 1 0 0 1 {left:.2f} {high - bottom:.2f} Tm <{code:02x}> Tj"
        )
    return "\n".join([*lines, "ET"])


class _Fonts:
    """Fonts whose only glyph is an empty square: text that is never drawn needs nothing but its meaning (ToUnicode)."""

    A_FONT = 255

    def __init__(self, texts: Iterable[str]) -> None:
        self._places = {text: divmod(place, self.A_FONT) for place, text in enumerate(dict.fromkeys(texts))}

    def place_of(self, text: str) -> tuple[str, int]:
        font, code = self._places[text]
        return f"F{font}", code + 1

    def made_in(self, made: pikepdf.Pdf) -> pikepdf.Dictionary:
        square = made.make_stream(b"1000 0 0 0 1000 1000 d1")
        known: dict[int, dict[int, str]] = {}
        for text, (font, code) in self._places.items():
            known.setdefault(font, {})[code + 1] = text
        return pikepdf.Dictionary({f"/F{font}": self._one(made, square, codes) for font, codes in known.items()})

    @staticmethod
    def _one(made: pikepdf.Pdf, square: Any, codes: dict[int, str]) -> Any:
        last = len(codes)
        return made.make_indirect(pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 1000, 1000],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0], CharProcs=pikepdf.Dictionary(s=square), FirstChar=1, LastChar=last,
            Encoding=pikepdf.Dictionary(
                Type=pikepdf.Name.Encoding, Differences=[1, *[pikepdf.Name("/s") for _ in range(last)]]
            ),
            Widths=[1000] * last, Resources=pikepdf.Dictionary(), ToUnicode=made.make_stream(_meaning(codes)),
        ))  # fmt: skip


def _meaning(codes: dict[int, str]) -> bytes:
    rows = [f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in codes.items()]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    listed = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Seen def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<00> <ff>\nendcodespacerange\n{listed}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


TASKS = {"count": count, "picture": picture, "find": find, "sever": sever}


def main(task: str) -> int:
    confine()
    head, _, content = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    try:
        if task == "join":
            answer, made = join(content, asked)
        else:
            document = pdfium.PdfDocument(content)
            document.init_forms()
            answer, made = TASKS[task](document, asked)
    except MemoryError:
        return EXIT_MEMORY
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + made)
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1])
    sys.stdout.flush()
    os._exit(code)  # as the readers do: a damaged file gets no second chance in some library's clean-up
