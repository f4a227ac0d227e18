"""What `doctor` finds: pins, calendar years, the key's mode, the font."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.cli import doctor

YEARS = frozenset({2024, 2025, 2026})


@pytest.mark.parametrize(
    ("today", "state", "words"),
    [
        (date(2026, 6, 1), "fine", "2024-2026"),
        (date(2026, 11, 30), "fine", "2024-2026"),
        (date(2026, 12, 1), "warning", "2027"),
        (date(2027, 3, 1), "warning", "2027"),
        (date(2025, 12, 31), "fine", "2024-2026"),
    ],
    ids=["mid-year", "before December", "in December", "a year without notice", "next year is there"],
)
def test_a_missing_holiday_notice_is_told_in_december(today, state, words):
    finding = doctor.judged_calendar(YEARS, today)
    assert finding.state == state
    assert words in finding.found


def test_a_key_others_may_read_is_a_fault(tmp_path, monkeypatch):
    monkeypatch.delenv("GONGKAI_KEY", raising=False)
    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path))
    path = tmp_path / "key"
    path.write_text("11" * 32)
    path.chmod(0o644)
    assert doctor.key().state == "fault"
    path.chmod(0o600)
    assert doctor.key().state == "fine"


def test_pins_are_read_with_their_versions_and_without_those_for_windows():
    lock = "# head\ndjango==5.2.19 \\\n    --hash=sha256:00\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:11\nx[y]==1 ; a \\\n"
    assert doctor.pinned(lock) == [("django", "5.2.19"), ("x", "1")]


def test_a_package_that_is_not_there_is_missing():
    assert doctor.installed("no-such-package-here") == "missing"


def test_the_font_told_is_the_one_the_pdf_is_set_in(monkeypatch):
    monkeypatch.setattr(doctor, "families", lambda: ("FangSong", "Noto Sans SC"))
    assert (doctor.fonts().state, doctor.fonts().found) == ("fine", "letters and PDF use FangSong")


def test_without_a_chinese_font_the_cure_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "families", tuple)
    assert doctor.fonts().state == "fault"
    assert "fonts-noto-cjk" in doctor.fonts().cure
