"""A form shown again with what was typed: the page is made as always, and the values go back into the one form that was sent.

Pages of oversight, inspection and new media hold many small forms, some of them once per line. Instead of each template
minding each field, the form is found in the finished page by its address and its hidden fields, and filled. Secrets and
files do not come back; a folded part of the page that holds the form is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser

Typed = Mapping[str, Sequence[str]]
"""What was sent: each name with all its values, in order."""

_KEPT_AS_THEY_ARE = {"hidden", "password", "file", "submit", "button", "reset", "image"}
TOKEN = "csrfmiddlewaretoken"


def refilled(page: str, address: str, typed: Typed) -> str:
    """The page with every form sent to ``address`` filled with ``typed``, unless a hidden field says that it is another line's form."""
    found = _Forms(page, address, typed)
    found.feed(page)
    found.close()
    for start, end, text in sorted(found.changes, reverse=True):
        page = page[:start] + text + page[end:]
    return page


class _Forms(HTMLParser):
    """Reads a page and notes what to change where: (from, to, text)."""

    def __init__(self, page: str, address: str, typed: Typed) -> None:
        super().__init__()
        self.changes: list[tuple[int, int, str]] = []
        self._address, self._typed = address, typed
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._folded: list[tuple[int, int, str] | None] = []  # for each <details> around: how it is opened
        self._form: list[tuple[int, int, str]] | None = None  # changes of the form being read
        self._is_other = False
        self._seen: dict[str, int] = {}
        self._select: str | None = None
        self._text: tuple[str, int] | None = None

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "details":
            self._folded.append(None if "open" in given else self._written(tag, {**given, "open": None}))
        elif tag == "form" and given.get("action") == self._address and given.get("method") == "post":
            self._form, self._is_other, self._seen = [], False, {}
        elif self._form is not None:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "details" and self._folded:
            self._folded.pop()
        elif tag == "form" and self._form is not None:
            if not self._is_other:
                self.changes += self._form + [one for one in self._folded if one]
            self._form = None
        elif tag == "textarea" and self._text and self._form is not None:
            value, start = self._text
            # the first line break in a textarea is not part of it: one of our own keeps the writer's
            self._form.append((start, self._place(), "\n" + escape(value, quote=False)))
            self._text = None
        elif tag == "select":
            self._select = None

    def _field(self, tag: str, given: dict[str, str | None]) -> None:
        name = given.get("name") or ""
        kind = given.get("type") or "text"
        if tag == "input" and kind == "hidden":
            self._is_other |= name != TOKEN and name in self._typed and given.get("value") not in self._typed[name]
        elif tag == "input" and kind in ("checkbox", "radio"):
            self._mark(tag, given, "checked", (given.get("value") or "on") in self._typed.get(name, ()))
        elif tag == "input" and kind not in _KEPT_AS_THEY_ARE:
            value = self._next(name)
            if value is not None:
                self._change(self._written(tag, {**given, "value": value}))
        elif tag == "textarea":
            value = self._next(name)
            self._text = None if value is None else (value, self._place() + len(self.get_starttag_text() or ""))
        elif tag == "select":
            self._select = name if name in self._typed or "multiple" in given else None
        elif tag == "option" and self._select is not None and given.get("value") is not None:
            self._mark(tag, given, "selected", given["value"] in self._typed.get(self._select, ()))

    def _next(self, name: str) -> str | None:
        """The value of a name; where several fields share it, theirs in turn."""
        turn = self._seen[name] = self._seen.get(name, -1) + 1
        values = self._typed.get(name, ())
        return values[turn] if turn < len(values) else None

    def _mark(self, tag: str, given: dict[str, str | None], word: str, is_on: bool) -> None:
        if is_on != (word in given):
            others = {name: value for name, value in given.items() if name != word}
            self._change(self._written(tag, {**others, word: None} if is_on else others))

    def _change(self, change: tuple[int, int, str]) -> None:
        assert self._form is not None  # fields are read inside a form only
        self._form.append(change)

    def _written(self, tag: str, given: Mapping[str, str | None]) -> tuple[int, int, str]:
        words = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in given.items())
        start = self._place()
        return start, start + len(self.get_starttag_text() or ""), f"<{tag}{words}>"
