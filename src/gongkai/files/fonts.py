"""Which font a PDF is set in: 仿宋 from the office's folder, else Noto Serif CJK SC of the system, else the packaged Noto Sans SC."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst
from django.conf import settings

PREFERRED = ("FangSong", "FangSong_GB2312", "STFangsong", "仿宋", "仿宋_GB2312", "Noto Serif CJK SC", "Noto Sans SC")

TITLES = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK", "STZhongsong", "华文中宋")


@cache
def fonts() -> typst.Fonts:
    """One object per process: reading the fonts takes longer than setting the page."""
    return typst.Fonts(font_paths=[str(folder) for folder in folders()])


@cache
def families() -> tuple[str, ...]:
    """The preferred families that are there, best first; later ones supply what an earlier one lacks (rare names)."""
    found = set(fonts().families())
    return tuple(name for name in PREFERRED if name in found)


@cache
def title_families() -> tuple[str, ...]:
    """小标宋 for heads and titles where the office has it, else the body's families (set bolder)."""
    found = set(fonts().families())
    return (*(name for name in TITLES if name in found), *families())


def folders() -> tuple[Path, ...]:
    """Where is looked beside the system's own fonts: the office's folder, then the packaged one, as far as they are there."""
    return tuple(folder for folder in (Path(settings.GONGKAI_HOME) / "fonts", *packaged()) if folder.is_dir())


def packaged() -> list[Path]:
    """The folder of Noto Sans SC inside the package ``zhplot``, found by path; the package itself is not imported."""
    spec = find_spec("zhplot")
    return [Path(place) / "fonts" for place in (spec.submodule_search_locations or ())] if spec else []
