"""A stand-in for WeChat's public interface on loopback: tokens, materials, drafts, publications that take a while, and failures.

Every third call or so fails: half of the failures before anything was done, half after it was done, with the answer lost. It publishes
whatever it is told to as often as it is told to, like the real one: whoever asks twice has published twice.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit

APP_ID, SECRET = "wx1234567890abcdef", "0123456789abcdef0123456789abcdef"


class StandIn:
    def __init__(self, failing: float, seed: int = 7, polls: int = 2) -> None:
        self.failing, self.random, self.polls = failing, Random(seed), polls
        self.lock = threading.Lock()
        self.drafts: dict[str, dict[str, Any]] = {}
        self.publications: dict[str, dict[str, Any]] = {}
        self.articles: list[dict[str, Any]] = []
        self.calls: dict[str, int] = {}
        self.failed = 0
        self.refuses: dict[str, tuple[int, str]] = {}

    def answer(self, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """The answer, and whether it is lost on the way."""
        name = path.removeprefix("/cgi-bin/")
        with self.lock:
            self.calls[name] = self.calls.get(name, 0) + 1
            fate = self.random.random()
            if fate < self.failing / 2:
                self.failed += 1
                return {"errcode": -1, "errmsg": "system error"}, False
            if name in self.refuses:
                code, text = self.refuses[name]
                return {"errcode": code, "errmsg": text}, False
            if name != "token" and query.get("access_token") != ["TOKEN"]:
                return {"errcode": 40001, "errmsg": "invalid credential"}, False
            given = (
                {"appid": query.get("appid", [""])[0], "secret": query.get("secret", [""])[0]}
                if name == "token"
                else body
            )
            done = getattr(self, "on_" + name.replace("/", "_"))(given)
            lost = fate > 1 - self.failing / 2
            self.failed += lost
            return done, lost

    def on_token(self, body: dict[str, Any]) -> dict[str, Any]:
        if (body["appid"], body["secret"]) != (APP_ID, SECRET):
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        return {"access_token": "TOKEN", "expires_in": 7200}

    def on_material_add_material(self, body: dict[str, Any]) -> dict[str, Any]:
        return {"media_id": f"cover-{self.calls['material/add_material']}", "url": "http://mmbiz.qpic.cn/x"}

    def on_draft_add(self, body: dict[str, Any]) -> dict[str, Any]:
        article = body["articles"][0]
        assert article["thumb_media_id"].startswith("cover-")
        media_id = f"draft-{self.calls['draft/add']}"
        self.drafts[media_id] = article
        return {"media_id": media_id}

    def on_draft_get(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["media_id"] not in self.drafts:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        return {"news_item": [self.drafts[body["media_id"]]]}

    def on_freepublish_submit(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["media_id"] not in self.drafts:
            return {"errcode": 40007, "errmsg": "invalid media_id"}
        publish_id = f"publish-{self.calls['freepublish/submit']}"
        self.publications[publish_id] = {"media_id": body["media_id"], "left": self.polls, "article_id": ""}
        return {"errcode": 0, "errmsg": "ok", "publish_id": publish_id}

    def settle(self) -> None:
        """Time passes: whatever was asked for is published now."""
        for one in self.publications.values():
            if not one["article_id"]:
                self._publish(one)

    def _publish(self, one: dict[str, Any]) -> None:
        article = self.drafts[one["media_id"]]
        one["article_id"] = f"article-{len(self.articles) + 1}"
        self.articles.append(
            {**article, "article_id": one["article_id"], "url": f"https://mp.weixin.qq.com/s/{one['article_id']}"}
        )

    def on_freepublish_get(self, body: dict[str, Any]) -> dict[str, Any]:
        one = self.publications[body["publish_id"]]
        one["left"] -= 1
        if not one["article_id"] and one["left"] <= 0:
            self._publish(one)
        if not one["article_id"]:
            return {"publish_id": body["publish_id"], "publish_status": 1}
        article = next(row for row in self.articles if row["article_id"] == one["article_id"])
        detail = {"count": 1, "item": [{"idx": 1, "article_url": article["url"]}]}
        return {
            "publish_id": body["publish_id"],
            "publish_status": 0,
            "article_id": one["article_id"],
            "article_detail": detail,
        }

    def on_freepublish_batchget(self, body: dict[str, Any]) -> dict[str, Any]:
        rows = self.articles[::-1][body["offset"] : body["offset"] + body["count"]]
        items = [
            {"article_id": row["article_id"], "content": {"news_item": [
                {"title": row["title"], "content_source_url": row["content_source_url"], "url": row["url"]}
            ]}}
            for row in rows
        ]  # fmt: skip
        return {"total_count": len(self.articles), "item_count": len(items), "item": items}


@contextmanager
def serving(stand_in: StandIn) -> Iterator[str]:
    """The base address of the stand-in on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            is_json = "multipart" not in self.headers.get("Content-Type", "") and content
            parts = urlsplit(self.path)
            answer, lost = stand_in.answer(parts.path, parse_qs(parts.query), json.loads(content) if is_json else {})
            if lost:
                self.close_connection = True
                self.connection.close()
                return
            text = json.dumps(answer, ensure_ascii=False).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = _do  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/cgi-bin/"
    finally:
        server.shutdown()
        server.server_close()
