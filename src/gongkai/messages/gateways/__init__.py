"""Ways out of the house. A gateway takes a parcel or raises ``GatewayRefused`` with a short reason that names no person."""

from __future__ import annotations

from gongkai.messages.gateways.contract import Gateway, GatewayRefused, Parcel
from gongkai.messages.gateways.file import FileGateway
from gongkai.messages.gateways.http import GroupGateway, HttpGateway
from gongkai.messages.gateways.mail import MailGateway
from gongkai.messages.settings import CARRIES

__all__ = ["Gateway", "GatewayRefused", "Parcel", "gateway_of"]

_KNOWN: dict[str, type[Gateway]] = {
    "file": FileGateway,
    "http": HttpGateway,
    "group": GroupGateway,
    "smtp": MailGateway,
}


def gateway_of(channel: str, choice: object) -> Gateway:
    """The gateway a setting chooses. Raises GatewayRefused naming what is wrong with the setting."""
    if not isinstance(choice, dict) or choice.get("gateway") not in _KNOWN:
        raise GatewayRefused(f"setting of {channel}: gateway must be one of {', '.join(_KNOWN)}")
    if channel not in CARRIES[choice["gateway"]]:
        raise GatewayRefused(f"setting of {channel}: the gateway {choice['gateway']} cannot carry it")
    return _KNOWN[choice["gateway"]](choice)
