"""Cleaning of rich text: what may stand in a published body. Everything else goes, with its scripts, styles and handlers."""

from __future__ import annotations

import nh3

_TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "strong", "b", "em", "i", "u", "sub", "sup", "blockquote", "ul", "ol", "li", "hr",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "col", "colgroup", "a", "img", "figure", "figcaption", "span",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "col": {"span"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


def clean_html(text: str) -> str:
    """The body without anything that could act: equal text gives equal HTML, so that a digest means something."""
    return nh3.clean(
        text, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel="noopener noreferrer"
    ).strip()


def has_content(body_html: str) -> bool:
    """True when a reader would see something: text, or a picture."""
    return "<img" in body_html or bool(nh3.clean(body_html, tags=set()).replace("&nbsp;", "").strip())
