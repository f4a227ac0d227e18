"""What this room offers to reports."""

from __future__ import annotations

from gongkai.measures.registry import Measure

MEASURES: tuple[Measure, ...] = ()
