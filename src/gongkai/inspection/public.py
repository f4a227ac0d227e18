"""What citizens read of inspection: published spot checks, account by account, without the persons who looked."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.inspection.models import SpotCheck


@dataclass(frozen=True, slots=True)
class PublicCheck:
    """``lines``: account, unit, the items that failed."""

    title: str
    seed: str
    listed: int
    lines: tuple[tuple[str, str, tuple[str, ...]], ...]


def published_checks(most: int = 4) -> list[PublicCheck]:
    """The latest first."""
    rows = SpotCheck.objects.filter(published_on__isnull=False).order_by("-year", "-quarter")[:most]
    return [
        PublicCheck(
            f"{row.year}年第{row.quarter}季度", row.seed, len(row.listed),
            tuple(
                (one.account.name, one.account.agency.name, tuple(name for name, fine in one.answers.items() if not fine))
                for one in row.checks.select_related("account__agency").order_by("account__agency__path", "id")
            ),
        )
        for row in rows
    ]  # fmt: skip
