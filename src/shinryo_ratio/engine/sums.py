"""The stated sums: what the stated row of each shape adds, with the limbs evaluated at the denominator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shinryo_ratio.engine.assessment import Bounds, Ratio
from shinryo_ratio.engine.folding import Folded, counted_deliveries
from shinryo_ratio.law.placement import Cell, Counts, Row

Cells: TypeAlias = Sequence[Cell]
"""The placement of each slot of a folded document."""


@dataclass(frozen=True, slots=True)
class LimbSum:
    """A kind measured by おおむね10%.

    Attributes:
        portion: of the denominator, that its sum may reach.
        total: every line of the kind in the denominator, in yen.
        resting: those of them that count only while the limb holds.
    """

    kind: str
    portion: tuple[int, int]
    total: int
    resting: int

    def holds(self, denominator: int) -> bool:
        """Whether the sum is at most its portion of a denominator."""
        numerator, whole = self.portion
        return whole * self.total <= numerator * denominator

    @property
    def opens_at(self) -> int:
        """The smallest denominator at which the limb holds."""
        numerator, whole = self.portion
        return -(-whole * self.total // numerator)


@dataclass(frozen=True, slots=True)
class Sums:
    """The stated sums in yen.

    Attributes:
        unconditional: the numerator without what rests on a limb.
    """

    unconditional: int
    denominator: int
    limbs: tuple[LimbSum, ...]

    @property
    def numerator(self) -> int:
        """The numerator, with the limbs evaluated at the denominator."""
        return self.numerator_at(self.denominator) if self.limbs else self.unconditional

    def numerator_at(self, denominator: int) -> int:
        """The numerator with the limbs evaluated at another denominator."""
        resting = sum(limb.resting for limb in self.limbs if limb.holds(denominator))
        return self.unconditional + resting

    def as_bounds(self) -> Bounds:
        """Both bounds where nothing is unknown."""
        if self.denominator <= 0:
            return Bounds(None, None)
        point = Ratio(self.numerator, self.denominator)
        return Bounds(point, point)


def stated_sums(folded: Folded, cells: Cells, slots: Iterable[int] | None = None) -> Sums:
    """The sums that the stated rows of these slots (all, if not said) give, in yen."""
    unconditional = denominator = 0
    resting: dict[str, tuple[int, int]] = {}
    for slot in range(len(cells)) if slots is None else slots:
        row = cells[slot].stated
        if row.denominator:
            amount = folded.totals[slot]
            denominator += amount
            if row.numerator is Counts.ALL:
                unconditional += amount
            elif row.numerator is Counts.CAP:
                unconditional += capped(folded, slot, row)
            elif row.limb is not None:
                resting[folded.shapes[slot].kind] = row.limb
    limbs = tuple(_limb_sum(folded, cells, kind, portion) for kind, portion in resting.items())
    return Sums(unconditional, denominator, limbs)


def _limb_sum(folded: Folded, cells: Cells, kind: str, portion: tuple[int, int]) -> LimbSum:
    total = resting = 0
    for shape, cell, amount in zip(folded.shapes, cells, folded.totals, strict=True):
        if shape.kind == kind and cell.stated.denominator:
            total += amount
            resting += amount if cell.stated.limb is not None else 0
    return LimbSum(kind, portion, total, resting)


def capped(folded: Folded, slot: int, row: Row) -> int:
    """What the childbirth lines of a slot add under the cap, as stated, in yen."""
    return sum(
        counted_deliveries(line, line.amount * folded.unit, row.cap or 0)[0]
        for line in folded.deliveries[slot]
    )


def social_insurance(folded: Folded, cells: Cells) -> int:
    """The social_insurance lines in the denominator, in yen."""
    return sum(
        amount
        for shape, cell, amount in zip(folded.shapes, cells, folded.totals, strict=True)
        if shape.kind == "social_insurance" and cell.stated.denominator
    )
