"""What is the same on every page of a site: its names, style sheets, header with menu, footer. Rendered once, not for each page.

A process keeps a few frames: one for each section of the menu, of each site it was asked for. A setting that changes makes another site,
and so another frame; a change of the template itself is seen after a restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from django.template.loader import get_template
from markupsafe import Markup

from gongkai.portal.leaving_address import leaving

if TYPE_CHECKING:
    from gongkai.portal.site import Site


@dataclass(frozen=True, slots=True)
class Frame:
    """In the order in which they stand on the page."""

    names: Markup
    links: Markup
    head: Markup
    foot: Markup


@lru_cache(maxsize=64)
def frame_of(site: Site, section: str) -> Frame:
    made = cast(Any, get_template("portal/frame.html")).template.module
    return Frame(made.names(site), made.links(site), made.head(site, section), made.foot(site, leaving))
