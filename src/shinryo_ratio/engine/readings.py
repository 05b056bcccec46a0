"""Open readings (取扱い): the bounds at every setting of those that lines touch, and which of them decide.

A setting is a bit mask over the open readings: a set bit takes the alternative side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from shinryo_ratio.engine.assessment import Bounds, OpenReading, Ratio, Verdict
from shinryo_ratio.engine.bounds import capacities
from shinryo_ratio.engine.folding import Folded
from shinryo_ratio.engine.sums import LimbSum, capped, stated_sums
from shinryo_ratio.law.placement import Counts, PlacementTable

_LIMB_READING: Final = "approximately-ten-percent"
"""Touched by a line only where the sum it is measured by lies between the two limits."""


@dataclass(slots=True)
class OpenPoints:
    """The open readings that the lines of a document touch.

    Attributes:
        fixed: the readings, closed or untouched, that take their alternative side in every setting.
        ids: the open readings, in the order of the rule set.
        slots: of each, the slots it touches.
        chosen: the mask of the sides chosen.
    """

    folded: Folded
    table: PlacementTable
    fixed: frozenset[str]
    ids: list[str]
    slots: list[frozenset[int]]
    chosen: int

    @classmethod
    def touched(
        cls, folded: Folded, table: PlacementTable, setting: frozenset[str], closed: frozenset[str]
    ) -> "OpenPoints":
        """Those that lines touch and that no confirmation closes."""
        found: dict[str, set[int]] = {}
        for slot, shape in enumerate(folded.shapes):
            for id_ in table.readings_of(shape):
                if id_ not in closed:
                    found.setdefault(id_, set()).add(slot)
        ids = [id_ for id_ in table.ruleset.readings if id_ in found] if found else []
        chosen = sum(1 << index for index, id_ in enumerate(ids) if id_ in setting)
        slots = [frozenset(found[id_]) for id_ in ids]
        return cls(folded, table, setting.difference(ids), ids, slots, chosen)

    def setting(self, mask: int) -> frozenset[str]:
        """The readings that take their alternative side."""
        return self.fixed.union(id_ for index, id_ in enumerate(self.ids) if mask >> index & 1)

    def touching(self, slot: int) -> int:
        """The mask of the readings that touch a slot."""
        return sum(1 << index for index, slots in enumerate(self.slots) if slot in slots)

    def bounds(self) -> list[Bounds]:
        """The bounds at each setting, by mask."""
        return list(self._open() if self.folded.may_be_open else self._points())

    def _moving(self) -> dict[int, int]:
        """The slots that an open reading touches, with the mask of those readings."""
        touching = ((slot, self.touching(slot)) for slot in frozenset[int]().union(*self.slots))
        return dict(sorted(touching))

    def _open(self) -> Iterator[Bounds]:
        """What no open reading touches is added up once; what is unknown gives a range."""
        folded, table, moving = self.folded, self.table, self._moving()
        staying = [slot for slot in range(len(folded.shapes)) if slot not in moving]
        base = capacities(folded, table.cells(folded.shapes, self.setting(self.chosen)), staying)
        for mask in range(1 << len(self.ids)):
            here, cells = base.copy(), table.at(self.setting(mask))
            for slot in moving:
                here.add(folded, slot, cells[folded.shapes[slot]])
            yield here.as_bounds()

    def _points(self) -> Iterator[Bounds]:
        """Nothing is unknown: the sums at each setting, by adding up what each slot contributes."""
        folded, moving, size = self.folded, self._moving(), 1 << len(self.ids)
        cells = self.table.cells(folded.shapes, self.setting(self.chosen))
        base = stated_sums(folded, cells, [slot for slot in range(len(cells)) if slot not in moving])
        numerators, denominators = [base.unconditional] * size, [base.denominator] * size
        for slot, touching in moving.items():
            parts = self._parts(slot, touching)
            for mask in range(size):
                numerator, denominator = parts[mask & touching]
                numerators[mask] += numerator
                denominators[mask] += denominator
        touching = self._touching_limbs(moving)
        limbs = {mask: self._limbs(mask) for mask in _submasks(touching)} if folded.measured else {}
        for mask in range(size):
            numerator, denominator = numerators[mask], denominators[mask]
            for limb in limbs.get(mask & touching, ()):
                numerator += limb.resting if limb.holds(denominator) else 0
            point = Ratio(numerator, denominator)
            yield Bounds(point, point) if denominator > 0 else Bounds(None, None)

    def _parts(self, slot: int, touching: int) -> dict[int, tuple[int, int]]:
        """What a slot adds to either sum, limbs apart, at each setting of the readings that touch it."""
        shape, total = self.folded.shapes[slot], self.folded.totals[slot]
        parts = {}
        for mask in _submasks(touching):
            row = self.table.at(self.setting(mask))[shape].stated
            numerator = total if row.numerator is Counts.ALL else 0
            if row.numerator is Counts.CAP:
                numerator = capped(self.folded, slot, row)
            parts[mask] = (numerator, total if row.denominator else 0)
        return parts

    def _limbs(self, mask: int) -> tuple[LimbSum, ...]:
        """The sums measured by a limb at a setting."""
        cells = self.table.cells(self.folded.shapes, self.setting(mask))
        return stated_sums(self.folded, cells, self.folded.measured).limbs

    def _touching_limbs(self, moving: dict[int, int]) -> int:
        """The mask of the readings that touch a kind measured by a limb."""
        found = 0
        for slot in self.folded.measured:
            found |= moving.get(slot, 0)
        return found

    def without_idle_limb_reading(self, bounds: list[Bounds]) -> "OpenPoints":
        """Without the reading of おおむね10%, where it moves nothing at any setting of the others."""
        if _LIMB_READING not in self.ids:
            return self
        bit = 1 << self.ids.index(_LIMB_READING)
        if any(bounds[mask] != bounds[mask | bit] for mask in range(len(bounds)) if not mask & bit):
            return self
        kept = [index for index, id_ in enumerate(self.ids) if id_ != _LIMB_READING]
        return replace(self, ids=[self.ids[i] for i in kept], slots=[self.slots[i] for i in kept])

    def listed(self, alternatives: frozenset[str], deciding: frozenset[str]) -> tuple[OpenReading, ...]:
        """The open readings with the sides chosen, the lines they touch, and whether they decide."""
        return tuple(
            OpenReading(
                id_,
                "alternative" if id_ in alternatives else "default",
                self.folded.lines_of(slots),
                id_ in deciding,
            )
            for id_, slots in zip(self.ids, self.slots, strict=True)
        )

    def deciding(self, verdicts: Sequence[Verdict]) -> frozenset[str]:
        """The readings that, at some setting of the others, change the verdict when flipped."""
        if len(set(verdicts)) == 1:
            return frozenset()
        return frozenset(
            id_
            for index, id_ in enumerate(self.ids)
            if any(
                verdicts[mask] != verdicts[mask | 1 << index]
                for mask in range(len(verdicts))
                if not mask >> index & 1
            )
        )


def _submasks(mask: int) -> Iterator[int]:
    """Every mask whose bits are among those of a mask."""
    part = mask
    while part:
        yield part
        part = (part - 1) & mask
    yield 0
