"""The guard of columns: each with its rule of update, its last update and a light, before an inspector finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.catalogue.models import Column
from gongkai.inspection.scene import Scene


@dataclass(frozen=True, slots=True)
class Guarded:
    """``light``: good, warning (half the window is over), late, empty, or none where nothing is expected regularly."""

    column: Column
    depth: int
    last: date | None
    days: int | None
    light: str

    @property
    def window(self) -> int | None:
        return self.column.stale_after_days


def columns_guarded(government: Agency, today: date) -> list[Guarded]:
    """Every column in the order of the menu, those below another after it."""
    scene = Scene(government, today)
    tops = [code for code, row in scene.columns.items() if row.parent_id is None]
    return [row for code in tops for row in _below(scene, code, 0)]


def _below(scene: Scene, code: str, depth: int) -> Iterator[Guarded]:
    column, last = scene.columns[code], scene.last_update(code)
    days = (scene.today - last).days if last else None
    yield Guarded(column, depth, last, days, _light(scene, code, days))
    for child in scene.children.get(code, ()):
        yield from _below(scene, child, depth + 1)


def _light(scene: Scene, code: str, days: int | None) -> str:
    window = scene.columns[code].stale_after_days
    if days is None:
        return "none" if scene.is_filled(code) or scene.children.get(code) else "empty"
    if window is None:
        return "none"
    if days >= window:
        return "late"
    return "warning" if days * 2 >= window else "good"
