"""The four calls a post needs, through wechatpy: cover, draft, publication, how far it is; and what has been published.

``GONGKAI_WECHAT`` names another address of the interface (a proxy of the government cloud, a stand-in in tests).
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from requests import RequestException
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

OFFICIAL = "https://api.weixin.qq.com/cgi-bin/"
SECONDS = 20
A_PAGE, LOOKED_THROUGH = 20, 200  # WeChat hands out 20 at most
# Answers that say the request itself is wrong: asking again changes nothing.
_FOR_GOOD = frozenset(
    {40001, 40013, 40125, 40164, 45003, 45004, 45008, 45166, 48001, 53402, 53404, 53405, 53406, 53500, 53501, 53502}
)
_NO_SUCH_DRAFT = 40007
_DONE, _GOES_ON = 0, 1


class TryLater(Exception):
    """No answer, or one that says nothing about whether it was done (busy, frequency, a broken connection)."""


class RefusedByWechat(Exception):
    """WeChat says what is wrong; the text is for the officer."""


@dataclass(frozen=True, slots=True)
class Article:
    title: str
    content: str
    summary: str
    source_url: str
    author: str


@dataclass(frozen=True, slots=True)
class Published:
    article_id: str
    url: str


class _Kept:
    """wechatpy's session in the cache: a token serves all calls of two hours, a new one would end the one in use."""

    def get(self, key: str, default: object = None) -> object:
        return cache.get(f"wechat-{key}", default)

    def set(self, key: str, value: object, ttl: int | None = None) -> None:
        if value is not None:
            cache.set(f"wechat-{key}", value, ttl)

    def delete(self, key: str) -> None:
        cache.delete(f"wechat-{key}")


class _Client(WeChatClient):
    """wechatpy asks for its token at a fixed address; ours may be a proxy."""

    def __init__(self, base: str, app_id: str, secret: str) -> None:
        super().__init__(app_id, secret, session=_Kept(), timeout=SECONDS)
        self.API_BASE_URL = base

    def fetch_access_token(self) -> Any:
        wanted = {"grant_type": "client_credential", "appid": self.appid, "secret": self.secret}
        return self._fetch_access_token(url=f"{self.API_BASE_URL}token", params=wanted)


class Wechat:
    """One account's interface. Every call raises TryLater or RefusedByWechat."""

    def __init__(self, app_id: str, secret: str, base: str = "") -> None:
        address = base or os.environ.get("GONGKAI_WECHAT", "") or OFFICIAL
        self._client = _Client(address if address.endswith("/") else f"{address}/", app_id, secret)

    def add_cover(self, name: str, content: bytes) -> str:
        file = io.BytesIO(content)
        file.name = name
        answer = self._post("material/add_material", params={"type": "image"}, files={"media": file})
        return str(answer["media_id"])

    def add_draft(self, article: Article, cover_id: str) -> str:
        one = {
            "title": article.title, "author": article.author, "digest": article.summary, "content": article.content,
            "content_source_url": article.source_url, "thumb_media_id": cover_id, "need_open_comment": 0,
        }  # fmt: skip
        return str(self._post("draft/add", data={"articles": [one]})["media_id"])

    def has_draft(self, media_id: str) -> bool:
        try:
            self._post("draft/get", data={"media_id": media_id})
        except RefusedByWechat as refused:
            if refused.args[-1] == _NO_SUCH_DRAFT:
                return False
            raise
        return True

    def submit(self, media_id: str) -> str:
        return str(self._post("freepublish/submit", data={"media_id": media_id})["publish_id"])

    def state_of(self, publish_id: str) -> Published | None:
        """None while WeChat is still at it. Raises RefusedByWechat when it will not publish."""
        answer = self._post("freepublish/get", data={"publish_id": publish_id})
        status = int(answer["publish_status"])
        if status == _GOES_ON:
            return None
        if status != _DONE:
            raise RefusedByWechat(f"公众平台未予发布：{_STATUS.get(status, f'状态{status}')}", status)
        items = answer.get("article_detail", {}).get("item", [])
        return Published(str(answer["article_id"]), str(items[0]["article_url"]) if items else "")

    def find_published(self, source_url: str) -> Published | None:
        """Among the latest publications the one whose 阅读原文 leads to this address. Others may have been published meanwhile."""
        for offset in range(0, LOOKED_THROUGH, A_PAGE):
            asked = {"offset": offset, "count": A_PAGE, "no_content": 1}
            items = self._post("freepublish/batchget", data=asked).get("item", [])
            for item in items:
                for article in item.get("content", {}).get("news_item", []):
                    if article.get("content_source_url") == source_url:
                        return Published(str(item["article_id"]), str(article.get("url", "")))
            if len(items) < A_PAGE:
                break
        return None

    def _post(self, path: str, **asked: Any) -> dict[str, Any]:
        try:
            answer = self._client.post(path, **asked)
        except WeChatClientException as problem:
            if problem.errcode in _FOR_GOOD or problem.errcode == _NO_SUCH_DRAFT:
                raise RefusedByWechat(
                    f"公众平台返回错误 {problem.errcode}：{problem.errmsg}"[:180], problem.errcode
                ) from problem
            raise TryLater(f"errcode {problem.errcode}") from problem
        except RequestException as problem:
            raise TryLater(type(problem).__name__) from problem
        if not isinstance(answer, dict):
            raise TryLater("no JSON")
        return answer


_STATUS = {2: "原创失败", 3: "常规失败", 4: "平台审核不通过", 5: "成功后用户删除所有文章", 6: "成功后系统封禁所有文章"}
