"""How far a unit is, at a glance: derived from its draft and its sheets whenever it is asked, never stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from gongkai.annual_report.models import Sheet, SheetKind, SheetState
from gongkai.clock import legal_day
from gongkai.returns.models import Campaign, CampaignUnit, ReturnDraft, Urging


class UnitState(TextChoices):
    NOT_BEGUN = "NOT_BEGUN", "未开始"
    FILLING = "FILLING", "填报中"
    READY = "READY", "待本单位报送"
    SUBMITTED = "SUBMITTED", "已报送"
    SENT_BACK = "SENT_BACK", "退回修改"
    ACCEPTED = "ACCEPTED", "已接收"


OF_SHEET = {
    SheetState.HANDED_IN: UnitState.SUBMITTED,
    SheetState.SENT_BACK: UnitState.SENT_BACK,
    SheetState.ACCEPTED: UnitState.ACCEPTED,
}
OWING = (UnitState.NOT_BEGUN, UnitState.FILLING, UnitState.READY, UnitState.SENT_BACK)


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit. ``sheet`` its latest submission; ``accepted`` the latest that counts; ``urged`` how often it was urged."""

    unit: CampaignUnit
    state: UnitState
    sheet: Sheet | None
    accepted: Sheet | None
    draft: ReturnDraft | None
    is_late: bool
    urged: int

    @property
    def owes(self) -> bool:
        return self.state in OWING

    @property
    def is_zero(self) -> bool:
        return self.sheet is not None and self.sheet.is_zero

    @property
    def words(self) -> str:
        """已报送（逾期）."""
        return self.state.label + ("（逾期）" if self.is_late else "")


def standings(campaign: Campaign, today: date, units: Iterable[CampaignUnit] | None = None) -> list[Standing]:
    """All units of a campaign (or ``units``) in the order of the agencies; three queries."""
    chosen = list(units if units is not None else campaign.units.select_related("agency").order_by("agency__path"))
    sheets = sheets_of(campaign, [unit.agency_id for unit in chosen])
    drafts = {draft.unit_id: draft for draft in ReturnDraft.objects.filter(unit__in=[unit.pk for unit in chosen])}
    urged = Counter(Urging.objects.filter(unit__in=[unit.pk for unit in chosen]).values_list("unit_id", flat=True))
    return [
        _standing(campaign, unit, sheets.get(unit.agency_id, []), drafts.get(unit.pk), urged[unit.pk], today)
        for unit in chosen
    ]


def standing_of(unit: CampaignUnit, today: date) -> Standing:
    return standings(unit.campaign, today, [unit])[0]


def sheets_of(campaign: Campaign, agency_ids: Sequence[int]) -> dict[int, list[Sheet]]:
    """The whole-form returns of each unit, oldest first; withdrawn ones and returns by month are left out."""
    found: defaultdict[int, list[Sheet]] = defaultdict(list)
    rows = Sheet.objects.filter(kind=SheetKind.RETURN, year=campaign.year, agency_id__in=agency_ids, months={})
    light = rows.exclude(state=SheetState.WITHDRAWN).defer("values", "months")
    for sheet in light.order_by("recorded_at", "id"):
        found[sheet.agency_id].append(sheet)
    return found


def _standing(
    campaign: Campaign, unit: CampaignUnit, sheets: Sequence[Sheet], draft: ReturnDraft | None, urged: int, today: date
) -> Standing:
    last = sheets[-1] if sheets else None
    accepted = next((sheet for sheet in reversed(sheets) if sheet.state == SheetState.ACCEPTED), None)
    if last is not None:
        state = OF_SHEET[SheetState(last.state)]
    elif draft is None:
        state = UnitState.NOT_BEGUN
    else:
        state = UnitState.READY if draft.is_ready else UnitState.FILLING
    first_day = legal_day(sheets[0].recorded_at) if sheets else today
    return Standing(unit, state, last, accepted, draft, first_day > campaign.unit_due, urged)
