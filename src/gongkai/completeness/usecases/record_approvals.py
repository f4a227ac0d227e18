"""Record when budgets or final accounts were approved: the day from which BUDGET 14 counts, for one unit or many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.completeness.errors import not_there
from gongkai.completeness.models import FiscalApproval, Form

FIRST_YEAR = 2008


def record_approvals(
    *, act: Act, agencies: Sequence[Agency], form: str, year: int, approved_on: date, source: str
) -> list[FiscalApproval]:
    """By the competent authority for its area (the finance department approves many units on one day), by a unit for itself.

    A day entered anew replaces the earlier one; both stand in the log.
    """
    require(act, Role.OFFICE_HEAD, Role.SUPERVISOR)
    seen = visible_agency_ids(act)
    if any(agency.id not in seen for agency in agencies):
        raise not_there("单位")
    source = " ".join(source.split())
    refuse_if(_reasons(act, agencies, form, year, approved_on, source))
    with transaction.atomic():
        return [_write(act, agency, form, year, approved_on, source) for agency in agencies]


def _write(act: Act, agency: Agency, form: str, year: int, approved_on: date, source: str) -> FiscalApproval:
    row, _ = FiscalApproval.objects.update_or_create(
        agency=agency, form=form, year=year,
        defaults={"approved_on": approved_on, "source": source, "officer_id": person_of(act), "at": act.now},
    )  # fmt: skip
    record(
        act, "completeness.approval_recorded", "completeness.approval", agency.code,
        facts={"form": form, "year": year, "approved_on": approved_on.isoformat()}, changed={"source": source},
    )  # fmt: skip
    return row


def _reasons(
    act: Act, agencies: Sequence[Agency], form: str, year: int, approved_on: date, source: str
) -> Iterator[Reason]:
    if not agencies:
        yield Reason("agencies", "请至少选择一个单位")
    if form not in (Form.BUDGET, Form.FINAL_ACCOUNT):
        yield Reason("form", "批复的是预算或者决算；“三公”经费随预算、决算一并批复")
    if not FIRST_YEAR <= year <= act.today.year + 1:
        yield Reason("year", f"年度应为 {FIRST_YEAR} 至 {act.today.year + 1}，所填：{year}")
    elif not year - 1 <= approved_on.year <= year + 2:
        yield Reason("approved_on", f"批复日期 {approved_on} 与 {year} 年度不符，请核对")
    if approved_on > act.today:
        yield Reason("approved_on", f"批复日期 {approved_on} 晚于今天（{act.today}）")
    if not source or len(source) > 200:
        yield Reason("source", "请写明批复文件或者会议，最多 200 字，例如“温财〔2022〕15号”")
