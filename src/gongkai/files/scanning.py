"""Personal data in what is about to be published: texts, names of files, what stands in them, hidden places, properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from gongkai.files.extraction import text_of
from gongkai.files.models import StoredFile
from gongkai.files.store import read
from gongkai.privacy.detection import LABELS_ZH, Found, detect, mask

_AROUND = 12
_BLOCKS = frozenset(
    {"p", "br", "div", "li", "td", "th", "tr", "h2", "h3", "h4", "h5", "blockquote", "caption", "figcaption", "hr"}
)
_READ = ("alt", "title", "href", "src")


@dataclass(frozen=True, slots=True)
class Place:
    """One finding: in which file ("" for the texts themselves), where there, what kind, and how it may be shown."""

    file: str
    where: str
    kind: Found
    masked: str
    around: str
    must_block: bool

    @property
    def sentence(self) -> str:
        """What the officer reads; the found value itself is never repeated."""
        place = f"文件“{self.file}”{self.where}" if self.file else self.where
        return f"{place}疑似{LABELS_ZH[self.kind]}：{self.around}"


@dataclass(frozen=True, slots=True)
class Unscannable:
    """A file of which something could not be read, and why: it is blocked until another person looked at it."""

    file: str
    problem: str


@dataclass(frozen=True, slots=True)
class Scan:
    places: tuple[Place, ...]
    unscannable: tuple[Unscannable, ...]

    @property
    def is_clean(self) -> bool:
        return not self.unscannable and not any(place.must_block for place in self.places)


def findings(*, texts: Iterable[tuple[str, str]] = (), files: Iterable[StoredFile] = ()) -> Scan:
    """``texts`` are (where, plain text or HTML). Raises nothing for a bad file: it comes back as unscannable."""
    places: list[Place] = []
    unscannable: list[Unscannable] = []
    for where, text in texts:
        places += _places("", where, plain(text))
    for stored in files:
        try:
            content = read(stored)
        except (OSError, ValueError):
            places += _places(_masked(stored.name), "的文件名", stored.name)
            unscannable.append(Unscannable(_masked(stored.name), "文件缺失或已损坏，无法检查"))
            continue
        scan = findings_in(stored.name, content, stored.media_type)
        places += scan.places
        unscannable += scan.unscannable
    return Scan(tuple(places), tuple(unscannable))


def findings_in(name: str, content: bytes, media_type: str) -> Scan:
    """What stands in bytes that are not (or not plainly) stored: an upload that is kept encrypted, say."""
    shown = _masked(name)
    places = [*_places(shown, "的文件名", name)]
    found = text_of(content, media_type)
    for where, text in (*found.parts, *found.hidden):
        places += _places(shown, where, text)
    for label, value in found.properties.items():
        places += _places(shown, f"的属性“{label}”", value)
    problems = () if found.is_scannable else found.problems
    return Scan(tuple(places), tuple(Unscannable(shown, problem) for problem in problems))


def plain(text: str) -> str:
    """HTML as a reader sees it, tags inside a line dropped so that a split number joins again; addresses and labels kept."""
    if "<" not in text and "&" not in text:
        return text
    reader = _Words()
    reader.feed(text)
    reader.close()
    return "".join(reader.words)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.words.append("\n")
        told = [value for name, value in attrs if name in _READ and value and not value.startswith("data:")]
        self.words += [f"\n{value}\n" for value in told]

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _places(file: str, where: str, text: str) -> Iterator[Place]:
    found = detect(text)
    for one in found:
        before = _masked(text[max(0, one.start - _AROUND) : one.start].split("\n")[-1])
        after = _masked(text[one.end : one.end + _AROUND].split("\n")[0])
        yield Place(file, where, one.kind, one.masked, f"{before}{one.masked}{after}", one.must_block)


def _masked(text: str) -> str:
    """A short piece with every longer run of digits blanked: half a neighbouring number must not show either."""
    pieces, place = [], 0
    for one in detect(text):
        pieces += [text[place : one.start], mask(one.kind, one.text)]
        place = one.end
    shown = "".join((*pieces, text[place:]))
    run: list[str] = []
    out: list[str] = []
    for character in f"{shown}\x00":
        if character.isdigit() or (character in "Xx" and run):
            run.append(character)
            continue
        out += ["*" * len(run)] if len(run) > 6 else run
        run = []
        out.append(character)
    return "".join(out[:-1])
