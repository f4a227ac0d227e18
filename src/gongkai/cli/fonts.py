"""Which font letters and PDF reports are printed in: 仿宋 from the office's own folder, else Noto Serif CJK SC of the
system, else Noto Sans SC, which comes inside a Python package and knows the rare characters of names.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import typst

from gongkai.cli.home import home

PREFERRED = ("FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "Noto Serif CJK SC", "Noto Sans SC")


@dataclass(frozen=True, slots=True)
class FontChoice:
    """``family`` is the first of the preferred ones that is there; None = Chinese would print as boxes."""

    family: str | None
    folders: tuple[str, ...]


def packaged_font_folder() -> Path | None:
    """The folder of Noto Sans SC inside the package `zhplot` (found by path: the package itself is never imported)."""
    spec = find_spec("zhplot")
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0]) / "fonts" if places else None
    return folder if folder and folder.is_dir() else None


def choose_font() -> FontChoice:
    """Look in GONGKAI_HOME/fonts, the system and the package."""
    folders = [folder for folder in (home() / "fonts", packaged_font_folder()) if folder and folder.is_dir()]
    found = set(typst.Fonts(font_paths=[str(folder) for folder in folders]).families())
    family = next((name for name in PREFERRED if name in found), None)
    return FontChoice(family, tuple(str(folder) for folder in folders))
