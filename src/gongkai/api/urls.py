"""The addresses below /api/v1/ and their OpenAPI document (openapi.json). The page of a foreign network is not offered."""

from __future__ import annotations

from ninja import NinjaAPI

from gongkai.api import decisions, exports, publications, reports, services
from gongkai.api.answers import answer_refusals

api = NinjaAPI(
    title="Gongkai 公开", version="1", urls_namespace="api", docs_url=None,
    description="政府信息公开开放数据：公开的文件、年度报告和行政执法决定。只读，不含个人信息。",
)  # fmt: skip
answer_refusals(api)
api.add_router("/decisions", decisions.router)
api.add_router("/reports", reports.router)
api.add_router("", exports.router)
api.add_router("", services.router)
api.add_router("", publications.router)
