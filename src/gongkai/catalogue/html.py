"""Cleaning of rich text: what may stand in a published body. Everything else goes, with its scripts, styles and handlers."""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "strong", "b", "em", "i", "u", "sub", "sup", "blockquote", "ul", "ol", "li", "hr",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "col", "colgroup", "a", "img", "figure", "figcaption", "span",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "col": {"span"},
}
_BREAKS = re.compile(r"<(?:br|hr)\b[^>]*>|</(?:p|h[1-6]|li|tr|td|th|caption|blockquote|figcaption)>", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "tel"}
_NO_SCHEME = re.compile(r"[\\/]\s*[\\/][\\/\s]*")
_NO_WORDS = re.compile(r'<img(?![^>]*\salt=")([^>]*)>')
_BEHIND = re.compile(r'\s(href|src|alt|title)="([^"]*)"')
_NOWHERE = re.compile(r'<img(?![^>]*\ssrc=")[^>]*>')
_EMPTY_WORDS = re.compile(r'<img(?:(?![^>]*\salt=")|[^>]*\salt="\s*")[^>]*>')
_STRIPPED_BY_BROWSERS = "".join(map(chr, range(33)))
_WEB = re.compile(r"(https?):[\\/\s]*", re.IGNORECASE)


def clean_html(text: str) -> str:
    """The body without anything that could act: equal text gives equal HTML, so that a digest means something.

    A picture whose address nobody else could read goes as well (``body_pictures`` takes those that can be kept before).
    """
    text = text if "<" in text else paragraphs(text)
    cleaned = nh3.clean(
        text, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_written_out, url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )  # fmt: skip
    return _NO_WORDS.sub(r'<img alt=""\1>', _NOWHERE.sub("", cleaned)).strip()


def pictures_without_words(body_html: str) -> int:
    """Pictures whose text nobody wrote: a screen reader passes over them."""
    return len(_EMPTY_WORDS.findall(body_html))


def _written_out(tag: str, attribute: str, value: str) -> str:
    """Addresses of other sites begin with https:// or http://: what browsers read the same way (``//host``, ``/\\host``, ``https:host``) must not pass as ours."""
    if attribute not in ("href", "src"):
        return value
    read = "".join(character for character in value if character not in "\t\r\n").strip(_STRIPPED_BY_BROWSERS)
    if web := _WEB.match(read):
        return f"{web[1].lower()}://{read[web.end() :]}"
    if bare := _NO_SCHEME.match(read):
        return f"https://{read[bare.end() :]}"
    return value  # as it was checked: anything else made of it here would not have been


def words_behind(body_html: str) -> list[str]:
    """What stands in a body and is not read as text: where links lead (in small letters, as hosts are compared), titles, words of pictures."""
    return [
        unescape(value).lower() if name in ("href", "src") else unescape(value)
        for name, value in _BEHIND.findall(body_html)
        if value
    ]


def has_content(body_html: str) -> bool:
    """True when a reader would see something: text, or a picture."""
    return "<img" in body_html or bool(nh3.clean(body_html, tags=set()).replace("&nbsp;", "").strip())


def paragraphs(text: str) -> str:
    """Plain text, as it is typed where no editor runs: a line is a paragraph."""
    lines = (line.strip() for line in unescape(text).splitlines())
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def lines_of(body_html: str) -> list[str]:
    """The words of a body, a paragraph or cell a line: what is compared, searched and checked."""
    broken = _BREAKS.sub("\n", body_html)
    plain = unescape(nh3.clean(broken, tags=set()))
    return [line for line in (" ".join(part.split()) for part in plain.splitlines()) if line]
