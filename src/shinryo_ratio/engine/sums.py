"""The stated sums: what the stated row of each shape adds, with the limbs evaluated at the denominator."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from shinryo_ratio.engine.assessment import Bounds, Ratio
from shinryo_ratio.engine.folding import Folded
from shinryo_ratio.law.placement import Cell, Counts, Shape

Cells: TypeAlias = Sequence[Cell]
"""The placement of each slot of a folded document."""


class LimbSum(NamedTuple):
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


class Sums(NamedTuple):
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


class LimbSlots(NamedTuple):
    """Which slots make up a sum measured by a limb."""

    kind: str
    portion: tuple[int, int]
    total: tuple[int, ...]
    resting: tuple[int, ...]

    def sum(self, totals: Sequence[int]) -> LimbSum:
        """The sum of a document, in yen."""
        total = sum([totals[slot] for slot in self.total])
        return LimbSum(self.kind, self.portion, total, sum([totals[slot] for slot in self.resting]))


class Addends(NamedTuple):
    """Which slots add to which sum: worked out once for every document of the same shapes.

    Attributes:
        counted: slots whose whole sum is in the numerator.
        capped: slots that count up to a cap for each delivery, with the cap in yen.
        denominator: slots in the denominator.
        limbs: the kinds measured by a limb.
    """

    counted: tuple[int, ...]
    capped: tuple[tuple[int, int], ...]
    denominator: tuple[int, ...]
    limbs: tuple[LimbSlots, ...]

    @classmethod
    def of(cls, shapes: Sequence[Shape], cells: Cells, slots: Iterable[int]) -> "Addends":
        """What the stated rows of these slots say."""
        rows = {slot: cells[slot].stated for slot in slots if cells[slot].stated.denominator}
        portions = {shapes[slot].kind: row.limb for slot, row in rows.items() if row.limb is not None}
        return cls(
            counted=tuple(slot for slot, row in rows.items() if row.numerator is Counts.ALL),
            capped=tuple((slot, row.cap) for slot, row in rows.items() if row.cap is not None),
            denominator=tuple(rows),
            limbs=tuple(
                LimbSlots(
                    kind,
                    portion,
                    tuple(slot for slot in rows if shapes[slot].kind == kind),
                    tuple(slot for slot, row in rows.items() if shapes[slot].kind == kind and row.limb),
                )
                for kind, portion in portions.items()
            ),
        )

    def sums(self, folded: Folded) -> Sums:
        """The sums of a document, in yen."""
        totals = folded.totals
        unconditional = sum([totals[slot] for slot in self.counted])
        for slot, cap in self.capped:
            unconditional += folded.counted(slot, cap)[0]
        limbs = tuple([limb.sum(totals) for limb in self.limbs]) if self.limbs else ()
        return Sums(unconditional, sum([totals[slot] for slot in self.denominator]), limbs)

    def point(self, folded: Folded, base: Sums) -> Bounds:
        """Both bounds of a document where nothing is unknown: these slots on top of a base without limbs."""
        totals, numerator, denominator = folded.totals, base.unconditional, base.denominator
        for slot in self.counted:
            numerator += totals[slot]
        for slot in self.denominator:
            denominator += totals[slot]
        if denominator <= 0:
            return Bounds(None, None)
        for slot, cap in self.capped:
            numerator += folded.counted(slot, cap)[0]
        for limb in self.limbs:
            found = limb.sum(totals)
            numerator += found.resting if found.holds(denominator) else 0
        point = Ratio(numerator, denominator)
        return Bounds(point, point)
