"""How an agency's messages leave the house: dated settings, inherited from the county. Secrets are never in them.

``{"gateway": "file"}`` (the default), ``"http"``, ``"group"`` or ``"smtp"`` with the fields ``gateways`` names. A gateway's key
stands in a file ``GONGKAI_HOME/secrets/<name>``, which a setting names as ``"secret": "<name>"``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongkai.agencies.settings import SETTINGS, Setting

CARRIES: dict[str, frozenset[str]] = {
    "file": frozenset({"SMS", "EMAIL", "WEBHOOK"}), "http": frozenset({"SMS", "EMAIL", "WEBHOOK"}), "group": frozenset({"WEBHOOK"}),
    "smtp": frozenset({"EMAIL"}),
}  # fmt: skip
"""Which gateway carries which channel."""
_FILE = {"gateway": "file"}


def _carries(channel: str) -> Callable[[dict[str, Any]], str]:
    kinds = [name for name, channels in CARRIES.items() if channel in channels]

    def fault(choice: dict[str, Any]) -> str:
        if choice.get("gateway") in kinds:
            return ""
        return f'gateway 可选：{"、".join(kinds)}，例如 {{"gateway": "file"}}；各网关的字段见 docs/settings.md'

    return fault


BY_CHANNEL: dict[str, Setting] = {
    "SMS": Setting("messages.sms", _FILE, "短信网关", "how SMS leave: a file, or an HTTP provider", _carries("SMS")),
    "EMAIL": Setting(
        "messages.email", _FILE, "邮件网关", "how e-mail leaves: a file, SMTP, or an HTTP provider", _carries("EMAIL")
    ),
    "WEBHOOK": Setting(
        "messages.webhook",
        _FILE,
        "工作群消息",
        "the officers' group of 企业微信, 钉钉 or 政务微信 (webhook)",
        _carries("WEBHOOK"),
    ),
}
KEPT_DAYS = Setting(
    "messages.kept_days", 180, "消息内容保存天数", "address and text of a sent message are deleted after so many days"
)
SETTINGS.update({setting.name: setting for setting in (*BY_CHANNEL.values(), KEPT_DAYS)})
