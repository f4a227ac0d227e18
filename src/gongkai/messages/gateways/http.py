"""HTTP providers: a POST filled from a template (SMS providers), and the group robots of 企业微信, 政务微信 and 钉钉.

``http``: ``url``, ``json`` (or ``form``), ``headers``, ``accept`` ({"field": "Code", "is": "OK"}), ``secret``. In any string of
these ``{to}``, ``{subject}``, ``{text}``, ``{id}`` and ``{secret}`` are filled in, once: what a person wrote is never filled again.
The delivery id goes along as ``Idempotency-Key``. Redirects are not followed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote_plus, urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from gongkai.messages.gateways.contract import Gateway, GatewayRefused, Parcel

SECONDS = 15
_LARGEST_ANSWER = 64 * 1024
_PLACE = re.compile(r"\{(to|subject|text|id|secret)\}")


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_options: Any) -> None:
        return None


class HttpGateway(Gateway):
    name = "http"

    def hand_over(self, parcel: Parcel, now: datetime) -> None:
        words = {
            "to": parcel.to, "subject": parcel.subject, "text": parcel.text, "id": parcel.id, "secret": self.secret(),
        }  # fmt: skip
        headers = {str(key): str(_fill(value, words)) for key, value in self.choice.get("headers", {}).items()}
        if "form" in self.choice:
            body = urlencode(_fill(self.choice["form"], words)).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
        else:
            body = json.dumps(_fill(self.needed("json"), words), ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json; charset=utf-8"
        answer = _post(str(_fill(self.needed("url"), words | {"text": "", "subject": ""})), body, headers, parcel.id)
        wanted = self.choice.get("accept")
        if wanted:
            _expect(answer, str(wanted.get("field")), wanted.get("is"))


class GroupGateway(Gateway):
    """``url`` of the group's robot (``{secret}`` may stand for its key), ``sign``: ``dingtalk`` where the robot wants signatures."""

    name = "group"

    def hand_over(self, parcel: Parcel, now: datetime) -> None:
        secret = self.secret()
        url = str(self.needed("url")).replace("{secret}", secret)
        if self.choice.get("sign") == "dingtalk":
            url += _dingtalk_signature(secret, int(now.timestamp() * 1000))
        body = json.dumps({"msgtype": "text", "text": {"content": parcel.text}}, ensure_ascii=False).encode()
        answer = _post(url, body, {"Content-Type": "application/json; charset=utf-8"}, parcel.id)
        _expect(answer, "errcode", 0)


def _dingtalk_signature(secret: str, milliseconds: int) -> str:
    signed = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256).digest()
    return f"&timestamp={milliseconds}&sign={quote_plus(base64.b64encode(signed))}"


def _fill(value: Any, words: dict[str, str]) -> Any:
    if isinstance(value, str):
        return _PLACE.sub(lambda found: words[found[1]], value)
    if isinstance(value, dict):
        return {key: _fill(one, words) for key, one in value.items()}
    if isinstance(value, list):
        return [_fill(one, words) for one in value]
    return value


def _post(url: str, body: bytes, headers: dict[str, str], delivery_id: str) -> bytes:
    if not url.startswith(("https://", "http://")):
        raise GatewayRefused("setting: url must begin with https:// or http://")
    request = Request(url, data=body, headers={**headers, "Idempotency-Key": delivery_id}, method="POST")
    try:
        # Proxies of the environment are not asked: a gateway on the government's own network is reached directly.
        with build_opener(_NoRedirect, ProxyHandler({})).open(request, timeout=SECONDS) as answer:
            content: bytes = answer.read(_LARGEST_ANSWER)
            return content
    except HTTPError as refused:
        raise GatewayRefused(f"HTTP {refused.code}") from None
    except (URLError, OSError, HTTPException, ValueError) as problem:
        raise GatewayRefused(f"no connection ({type(problem).__name__})") from None


def _expect(answer: bytes, field: str, wanted: object) -> None:
    """The provider's own yes: many answer 200 and refuse inside. Only a short code of the answer is kept."""
    try:
        found = json.loads(answer)[field]
    except (ValueError, KeyError, TypeError, IndexError):
        raise GatewayRefused(f"the answer has no field {field!r}") from None
    if found != wanted:
        code = str(found) if re.fullmatch(r"[A-Za-z0-9_.:-]{1,40}", str(found)) and len(str(found)) < 11 else "other"
        raise GatewayRefused(f"refused: {field} = {code}")
