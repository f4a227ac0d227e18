"""How a setting stands at an agency: the value in force, who chose it, what was before and what comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai.agencies.answering import ANSWERED_BY
from gongkai.agencies.models import Agency, AgencySetting
from gongkai.agencies.settings import SETTINGS, Setting, rank
from gongkai.audit.models import AuditLine

NOT_INHERITED = frozenset({ANSWERED_BY, "review.reviewed_by"})


@dataclass(frozen=True, slots=True)
class Choice:
    """``by`` is who chose, as the log has it."""

    agency_id: int
    agency_name: str
    agency_path: str
    since: date
    value: Any
    recorded_at: datetime
    by: str = ""

    @property
    def rank(self) -> tuple[int, date, datetime]:
        return rank(self.agency_path, self.since, self.recorded_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """``source`` is None while nobody has chosen; ``coming`` are changes after the day, in order."""

    setting: Setting
    value: Any
    source: Choice | None
    coming: tuple[Choice, ...] = ()


def standings(agency: Agency, day: date) -> list[Standing]:
    """Every declared setting as it stands at an agency on a day; one query."""
    by_name: dict[str, list[Choice]] = {}
    for row in _rows(agency, list(SETTINGS)):
        by_name.setdefault(row.name, []).append(_choice(row))
    return [_standing(agency, setting, by_name.get(setting.name, []), day) for setting in SETTINGS.values()]


def standing_of(agency: Agency, name: str, day: date) -> Standing:
    """Raises KeyError for a name that is not declared."""
    return _standing(agency, SETTINGS[name], [_choice(row) for row in _rows(agency, [name])], day)


def history_of(agency: Agency, name: str) -> list[Choice]:
    """Every choice that ever counted here, of the agency and of those above it; the latest day first."""
    rows = list(_rows(agency, [name]))
    chosen_by = _choosers(rows, name)
    usable = [row for row in rows if name not in NOT_INHERITED or row.agency_id == agency.pk]
    found = [_choice(row, chosen_by.get(row.pk, "")) for row in usable]
    return sorted(found, key=lambda one: (one.since, one.rank), reverse=True)


def _rows(agency: Agency, names: Sequence[str]) -> Iterable[AgencySetting]:
    codes = [part for part in agency.path.split("/") if part]
    rows = AgencySetting.objects.filter(name__in=names, agency__code__in=codes).select_related("agency")
    return rows.order_by("recorded_at", "id")


def _choice(row: AgencySetting, by: str = "") -> Choice:
    return Choice(row.agency_id, row.agency.name, row.agency.path, row.since, row.value, row.recorded_at, by)


def _standing(agency: Agency, setting: Setting, choices: list[Choice], day: date) -> Standing:
    if setting.name in NOT_INHERITED:
        choices = [one for one in choices if one.agency_id == agency.pk]
    now = _in_force(choices, day)
    coming, before = [], now
    for moment in sorted({one.since for one in choices if one.since > day}):
        then = _in_force(choices, moment)
        if then is not None and then is not before:
            coming.append(then)
            before = then
    return Standing(setting, now.value if now else setting.default, now, tuple(coming))


def _in_force(choices: list[Choice], day: date) -> Choice | None:
    return max((one for one in choices if one.since <= day), key=lambda one: one.rank, default=None)


def _choosers(rows: list[AgencySetting], name: str) -> dict[int, str]:
    """Who chose, from the log: a line and its row were written together, so both stand in the same order."""
    ids = {str(row.agency_id) for row in rows}
    lines = AuditLine.objects.filter(object_kind="agency", object_id__in=ids, event="agencies.setting_chosen")
    told: dict[tuple[str, str], list[str]] = {}
    for facts, agency, who in lines.order_by("recorded_at", "id").values_list("facts", "object_id", "actor_name"):
        if facts.get("name") == name:
            told.setdefault((agency, str(facts.get("since"))), []).append(who)
    found = {}
    for row in rows:
        waiting = told.get((str(row.agency_id), row.since.isoformat()), [])
        found[row.pk] = waiting.pop(0) if waiting else ""
    return found
