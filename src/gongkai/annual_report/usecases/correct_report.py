"""Correct a published report: a new version beside the old ones, with old value, new value and reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.bindings import REPORTED, label_of
from gongkai.annual_report.document import json_figures
from gongkai.annual_report.freezing import freeze
from gongkai.annual_report.models import AnnualReport, ReportState, ReportVersion
from gongkai.annual_report.snapshot import one_snapshot
from gongkai.annual_report.standing import (
    Standing,
    drafters_of,
    locked_report,
    reasons_not_to_approve,
    standing_of,
)
from gongkai.audit.acts import Act
from gongkai.audit.log import Fact, record
from gongkai.law.annual_report.form import SECTIONS
from gongkai.numbering.keys import public_id


def correct_report(*, act: Act, report_id: int, reason: str, as_of: date | None = None) -> ReportVersion:
    """Freeze what figures and text are now as the next version; it is public after ``publish_report``. Nothing is overwritten.

    Refused where nothing changed, and by the rules of an approval: identities hold, the approver did not draft.
    """
    with one_snapshot():
        annual = locked_report(act, report_id)
        require(act, Role.APPROVER, agency_id=annual.agency_id)
        latest = ReportVersion.objects.filter(report=annual).order_by("-number").first()
        refuse_if(_reasons(act, annual, latest, reason))
        assert latest is not None
        standing = standing_of(annual, as_of, act.today)
        changes = list(_changes(latest, standing, reason, act.today))
        refuse_if([*reasons_not_to_approve(standing), *_nothing_changed(changes)])
        version = freeze(standing, act, latest.number + 1, [*latest.changes, *changes])
        annual.state = ReportState.CORRECTED
        annual.save(update_fields=["state"])
        facts: dict[str, Fact] = {"version": version.number, "changes": len(changes), "as_of": standing.report.as_of}
        record(
            act, "report.corrected", "annual_report", public_id(annual.id), facts=facts, changed={"changes": changes}
        )
    return version


def _changes(old: ReportVersion, standing: Standing, reason: str, on: date) -> Iterator[dict[str, Any]]:
    common = {"reason": reason, "on": on.isoformat()}
    figures = json_figures(standing.report.values)
    for key in REPORTED:
        if old.figures.get(key) != figures[key]:
            change = {
                "kind": "figure",
                "key": key,
                "label": label_of(key),
                "old": old.figures.get(key),
                "new": figures[key],
            }
            yield {**change, **common}
    for key, template in standing.texts.templates.items():
        if old.texts.get(key) != template:
            yield {
                "kind": "text",
                "key": key,
                "label": _HEADINGS[key],
                "old": old.texts.get(key),
                "new": template,
                **common,
            }


def _headings() -> Mapping[str, str]:
    headings = {}
    for section in SECTIONS:
        headings[section.key] = section.heading_zh
        headings.update(
            {f"{section.key}.{part.key}": f"{section.heading_zh}{part.heading_zh}" for part in section.parts}
        )
    return headings


_HEADINGS = _headings()


def _reasons(act: Act, annual: AnnualReport, latest: ReportVersion | None, reason: str) -> Iterator[Reason]:
    if annual.state not in (ReportState.PUBLISHED, ReportState.CORRECTED) or latest is None:
        yield Reason("", f"报告状态为“{ReportState(annual.state).label}”，只有已发布的报告可以更正")
    elif latest.published_at is None:
        yield Reason("", "上一次更正尚未发布，请先发布")
    if not reason.strip():
        yield Reason("reason", "请写明更正原因，如“县公安局补报12月处罚决定”")
    if act.actor_id in drafters_of(annual):
        yield Reason("", "拟稿人不能签发自己写的更正，请由另一人签发")


def _nothing_changed(changes: list[dict[str, Any]]) -> Iterator[Reason]:
    if not changes:
        yield Reason("", "数据和正文都与已发布的版本相同，没有可更正的内容")
