"""A mark: an area of a page that stays withheld, and on which ground."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Shares of the page as it is seen, from its left and upper edge: 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_area(self) -> bool:
        return 0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1

    def as_list(self) -> list[float]:
        return [self.left, self.top, self.right, self.bottom]


@dataclass(frozen=True, slots=True)
class Area:
    """``page`` counts from 1; ``number`` is printed on the black area, so that the list of grounds can be read beside it."""

    page: int
    box: Box
    number: int = 0
