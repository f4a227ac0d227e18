"""What this database was created as: the real records of an office, or a demonstration with invented persons."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction

from gongkai.agencies.errors import Reason, Refused
from gongkai.agencies.models import Agency, Installation
from gongkai.audit.acts import Act
from gongkai.audit.log import record

UNFINISHED = "demonstration-unfinished"
"""The file in the data folder that stands there while a demonstration year is being built."""


def is_being_built() -> bool:
    """True while a demonstration year is being built (or was left half built): its figures are not complete."""
    return (Path(settings.GONGKAI_HOME) / UNFINISHED).exists()


def is_demonstration() -> bool:
    row = Installation.objects.first()
    return row is not None and row.is_demonstration


def create_installation(*, act: Act, is_demonstration: bool, scenario: str = "") -> Installation:
    """Say once what this database is. Raises Refused when that was said before or records exist already."""
    if Installation.objects.exists() or Agency.objects.exists():
        raise Refused(
            [Reason("database", "数据库中已有记录，不能再改变其性质；演示年度请使用新的数据目录（GONGKAI_HOME）")]
        )
    with transaction.atomic():
        row = Installation.objects.create(is_demonstration=is_demonstration, scenario=scenario, created_at=act.now)
        record(act, "agencies.installation_created", "installation", 1, facts={"demonstration": is_demonstration})
    return row
