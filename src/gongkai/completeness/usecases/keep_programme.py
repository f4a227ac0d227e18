"""Keep the programmes whose distribution is to be public every year, and end one that runs out."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require, visible_agency_ids
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.errors import person_of
from gongkai.completeness.errors import not_there
from gongkai.completeness.models import FundProgramme
from gongkai.numbering.keys import public_id


def keep_programme(
    *, act: Act, agency: Agency, name: str, since_year: int, until_year: int | None = None, basis: str = ""
) -> FundProgramme:
    """A programme of a unit in sight, by the unit's disclosure office or the competent authority; the same name again changes its years."""
    require(act, Role.OFFICE_HEAD, Role.SUPERVISOR)
    if agency.id not in visible_agency_ids(act):
        raise not_there("单位")
    name, basis = " ".join(name.split()), " ".join(basis.split())
    refuse_if(_reasons(act, name, since_year, until_year, basis))
    with transaction.atomic():
        row, _ = FundProgramme.objects.update_or_create(
            agency=agency, name=name,
            defaults={
                "basis": basis, "since_year": since_year, "until_year": until_year, "officer_id": person_of(act),
                "at": act.now,
            },
        )  # fmt: skip
        record(
            act, "completeness.programme_kept", "completeness.programme", public_id(row.id),
            facts={"since": since_year, "until": until_year or ""}, changed={"name": name, "basis": basis},
        )  # fmt: skip
    return row


def _reasons(act: Act, name: str, since_year: int, until_year: int | None, basis: str) -> Iterator[Reason]:
    if not 2 <= len(name) <= 100:
        yield Reason("name", f"项目名称应为 2 至 100 字，现有 {len(name)} 字，例如“耕地地力保护补贴”")
    if len(basis) > 200:
        yield Reason("basis", f"依据最多 200 字，现有 {len(basis)} 字")
    if not 2008 <= since_year <= act.today.year + 1:
        yield Reason("since_year", f"起始年度应为 2008 至 {act.today.year + 1}，所填：{since_year}")
    if until_year is not None and not since_year <= until_year <= 2099:
        yield Reason("until_year", f"终止年度应不早于起始年度 {since_year}，所填：{until_year}")
