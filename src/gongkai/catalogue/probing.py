"""Whether an address of another site opens: one question over the network, asked by a job and never by a page.

Only hosts with public addresses are asked, at the address that was judged (a name may not lead into the office's own network, nor does a redirect).
Nothing of an answer is kept but whether it opens. Certificates are not judged: many government sites have old ones and open all the same.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

SECONDS, SECONDS_IN_ALL, REDIRECTS = 5, 10, 3
_GONE = {404: "页面不存在（404）", 410: "页面已经删除（410）"}
_ANY = ssl.create_default_context()
_ANY.check_hostname = False
_ANY.verify_mode = ssl.CERT_NONE


class Outcome(NamedTuple):
    """``problem`` is empty for an address that opens; ``certain``: a reader finds nothing, today and tomorrow."""

    problem: str = ""
    certain: bool = False


class NotPublic(Exception):
    """The name leads to no address citizens could reach."""


Resolve = Callable[[str, int], str]


def public_address(host: str, port: int) -> str:
    """One address of the host. Raises OSError for an unknown name, NotPublic where one of its addresses is not public."""
    found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(ipaddress.ip_address(one).is_global for one in found):
        raise NotPublic
    return str(found[0])


def probe(address: str, resolve: Resolve = public_address) -> Outcome:
    """Ask twice before an address is called unreachable."""
    try:
        return _asked(address, resolve)
    except NotPublic:
        return Outcome("指向内网地址，公众打不开", True)
    except (OSError, HTTPException, ValueError):
        pass
    try:
        return _asked(address, resolve)
    except socket.gaierror:
        return Outcome("域名不存在或者无法解析")
    except (NotPublic, OSError, HTTPException, ValueError):
        return Outcome("无法连接")


def _asked(address: str, resolve: Resolve) -> Outcome:
    for _ in range(REDIRECTS + 1):
        status, onward = _question(address, resolve)
        if status not in (301, 302, 303, 307, 308) or not onward:
            break
        address = urljoin(address, onward)
    if status in _GONE:
        return Outcome(_GONE[status], True)
    return Outcome(f"对方网站出错（{status}）") if status >= 500 else Outcome()


def _question(address: str, resolve: Resolve) -> tuple[int, str]:
    """Status and where it leads on. The connection is cut after ``SECONDS_IN_ALL``, however slowly it trickles."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(address)
    name = parts.hostname.encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    place = resolve(name, port)
    link = _Secure(place, port, name) if parts.scheme == "https" else HTTPConnection(place, port, timeout=SECONDS)
    cut = Timer(SECONDS_IN_ALL, _cut, [link])
    cut.start()
    try:
        path = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe="/?&=%:;,+@!$'()*~#[]")
        given = name if port in (80, 443) else f"{name}:{port}"
        link.request(
            "GET", path, headers={"Host": given, "User-Agent": "Mozilla/5.0 (Gongkai; links)", "Accept": "*/*"}
        )
        answer: HTTPResponse = link.getresponse()
        return answer.status, answer.getheader("Location", "")
    finally:
        cut.cancel()
        link.close()


class _Secure(HTTPSConnection):
    """TLS to an address, under the name the link has."""

    def __init__(self, place: str, port: int, name: str) -> None:
        super().__init__(place, port, timeout=SECONDS, context=_ANY)
        self._name = name

    def connect(self) -> None:
        HTTPConnection.connect(self)
        self.sock = _ANY.wrap_socket(self.sock, server_hostname=self._name)


def _cut(link: HTTPConnection) -> None:
    if link.sock is not None:
        with suppress(OSError):
            link.sock.shutdown(socket.SHUT_RDWR)
