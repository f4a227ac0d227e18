"""Addresses of the old site: read from a table, kept as host and path, answered with the item's address here and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from gongkai.editions.models import Publication
from gongkai.editions.selectors import content_address, moved_to
from gongkai.moving.models import OldAddress

LONGEST = 500


class WrongAddress(ValueError):
    """The text says what is wrong, in Chinese."""


def read_address(text: str, host: str) -> tuple[str, str]:
    """(host, path with its question) of an address of the site ``host``. Raises WrongAddress.

    Refused: another host (what is not ours to redirect), an address this portal answers itself (it would hide the page or lead in a
    circle), the old home page, and anything a browser might read as the address of another site.
    """
    given = text.strip()
    if len(given) > LONGEST or any(character <= " " or character == "\\" for character in given):
        raise WrongAddress(f"网址不能有空格和反斜线，最多{LONGEST}字")
    try:
        parts = urlsplit(given)
        named = (parts.hostname or "").casefold()
    except ValueError as error:
        raise WrongAddress("不是有效的网址") from error
    if given.startswith("//") or (parts.scheme and parts.scheme not in ("http", "https")):
        raise WrongAddress("网址应以 http:// 、https:// 或者 / 开头")
    if named and named != host:
        raise WrongAddress(f"网址属于“{named[:60]}”，不是本次迁入的网站“{host}”")
    if not parts.path.startswith("/") or parts.path.startswith("//"):
        raise WrongAddress("网址应写明路径，例如 /art/2019/3/4/art_1_2.html")
    if parts.path == "/" and not parts.query:
        raise WrongAddress("网站首页不能作为信息的原网址")
    if is_ours(parts.path):
        raise WrongAddress("这个路径是本站现有的网址，不能再指向别处")
    return host, parts.path + (f"?{parts.query}" if parts.query else "")


def is_ours(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def leads_to(host: str, path: str) -> str:
    """Where a reader of an old address goes; empty where it is not known, or what it led to is not public any more.

    The host decides where several old sites had the same path; an address known once leads on under any host.
    """
    rows = list(OldAddress.objects.filter(path=path[:LONGEST]).select_related("item__publication")[:20])
    own = [row for row in rows if row.host == host.casefold().partition(":")[0]] or rows
    if len(own) != 1 or own[0].item.publication is None:
        return ""
    found = own[0].item.publication
    target = found if found.state == Publication.State.PUBLISHED else moved_to(found)
    return content_address(target.id) if target else ""
