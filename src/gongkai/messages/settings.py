"""How an agency's messages leave the house: dated settings, inherited from the county. Secrets are never in them.

``{"gateway": "file"}`` (the default), ``"http"``, ``"group"`` or ``"smtp"`` with the fields ``gateways`` names. A gateway's key
stands in a file ``GONGKAI_HOME/secrets/<name>``, which a setting names as ``"secret": "<name>"``.
"""

from __future__ import annotations

from gongkai.agencies.settings import SETTINGS, Setting

_FILE = {"gateway": "file"}
BY_CHANNEL: dict[str, Setting] = {
    "SMS": Setting("messages.sms", _FILE, "短信网关", "how SMS leave: a file, or an HTTP provider"),
    "EMAIL": Setting("messages.email", _FILE, "邮件网关", "how e-mail leaves: a file, SMTP, or an HTTP provider"),
    "WEBHOOK": Setting(
        "messages.webhook", _FILE, "工作群消息", "the officers' group of 企业微信, 钉钉 or 政务微信 (webhook)"
    ),
}
KEPT_DAYS = Setting(
    "messages.kept_days", 180, "消息内容保存天数", "address and text of a sent message are deleted after so many days"
)
SETTINGS.update({setting.name: setting for setting in (*BY_CHANNEL.values(), KEPT_DAYS)})
