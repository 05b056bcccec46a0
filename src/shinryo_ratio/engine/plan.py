"""The plan of a document: what its shapes alone decide, worked out once for all of the same.

A corporation has a few dozen lines and a few dozen corporations share a chart of accounts; what is left for
each document is to add up its amounts.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from shinryo_ratio.engine.assessment import Bounds, OpenReading, Verdict
from shinryo_ratio.engine.bounds import Capacities, capacities, union
from shinryo_ratio.engine.folding import Folded, Profile
from shinryo_ratio.engine.income import IncomeSlots
from shinryo_ratio.engine.sums import Addends, Cells
from shinryo_ratio.law.model import IncomeToCost
from shinryo_ratio.law.placement import LIMB_READING, Cell, Counts, PlacementTable, Row, Shape


class Plan(NamedTuple):
    """What the shapes of a document decide at the readings chosen.

    A setting of the open readings is a bit mask: a set bit takes the alternative side.

    Attributes:
        cells: the placement of each slot at the chosen readings.
        stated: what each slot adds at them.
        insured: the slots of social_insurance in the denominator.
        readings: the open readings that lines touch, in the order of the rule set, with their slots.
        chosen: the mask of the sides chosen.
        moving: the slots that an open reading, or a limb, makes differ from setting to setting.
        staying: the others.
        added_staying: what those add, which is the same at each setting.
        cells_at: the placement at each setting.
        added_at: what the moving slots add at each setting.
        extreme: the settings that can hold the lowest ratio of all, and those that can hold the highest.
        swings: of each moving slot, the least and the most that a yen of it may do to q·N − p·D.
        notices: warnings that slots call for.
        income: of each test of income against cost, what of it each slot is.
    """

    cells: Cells
    stated: Addends
    insured: tuple[int, ...]
    readings: tuple[tuple[str, frozenset[int]], ...]
    chosen: int
    moving: tuple[int, ...]
    staying: tuple[int, ...]
    added_staying: Addends
    cells_at: tuple[Cells, ...]
    added_at: tuple[Addends, ...]
    extreme: tuple[tuple[int, ...], tuple[int, ...]]
    swings: tuple[tuple[int, int, int], ...]
    notices: tuple[tuple[str, frozenset[int]], ...]
    income: tuple[tuple[str, IncomeSlots], ...]

    def surely(self, folded: Folded, threshold: tuple[int, int]) -> Verdict | None:
        """The verdict that stands whatever the moving slots turn out to be, each by itself; None if unsure.

        A quick look that spares most documents the settings: it is wider than the bounds.
        """
        if folded.may_be_open:
            return None
        p, q = threshold
        base = self.added_staying.sums(folded)
        lowest = highest = q * base.unconditional - p * base.denominator
        for slot, low, high in self.swings:
            total = folded.totals[slot]
            if total < 0:
                return None
            lowest += low * total
            highest += high * total
        if lowest > 0 < base.denominator:
            return "met"
        return "not_met" if highest <= 0 < base.denominator else None

    def bounds(self, folded: Folded) -> list[Bounds]:
        """The bounds at each setting, by mask."""
        masks = range(len(self.cells_at))
        if not folded.may_be_open:
            return self._points(folded, masks)
        return [here.as_bounds() for here in self._capacities(folded, masks)]

    def everywhere(self, folded: Folded) -> Bounds:
        """The bounds over every setting; only settings that can hold an extreme are looked at."""
        lows, highs = self.extreme
        if not folded.may_be_open:
            return union(self._points(folded, {*lows, *highs}))
        lowest = [Bounds(here.lowest(), None) for here in self._capacities(folded, lows)]
        return union([*lowest, *(Bounds(None, here.highest()) for here in self._capacities(folded, highs))])

    def _points(self, folded: Folded, masks: Iterable[int]) -> list[Bounds]:
        """Nothing is unknown: the sums at some settings; what no reading touches is added up once."""
        base = self.added_staying.sums(folded)
        return [self.added_at[mask].point(folded, base) for mask in masks]

    def _capacities(self, folded: Folded, masks: Iterable[int]) -> Iterator[Capacities]:
        """What is unknown at some settings; what no reading touches is added up once."""
        known = capacities(folded, self.cells, self.staying)
        for mask in masks:
            here, cells = known.copy(), self.cells_at[mask]
            for slot in self.moving:
                here.add(folded, slot, cells[slot])
            yield here

    def deciding(self, verdicts: Sequence[Verdict]) -> frozenset[str]:
        """The readings that, at some setting of the others, change the verdict when flipped."""
        return frozenset(
            id_
            for index, (id_, _) in enumerate(self.readings)
            if any(verdicts[one] != verdicts[other] for one, other in _flips(index, len(verdicts)))
        )

    def open_readings(
        self, folded: Folded, bounds: Sequence[Bounds], deciding: frozenset[str]
    ) -> Iterator[OpenReading]:
        """The open readings, but for おおむね10% where it moves nothing at any setting of the others."""
        for index, (id_, slots) in enumerate(self.readings):
            idle = bounds and id_ == LIMB_READING
            if idle and all(bounds[one] == bounds[other] for one, other in _flips(index, len(bounds))):
                continue
            choice = "alternative" if self.chosen >> index & 1 else "default"
            yield OpenReading(id_, choice, folded.lines_of(slots), id_ in deciding)


def _flips(index: int, settings: int) -> Iterator[tuple[int, int]]:
    """The pairs of settings that differ in one reading alone."""
    bit = 1 << index
    return ((mask, mask | bit) for mask in range(settings) if not mask & bit)


@lru_cache(maxsize=2048)
def plan_of(
    table: PlacementTable, profile: Profile, alternatives: frozenset[str], closed: frozenset[str]
) -> Plan:
    """The plan of documents of a profile that choose these alternatives and have these readings closed."""
    shapes = profile.shapes
    cells = table.cells(shapes, alternatives)
    touched = _touched(table, profile, closed)
    open_ids = [id_ for id_, _ in touched]
    fixed = alternatives.difference(open_ids)
    settings = [
        fixed.union(id_ for index, id_ in enumerate(open_ids) if mask >> index & 1)
        for mask in range(1 << len(open_ids))
    ]
    measured = frozenset(slot for slot, cell in enumerate(cells) if cell.measured)
    moving = measured.union(*(slots for _, slots in touched))
    staying = tuple(slot for slot in range(len(shapes)) if slot not in moving)
    cells_at = tuple(table.cells(shapes, setting) for setting in settings)
    return Plan(
        cells=cells,
        stated=Addends.of(shapes, cells, range(len(shapes))),
        insured=tuple(
            slot
            for slot, shape in enumerate(shapes)
            if shape.kind == "social_insurance" and cells[slot].stated.denominator
        ),
        readings=touched,
        chosen=sum(1 << index for index, id_ in enumerate(open_ids) if id_ in alternatives),
        moving=tuple(sorted(moving)),
        staying=staying,
        added_staying=Addends.of(shapes, cells, staying),
        cells_at=cells_at,
        added_at=tuple(Addends.of(shapes, at, sorted(moving)) for at in cells_at),
        extreme=_extreme(cells_at, [slots for _, slots in touched]),
        swings=tuple(_swings(sorted(moving), cells_at, table.ruleset.lowest_terms)),
        notices=_notices(shapes, cells),
        income=tuple(
            (sibling.id, IncomeSlots.of(sibling, shapes, cells))
            for sibling in table.ruleset.siblings
            if isinstance(sibling, IncomeToCost)
        ),
    )


def _touched(
    table: PlacementTable, profile: Profile, closed: frozenset[str]
) -> tuple[tuple[str, frozenset[int]], ...]:
    found: dict[str, set[int]] = {}
    for slot, shape in enumerate(profile.shapes):
        for id_ in table.readings_of(shape):
            found.setdefault(id_, set()).add(slot)
    return tuple(
        (id_, frozenset(found[id_])) for id_ in table.ruleset.readings if id_ in found and id_ not in closed
    )


def _extreme(
    cells_at: Sequence[Cells], touched: Sequence[frozenset[int]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The settings that can hold the lowest, and those that can hold the highest ratio.

    A reading that only makes more or less count, and leaves the denominator alone, is at one side for the
    lowest ratio and at the other for the highest, whatever the others are.
    """
    lows, highs = {0}, {0}
    for index, slots in enumerate(touched):
        more = _counts_more(cells_at, 1 << index, slots)
        bit = 1 << index
        if more is None:
            lows, highs = lows | {low | bit for low in lows}, highs | {high | bit for high in highs}
        elif more:
            highs = {high | bit for high in highs}
        else:
            lows = {low | bit for low in lows}
    return tuple(sorted(lows)), tuple(sorted(highs))


def _counts_more(cells_at: Sequence[Cells], bit: int, slots: frozenset[int]) -> bool | None:
    """Whether the alternative side of a reading only ever counts more (or less); None where it does else."""
    signs = set()
    for mask in range(len(cells_at)):
        if mask & bit:
            continue
        for slot in slots:
            default, other = _counted(cells_at[mask][slot]), _counted(cells_at[mask | bit][slot])
            if default.keys() != other.keys():
                return None
            for way, (least, most) in default.items():
                signs |= {other[way][0] - least, other[way][1] - most}
    if min(signs) < 0 < max(signs):
        return None
    return max(signs) > 0


def _counted(cell: Cell) -> dict[tuple[int, object], tuple[int, int]]:
    """Of each way a yen may stand in the denominator, the least and the most that counts of it."""
    found: dict[tuple[int, object], list[int]] = {}
    for row in cell.alternatives:
        found.setdefault((row.denominator, row.limb), []).append(int(row.numerator))
    return {way: (min(counts), max(counts)) for way, counts in found.items()}


def _swings(
    moving: Sequence[int], cells_at: Sequence[Cells], threshold: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """What a yen of each moving slot may do to q·N − p·D over all settings, conditions either way."""
    p, q = threshold
    for slot in moving:
        scores = set()
        for cells in cells_at:
            row = cells[slot].stated
            if row.numerator is not Counts.ALL:
                scores.add(-p * row.denominator)
            if row.numerator is not Counts.NOTHING:
                scores.add(q - p)
        yield slot, min(scores), max(scores)


def _notices(shapes: Sequence[Shape], cells: Cells) -> tuple[tuple[str, frozenset[int]], ...]:
    found: dict[str, set[int]] = {}
    for slot, (shape, cell) in enumerate(zip(shapes, cells, strict=True)):
        for code in _codes_of(shape, cell.stated):
            found.setdefault(code, set()).add(slot)
    return tuple((code, frozenset(slots)) for code, slots in found.items())


def _codes_of(shape: Shape, row: Row) -> Iterator[str]:
    """The warnings that lines of a shape call for."""
    if row.reason == "fixed-asset-subsidy-denominator-only":
        yield "fixed-asset-subsidy-in-denominator"
    if shape.kind == "subsidy" and shape.fact("covid"):
        yield "covid-lines-not-elected"
    if shape.kind in ("financial", "donation", "asset_disposal") and row.denominator:
        yield "financing-in-denominator"
