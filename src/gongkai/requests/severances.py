"""Severances of a request as they are read: the areas in their order, and the list of what was withheld on which ground."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.agencies.errors import NotFound, Reason
from gongkai.audit.acts import Act
from gongkai.files.severing.marks import Area, Box
from gongkai.law.exemptions import exemption_ground
from gongkai.requests.models import Severance, SeveranceMark
from gongkai.requests.selectors import request_of


@dataclass(frozen=True, slots=True)
class Withheld:
    """A line of the list that goes with the copy: number on the page, page, ground with its article."""

    number: int
    mark: SeveranceMark
    page: int
    ground: str
    article: str

    @property
    def text(self) -> str:
        return f"第{self.number}处（第{self.page}页）：{self.ground}，依据{self.article}"


def severance_of(act: Act, severance_id: int) -> Severance:
    """Raises NotFound for none and for another agency's."""
    found = Severance.objects.select_related("request__agency", "pages", "copy").filter(pk=severance_id).first()
    if found is None:
        raise NotFound([Reason("", "没有找到这份材料，或者它不属于本单位")])
    request_of(act, found.request_id)
    return found


def areas_of(severance: Severance) -> list[Area]:
    return [
        Area(mark.page, Box(mark.left, mark.top, mark.right, mark.bottom), number)
        for number, mark in enumerate(severance.marks.all(), 1)
    ]


def withheld_in(severance: Severance) -> list[Withheld]:
    """The list of marks with their grounds, numbered as on the pages."""
    found = []
    for number, mark in enumerate(severance.marks.all(), 1):
        ground = exemption_ground(mark.ground)
        found.append(Withheld(number, mark, mark.page, ground.label_zh, ground.basis.zh))
    return found
