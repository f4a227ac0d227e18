"""Say what an item shows: a form and year of a budget, a programme's year, standard items. The whole answer each time; nothing goes public by it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction

from gongkai.agencies.errors import Reason, refuse_if
from gongkai.agencies.models import Agency
from gongkai.agencies.rights import require
from gongkai.agencies.roles import Role
from gongkai.audit.acts import Act
from gongkai.audit.log import record
from gongkai.catalogue.models import Item
from gongkai.catalogue.usecases.lock_item import lock_item
from gongkai.completeness.models import FiscalTie, Form, FundProgramme, FundTie, StandardTie
from gongkai.completeness.standard import government_of, items_in_force
from gongkai.numbering.keys import public_id
from gongkai.outbox.write import add


@dataclass(frozen=True, slots=True)
class Shows:
    """``fiscal`` (form, year), ``funds`` (programme id, year), ``standard`` codes of the catalogue in force."""

    fiscal: tuple[tuple[str, int], ...] = ()
    funds: tuple[tuple[int, int], ...] = ()
    standard: tuple[str, ...] = ()


def tie_item(*, act: Act, item_id: int, shows: Shows) -> Item:
    """By who drafts or publishes for the unit, at drafting or afterwards. An empty answer leaves it to the rules again."""
    require(act, Role.DRAFTER, Role.PUBLISHER, Role.OFFICE_HEAD)
    with transaction.atomic():
        item = lock_item(act, item_id, "agency")
        government = government_of(item.agency)
        codes = {row.code for row in items_in_force(government)} if government else set()
        programmes = _programmes(item, government, [key for key, _ in shows.funds])
        refuse_if(_reasons(act, shows, codes, programmes))
        for model in (FiscalTie, FundTie, StandardTie):
            model.objects.filter(item=item).delete()
        FiscalTie.objects.bulk_create(
            FiscalTie(item=item, form=form, year=year) for form, year in dict.fromkeys(shows.fiscal)
        )
        FundTie.objects.bulk_create(
            FundTie(item=item, programme_id=key, year=year) for key, year in dict.fromkeys(shows.funds)
        )
        if government:
            StandardTie.objects.bulk_create(
                StandardTie(item=item, government=government, code=code) for code in dict.fromkeys(shows.standard)
            )
        record(
            act, "completeness.tied", "catalogue.item", public_id(item.id),
            facts={
                "fiscal": " ".join(f"{form}:{year}" for form, year in shows.fiscal),
                "funds": " ".join(f"{public_id(key)}:{year}" for key, year in shows.funds), "standard": " ".join(shows.standard),
            },
        )  # fmt: skip
        add("completeness.tied", item.id, act.now)
    return item


def _programmes(item: Item, government: Agency | None, keys: Collection[int]) -> set[int]:
    """Those of the area: a government's list may distribute what a department's programme holds."""
    above = (government or item.agency).path
    return set(FundProgramme.objects.filter(pk__in=keys, agency__path__startswith=above).values_list("pk", flat=True))


def _reasons(act: Act, shows: Shows, codes: Collection[str], programmes: Collection[int]) -> Iterator[Reason]:
    for form, _ in shows.fiscal:
        if form not in Form.values:
            yield Reason("form", f"“{form}”不是预决算公开的类别；可选：{'、'.join(Form.labels)}")
    for _, year in (*shows.fiscal, *shows.funds):
        if not 2008 <= year <= act.today.year + 1:
            yield Reason("year", f"年度应为 2008 至 {act.today.year + 1}，所填：{year}")
    for key, _ in shows.funds:
        if key not in programmes:
            yield Reason("programme", "没有这个资金项目，请先登记")
    for code in shows.standard:
        if code not in codes:
            yield Reason("standard", f"现行标准目录中没有编号为“{code[:40]}”的事项")
