"""Publish what was approved: the third act, by a third person; corrections go out the same way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.annual_report.models import AnnualReport, ReportState, ReportVersion
from gongkai.annual_report.standing import drafters_of, locked_report
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.editions.models import Publication
from gongkai.editions.publish import correct, publish
from gongkai.numbering.keys import public_id

COLUMN = "nb"
SUBJECT = "annual_report"


def publish_report(*, act: Act, report_id: int) -> Publication:
    """Make the latest approved version public in 政府信息公开年报; a correction becomes a further edition with its note."""
    with transaction.atomic():
        annual = locked_report(act, report_id)
        require(act, Role.PUBLISHER, agency_id=annual.agency_id)
        version = ReportVersion.objects.filter(report=annual, published_at__isnull=True).order_by("-number").first()
        refuse_if(_reasons(act, annual, version))
        assert version is not None
        publication = _write_edition(act, annual, version)
        version.published_by, version.published_at = act.actor_id, act.now
        version.save(update_fields=["published_by", "published_at"])
        if annual.state == ReportState.APPROVED:
            annual.state = ReportState.PUBLISHED
            annual.save(update_fields=["state"])
        record(act, "report.published", "annual_report", public_id(annual.id), facts={"version": version.number})
    return publication


def payload_of(version: ReportVersion) -> dict[str, Any]:
    """What the public edition holds: figures, tables, text, findings, corrections; no ids of records."""
    return {
        "kind": "annual_report",
        "version": version.number,
        "definitions_version": version.definitions_version,
        "document": version.document,
        "figures": version.document["figures"],
        "identities": version.identities,
        "explanations": version.explanations,
        "changes": version.changes,
    }


def _write_edition(act: Act, annual: AnnualReport, version: ReportVersion) -> Publication:
    payload = payload_of(version)
    if version.number == 1:
        return publish(
            act=act, subject_kind=SUBJECT, subject_id=annual.id, agency=annual.agency, column=COLUMN, title=annual.title,
            payload=payload,
        )  # fmt: skip
    note = "；".join(version.document["notes"])[:500]
    return correct(act=act, subject_kind=SUBJECT, subject_id=annual.id, title=annual.title, payload=payload, note=note)


def _reasons(act: Act, annual: AnnualReport, version: ReportVersion | None) -> Iterator[Reason]:
    if version is None:
        yield Reason("", f"报告状态为“{ReportState(annual.state).label}”，没有待发布的已签发版本")
        return
    if act.actor_id == version.approved_by:
        yield Reason("", "签发人不能发布自己签发的报告，请由发布员办理")
    if act.actor_id in drafters_of(annual):
        yield Reason("", "拟稿人不能发布自己写的报告，请由发布员办理")
