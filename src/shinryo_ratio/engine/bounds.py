"""Bounds (取り得る割合の範囲): the lowest and the highest ratio over everything that is not known.

Any whole-yen part of a line with an unknown fact may be each of its alternatives. So what is unknown folds
into a few capacities, in yen, and the extremes have a closed form: for a given denominator the numerator is
smallest when yen that add to the denominator alone are taken first, and largest when yen that add to both
are; the ratio is monotone on either side of that kink. A おおむね10% limb holds from a certain denominator
on, so the denominators fall into a few intervals; the extremes lie at interval ends and at the kink.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from itertools import product
from typing import Final

from shinryo_ratio.engine.assessment import Bounds, Ratio
from shinryo_ratio.engine.folding import Folded
from shinryo_ratio.engine.sums import Cells
from shinryo_ratio.law.placement import Cell, Counts

_NO_LIMB: Final = (1, 0)
"""A portion that every sum is within."""


class Measured:
    """A kind measured by a limb, with what is unknown of it, in yen.

    Attributes:
        portion: of the denominator, that the sum may reach; None where no line rests on a limb.
        low, high: what the sum of the kind may be (the same where amounts are exact).
        resting: what counts only while the limb holds.
        free: what counts while it holds, and else where it is billed on the tariff, which is unknown.
        resting_span, free_span: how much more of each there may be in thousand-yen figures.
    """

    def __init__(self) -> None:
        self.portion: tuple[int, int] | None = None
        self.low = self.high = 0
        self.resting = self.free = 0
        self.resting_span = self.free_span = 0

    @property
    def opens_at(self) -> int:
        """The smallest denominator at which the limb holds; 0 where there is none."""
        numerator, whole = self.portion or _NO_LIMB
        return -(-whole * self.low // numerator)


class Capacities:
    """What is known, and how many yen may still be what.

    Attributes:
        numerator, denominator: what every value of the unknowns adds.
        counted: yen of the denominator that may also count.
        in_both: yen that may be in both sums or in neither.
        in_denominator: yen that may be in the denominator or out.
        any_of: yen that may be out, in the denominator, or in both.
        measured: the kinds measured by a limb.
        exact: whether amounts are known to the yen, so that limbs follow the denominator.
    """

    def __init__(self, *, exact: bool) -> None:
        self.numerator = self.denominator = 0
        self.counted = self.in_both = self.in_denominator = self.any_of = 0
        self.measured: dict[str, Measured] = {}
        self.exact = exact

    @property
    def widest(self) -> int:
        """The largest denominator."""
        spans = sum(limb.resting_span + limb.free_span for limb in self.measured.values())
        return self.denominator + self.in_both + self.in_denominator + self.any_of + spans

    def copy(self) -> "Capacities":
        """Capacities to go on from."""
        made = copy(self)
        made.measured = {kind: copy(limb) for kind, limb in self.measured.items()}
        return made

    def add(self, folded: Folded, slot: int, cell: Cell) -> None:
        """Add the lines of a slot with everything that its cell allows."""
        row = cell.stated
        low, high = folded.lows[slot], folded.highs[slot]
        if row.denominator and cell.measured:
            self.add_measured(folded.shapes[slot].kind, cell, low, high)
        elif row.numerator is Counts.CAP:
            counted = folded.counted(slot, row.cap or 0)
            self.add_deliveries(counted, folded.totals[slot], low, high)
        else:
            self.add_yen(cell.may_be, low, high)

    def add_yen(self, effects: frozenset[tuple[int, Counts]], low: int, high: int) -> None:
        """Add from `low` to `high` yen that may each have any of these effects (counted wholly or not)."""
        self._add_exactly(effects, low)
        if high != low:
            self._add_exactly(effects | {(0, Counts.NOTHING)}, high - low)

    def _add_exactly(self, effects: frozenset[tuple[int, Counts]], yen: int) -> None:
        alone, both = (1, Counts.NOTHING) in effects, (1, Counts.ALL) in effects
        if (0, Counts.NOTHING) not in effects:
            self.denominator += yen
            if both:
                self.counted += yen if alone else 0
                self.numerator += 0 if alone else yen
        elif alone and both:
            self.any_of += yen
        elif both:
            self.in_both += yen
        elif alone:
            self.in_denominator += yen

    def add_measured(self, kind: str, cell: Cell, low: int, high: int) -> None:
        """Add yen of a kind that a limb may measure: all of it is in the denominator."""
        span = high - low
        limb = self.measured.setdefault(kind, Measured())
        limb.low += low
        limb.high += high
        self.denominator += low
        counts = {row.numerator for row in cell.alternatives}
        if Counts.LIMB not in counts:
            self.numerator += low if counts == {Counts.ALL} else 0
            self.in_both += span if counts == {Counts.ALL} else 0
            self.in_denominator += 0 if counts == {Counts.ALL} else span
            return
        limb.portion = next(row.limb for row in cell.alternatives if row.limb is not None)
        if Counts.ALL in counts:
            limb.free += low
            limb.free_span += span
        else:
            limb.resting += low
            limb.resting_span += span

    def add_deliveries(self, counted: tuple[int, int], stated: int, low: int, high: int) -> None:
        """Add childbirth of which the least and the most that count are known.

        An amount in thousand yen may be lower or higher by its last digits, counted or not.
        """
        known, most = counted
        self.numerator += known - (stated - low)
        self.counted += most - known
        self.denominator += low
        self.any_of += high - low

    def limb_may_fail(self, kind: str) -> bool:
        """Whether the limb of a kind fails at some value of the unknowns."""
        limb = self.measured[kind]
        numerator, whole = limb.portion or _NO_LIMB
        return whole * limb.high > numerator * max(1, self.denominator)

    def as_bounds(self) -> Bounds:
        """The lowest and the highest ratio that the unknowns allow."""
        return Bounds(self.lowest(), self.highest())

    def lowest(self) -> Ratio | None:
        """The lowest ratio that the unknowns allow; None where none has D > 0."""
        return _extreme(self, highest=False)

    def highest(self) -> Ratio | None:
        """The highest ratio that the unknowns allow; None where none has D > 0."""
        return _extreme(self, highest=True)


def capacities(folded: Folded, cells: Cells, slots: Iterable[int] | None = None) -> Capacities:
    """These slots (all, if not said) of a document as capacities."""
    found = Capacities(exact=folded.exact)
    for slot in range(len(cells)) if slots is None else slots:
        found.add(folded, slot, cells[slot])
    return found


def _extreme(found: Capacities, *, highest: bool) -> Ratio | None:
    best: Ratio | None = None
    for held, first, last in _limb_states(found):
        for ratio in _candidates(found, held, first, last, highest=highest):
            if best is None or _better(ratio, best, highest=highest):
                best = ratio
    return best


def _better(ratio: Ratio, best: Ratio, *, highest: bool) -> bool:
    """Whether a ratio is more extreme; on a tie the larger denominator is taken."""
    ahead = ratio.numerator * best.denominator - best.numerator * ratio.denominator
    if ahead == 0:
        return ratio.denominator > best.denominator
    return (ahead > 0) == highest


def _limb_states(found: Capacities) -> Iterator[tuple[frozenset[str], int, int]]:
    """Which limbs may hold together, with the denominators (above zero) at which they do."""
    first, last = max(1, found.denominator), found.widest
    if not found.exact:
        yield from _loose_states(found, first, last)
        return
    turns = sorted({limb.opens_at for limb in found.measured.values() if first < limb.opens_at <= last})
    for start, end in zip([first, *turns], [*(turn - 1 for turn in turns), last], strict=True):
        if start <= end:
            held = frozenset(kind for kind, limb in found.measured.items() if limb.opens_at <= start)
            yield held, start, end


def _loose_states(found: Capacities, first: int, last: int) -> Iterator[tuple[frozenset[str], int, int]]:
    """In thousand-yen figures each limb stands either way where the interval allows."""
    ways = []
    for kind, limb in found.measured.items():
        numerator, whole = limb.portion or _NO_LIMB
        may_hold = whole * limb.low <= numerator * last
        may_fail = whole * limb.high > numerator * first
        ways.append([state for state, may in (((kind,), may_hold), ((), may_fail)) if may])
    if first <= last:
        for states in product(*ways):
            yield frozenset(kind for state in states for kind in state), first, last


def _candidates(
    found: Capacities, held: frozenset[str], first: int, last: int, *, highest: bool
) -> Iterator[Ratio]:
    """The ratios at the ends of an interval of denominators and at the kink between them."""
    base, both, alone, any_of = found.numerator, found.in_both, found.in_denominator, found.any_of
    for kind, limb in found.measured.items():
        if kind in held:
            base += limb.resting + limb.free
            both += limb.resting_span + limb.free_span
        else:
            base += limb.free if highest else 0
            alone += limb.resting_span
            any_of += limb.free_span
    if highest:
        base += found.counted
        kink = found.denominator + both + any_of
    else:
        kink = found.denominator + alone + any_of
    for denominator in {first, last, min(max(kink, first), last)}:
        if highest:
            yield Ratio(base + min(denominator, kink) - found.denominator, denominator)
        else:
            yield Ratio(base + max(denominator - kink, 0), denominator)


def union(bounds: Iterable[Bounds]) -> Bounds:
    """The bounds that take in all of these."""
    low: Ratio | None = None
    high: Ratio | None = None
    for one in bounds:
        if one.low is not None and (low is None or _better(one.low, low, highest=False)):
            low = one.low
        if one.high is not None and (high is None or _better(one.high, high, highest=True)):
            high = one.high
    return Bounds(low, high)
