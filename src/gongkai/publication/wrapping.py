"""Put the thin layer before the application, with what the settings say: the one place where it meets the framework."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from csp.utils import build_policy
from django.conf import settings

from gongkai.agencies.installation import UNFINISHED
from gongkai.publication.serving import Application, Front


def in_front_of(application: Application) -> Front:
    home, portal = Path(settings.GONGKAI_HOME), import_module("gongkai.portal.site")
    styles = {name: next(value for value in values if value) for name, values in portal.STYLES.items()}
    return Front(
        application, home / "release", home / "files", security_headers(), styles, portal.CLASS_OF_NOBODY, home / UNFINISHED
    )  # fmt: skip


def security_headers() -> list[tuple[str, str]]:
    """Those the middleware puts on live pages; a test holds the two together."""
    return [
        ("Content-Security-Policy", build_policy()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
    ]
