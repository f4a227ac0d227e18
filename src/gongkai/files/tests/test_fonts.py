"""Where fonts are looked for: the office's own folder before the packaged one, and only what is there."""

from __future__ import annotations

from pathlib import Path

from django.test import override_settings

from gongkai.files import fonts


def test_the_packaged_font_is_found_without_importing_its_package() -> None:
    (folder,) = fonts.packaged()
    assert (folder / "NotoSansSC-Regular.ttf").is_file()


def test_the_offices_own_folder_comes_first_once_it_is_there(tmp_path: Path) -> None:
    with override_settings(GONGKAI_HOME=tmp_path):
        assert fonts.folders() == tuple(fonts.packaged())
        (tmp_path / "fonts").mkdir()
        assert fonts.folders() == (tmp_path / "fonts", *fonts.packaged())


def test_the_family_used_is_a_preferred_one() -> None:
    assert fonts.families()[0] in fonts.PREFERRED
    assert "Noto Sans SC" in fonts.families()
