"""Links in a text that a reader could not follow: into the office's own network, to the desk, to what is not public."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from gongkai.editions.models import Publication
from gongkai.numbering.keys import key_of

_HREF = re.compile(r'(href|src)="([^"]*)"', re.IGNORECASE)
_CONTENT = re.compile(r"^/content/([0-9a-z]{13})\.html$")
_PICTURE = re.compile(r"^/content/files/([0-9a-z]{13})$")


def broken_links(files: Collection[int], body_html: str) -> Iterator[tuple[str, str]]:
    """(address, what is wrong); ``files`` are the keys of the item's attachments. Other sites are not asked here (``outside_links``): a gate does not wait for strangers."""
    for attribute, address in dict.fromkeys(_HREF.findall(body_html)):
        problem = _problem(files, address.replace("&amp;", "&"), is_picture=attribute.lower() == "src")
        if problem:
            yield address, problem


def outside_links(body_html: str) -> list[str]:
    """Addresses of other sites, each once, as they stand in the text."""
    found = (address for attribute, address in _HREF.findall(body_html) if attribute.lower() == "href")
    return [one for one in dict.fromkeys(found) if one.startswith(("http://", "https://"))]


def _problem(files: Collection[int], address: str, *, is_picture: bool) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "不是有效的网址"
    if parts.scheme in ("mailto", "tel") or (not parts.path and parts.fragment):
        return ""
    if parts.netloc:
        elsewhere = "是其他网站的图片，公众的浏览器不会显示，请作为附件上传后插入正文"
        return elsewhere if is_picture else _host_problem(parts.hostname or "")
    if parts.path.startswith("/desk/"):
        return "指向工作台，公众打不开"
    if (content := _CONTENT.match(parts.path)) is not None:
        shown = Publication.objects.filter(pk=_key(content[1]), state=Publication.State.PUBLISHED).exists()
        return "" if shown else "指向的信息没有公开"
    if (picture := _PICTURE.match(parts.path)) is not None:
        return "" if _key(picture[1]) in files else "指向的图片不是本信息的附件"
    return "" if parts.path.startswith("/") else "不完整，请写全网址（以 https:// 开头）"


def _host_problem(host: str) -> str:
    if host in ("localhost", "") or "." not in host:
        return "指向本机或者内网，公众打不开"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return ""
    return "指向内网地址，公众打不开" if address.is_private or address.is_loopback else ""


def _key(public: str) -> int:
    try:
        return key_of(public)
    except ValueError:
        return 0
