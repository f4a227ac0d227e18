"""A body as officers see it: pictures of an unpublished draft come from the desk, in the text they stand at their public address."""

from __future__ import annotations

from gongkai.catalogue.html import clean_html
from gongkai.editions.publish import PICTURES

DESK_PICTURES = "/desk/documents/pictures/"


def shown_body(body_html: str) -> str:
    """Safe to put into a page: cleaned once more, though it was when it was saved."""
    return clean_html(body_html).replace(f'src="{PICTURES}', f'src="{DESK_PICTURES}') if body_html else ""


def stored_body(body_html: str) -> str:
    """What the editor hands back, with pictures at the address the public will use."""
    return body_html.replace(f'src="{DESK_PICTURES}', f'src="{PICTURES}')
