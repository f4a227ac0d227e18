"""Published reports checked on the desk. What was uploaded is read, never shown as a page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.agencies.errors import NotFound, Reason
from gongkai.annual_report.bindings import label_of
from gongkai.annual_report.reader.batch import Entry
from gongkai.annual_report.reader.batch_answer import WORDS, batch_xlsx, letters_docx, letters_of
from gongkai.annual_report.reader.findings import RULES, AuditFinding
from gongkai.annual_report.reader.tables import FORM_KEYS
from gongkai.audit.acts import Act
from gongkai.desk.audit.letters import letters_zip
from gongkai.desk.entry import officer_view, show, signed_in
from gongkai.desk.returns import asked
from gongkai.jobs.models import Job
from gongkai.law.annual_report.cells import CELLS
from gongkai.law.annual_report.narrative import NARRATIVE
from gongkai.numbering.keys import public_id
from gongkai.report_checks.keys import finding_key
from gongkai.report_checks.models import CheckBatch
from gongkai.report_checks.rebuilt import rebuilt
from gongkai.report_checks.selectors import batch_seen_by, batches_seen_by, report_seen_by, settled_for, settled_in
from gongkai.report_checks.usecases.check_uploads import CHECKERS, upload_reports
from gongkai.report_checks.usecases.settle_finding import SETTLERS, settle_finding
from gongkai.returns.selectors import campaigns_seen_by, collects

STATUS = {"given": "印出", "inferred": "推得", "blank": "空白", "missing": "缺少", "unreadable": "不能确定"}
TABLES = {
    "read": "读全", "partial": "部分读出", "blank": "空白", "missing": "没有", "image": "是图片", "deduplicated": "转载时去掉了重复行",
    "unreadable": "不能确定",
}  # fmt: skip
GRADES = {"error": ("错误", "danger"), "warning": ("警告", "warning"), "note": ("说明", "secondary")}
_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet", "docx": f"{_OFFICE}.wordprocessingml.document", "zip": "application/zip",
}  # fmt: skip


@officer_view()
@require_safe
def audits(request: HttpRequest, act: Act) -> HttpResponse:
    campaigns = [one for one in campaigns_seen_by(act)[:10] if collects(act, one)]
    batches = batches_seen_by(act)[:50]
    return show(
        request,
        act,
        "desk/audit/audits.html",
        batches=batches,
        campaigns=campaigns,
        may_check=bool(act.roles.intersection(CHECKERS)),
    )


@officer_view(*CHECKERS)
@require_POST
def upload(request: HttpRequest, act: Act) -> HttpResponse:
    """One or many files; with a campaign, its units are expected and its day is the limit."""
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    agency = signed_in(request).agency
    more = _of_campaign(act, request.POST.get("campaign", ""))
    title = request.POST.get("title", "")
    made = asked.tried(request, lambda: upload_reports(act=act, agency=agency, files=files, title=title, **more))
    if made is None:
        return HttpResponseRedirect(reverse("desk:audits"))
    only = made.reports.first() if len(files) == 1 else None
    if only is not None and made.summary is not None:
        return HttpResponseRedirect(reverse("desk:audit-report", args=[public_id(only.pk)]))
    return HttpResponseRedirect(reverse("desk:audit-batch", args=[public_id(made.pk)]))


def _of_campaign(act: Act, public: str) -> dict[str, Any]:
    campaign = next((one for one in campaigns_seen_by(act) if public_id(one.pk) == public and collects(act, one)), None)
    if campaign is None:
        return {}
    units = list(campaign.units.select_related("agency").order_by("agency__path"))
    days = {unit.agency.name: unit.report_published_on for unit in units if unit.report_published_on}
    return {
        "expected": [unit.agency.name for unit in units], "district": campaign.agency.name, "unit_due": campaign.unit_due,
        "published": days,
    }  # fmt: skip


@officer_view()
@require_safe
def batch(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """The matrix of units and rules; while the job runs, how far it is."""
    one = batch_seen_by(act, asked.key(public))
    settled = settled_in(one)
    judged = rebuilt(one)
    rows = [
        (report, entry, [_cell(entry, rule, settled) for rule in judged.rules])
        for report, entry in zip(one.reports.order_by("place"), judged.entries, strict=True)
    ]
    return show(
        request, act, "desk/audit/batch.html", batch=one, judged=judged, rows=rows, rules=RULES, words=WORDS,
        is_running=_is_running(one, act), job=one.job,
    )  # fmt: skip


def _is_running(one: CheckBatch, act: Act) -> bool:
    job = one.job
    if job is None or one.summary is not None or job.was_killed(act.now):
        return False
    return job.state in (Job.State.WAITING, Job.State.RUNNING)


def _cell(entry: Entry, rule: str, settled: dict[Any, Any]) -> tuple[int, int]:
    """How many findings of a rule, and how many of these are settled."""
    mine = [one for one in entry.findings if one.rule == rule]
    done = sum((entry.issuer, entry.year, _key(one)) in settled for one in mine)
    return len(mine), done


def _key(one: AuditFinding) -> str:
    left, right = (None if value is None else value for value in (one.left, one.right))
    return finding_key(
        {"rule": one.rule, "cells": list(one.cells), "left": left, "right": right, "message": one.message}
    )


@officer_view()
@require_safe
def report(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    """One report: what was read, every finding with both values, who settled what."""
    one = report_seen_by(act, asked.key(public))
    figures: dict[str, Any] = one.answer.get("figures", {})
    settled = settled_for(one.batch.agency_id, one.issuer, one.year)
    findings = [(told, finding_key(told), settled.get(finding_key(told))) for told in one.answer.get("findings", ())]
    counts = {
        word: sum(figures[key]["status"] == name for key in FORM_KEYS if key in figures)
        for name, word in STATUS.items()
    }
    open_ones = [told for told, _, done in findings if done is None and told["severity"] != "note"]
    return show(
        request, act, "desk/audit/report.html", report=one, findings=findings, counts=counts, statuses=STATUS, tables=TABLES,
        figures=[(key, _label(key), claim) for key, claim in figures.items() if claim["status"] != "missing" or key in CELLS],
        grades=GRADES, may_settle=bool(act.roles.intersection(SETTLERS)), rules=RULES, open_ones=open_ones, label_of=_label,
    )  # fmt: skip


def _label(key: str) -> str:
    return label_of(key) if key in CELLS or key in NARRATIVE else key


@officer_view(*SETTLERS)
@require_POST
def settle(request: HttpRequest, act: Act, public: str) -> HttpResponse:
    one = report_seen_by(act, asked.key(public))
    key, reason = request.POST.get("key", ""), request.POST.get("reason", "")
    if asked.tried(request, lambda: settle_finding(act=act, report=one, key=key, reason=reason)) is not None:
        messages.success(request, "已记录处理意见，退回函不再列出这一条。")
    return HttpResponseRedirect(reverse("desk:audit-report", args=[public]))


@officer_view()
@require_safe
def export(request: HttpRequest, act: Act, public: str, ending: str) -> HttpResponse:
    """The matrix as a workbook; the return letters as one document, or each in the office's letter form. Settled findings stay in the
    first and leave the letters.
    """
    one = batch_seen_by(act, asked.key(public))
    if ending not in TYPES or one.summary is None:
        raise NotFound([Reason("file", "审查还没有完成" if one.summary is None else "没有这种格式")])
    known = settled_in(one)

    def settled(entry: Entry, finding: AuditFinding) -> str:
        found = known.get((entry.issuer, entry.year, _key(finding)))
        return f"{found.reason}（{found.settled_by_name}，{found.settled_at:%Y-%m-%d}）" if found else ""

    judged, sender = rebuilt(one), one.agency.name
    if ending == "xlsx":
        content = batch_xlsx(judged, settled)
    elif ending == "zip":
        content = letters_zip(letters_of(judged, settled), sender, act.today)
    else:
        content = letters_docx(judged, sender, act.today, settled)
    answer = HttpResponse(content, content_type=TYPES[ending])
    answer["Content-Disposition"] = f'attachment; filename="audit-{public}.{ending}"'
    return answer
