"""The report as HTML: a part other pages include, and a page that stands alone (``report --format html``)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gongkai.annual_report.document import Document

ROOM = Path(__file__).resolve().parent.parent
STYLE = ROOM / "static" / "annual_report" / "report.css"
"""The sheet of the report's own classes; pages of the site link it as a static file."""

Link = Callable[[str], str | None]

_environment = Environment(
    loader=FileSystemLoader(ROOM / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def body_html(document: Document, link: Link | None = None, heading_level: int = 1) -> Markup:
    """The report as an ``<article>``. ``link`` gives the address that opens a figure, None where it is not opened."""
    template = _environment.get_template("report.html")
    return Markup(template.render(document=document, link=link or (lambda key: None), level=heading_level))


def standalone_html(document: Document) -> str:
    """One page with its style inside, readable without a network."""
    style = Markup(STYLE.read_text(encoding="utf-8"))
    return _environment.get_template("standalone.html").render(document=document, body=body_html(document), style=style)
