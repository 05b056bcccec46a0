"""Folding the lines by shape, and the stated sums: linear in the lines once, then in the few shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.engine.assessment import Bounds, Ratio
from shinryo_ratio.law.placement import PLACED_FACTS, Cell, Counts, Shape, effective_section

if TYPE_CHECKING:
    from shinryo_ratio.figures import ChildbirthLine, Figures, RevenueLine

_THOUSAND_YEN_SLACK: Final = 999


def _facts_getter(names: tuple[str, ...]) -> Any:
    getter = attrgetter(*names)
    return getter if len(names) > 1 else lambda line: (getter(line),)


_SHAPES: Final[dict[tuple[Any, ...], Shape]] = {}
"""One Shape for equal values: the vocabulary is closed, so there are a few thousand at most."""

_FACTS: Final = {kind: _facts_getter(names) for kind, names in PLACED_FACTS.items()}


@dataclass(slots=True)
class Amounts:
    """The amounts of the lines of one shape, in yen.

    Attributes:
        stated: their sum.
        low, high: what the sum may be where amounts are in thousand yen; else the stated sum.
    """

    stated: int = 0
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Folded:
    """The lines of a document, folded by shape.

    Attributes:
        shapes: the shape of each line in input order; None for an internal line.
        yen: the amount of each line in yen, in input order.
        amounts: the sums by shape.
        deliveries: the childbirth lines by shape, whose counted part is not their amount.
        exact: whether every amount is known to the yen.
        may_be_open: whether anything at all is left unsaid, so that bounds are worth looking for.
    """

    shapes: tuple[Shape | None, ...]
    yen: tuple[int, ...]
    amounts: Mapping[Shape, Amounts]
    deliveries: Mapping[Shape, tuple["ChildbirthLine", ...]]
    exact: bool
    may_be_open: bool

    def lines_of(self, shape: Shape) -> list[int]:
        """The numbers, from 1, of the lines of a shape."""
        return [number for number, found in enumerate(self.shapes, 1) if found == shape]


def fold(figures: "Figures") -> Folded:
    """The lines of a document folded by what can decide about them."""
    standard, unit = figures.accounting_standard, figures.yen_per_unit
    shapes: list[Shape | None] = []
    yen: list[int] = []
    amounts: dict[Shape, Amounts] = {}
    deliveries: dict[Shape, list[ChildbirthLine]] = {}
    for line in figures.revenue:
        kind, amount = line.kind, line.amount
        section: str = line.section
        if line.kind == "childbirth":
            fees = line.fees
            amount = amount * unit if fees is None else fees
        elif unit != 1:
            amount *= unit
        yen.append(amount)
        if line.internal:
            shapes.append(None)
            continue
        if section == "non_operating":
            section = effective_section(kind, section, standard)
        getter = _FACTS.get(kind)
        key = (kind, line.business, section, getter(line) if getter else ())
        shape = _SHAPES.get(key)
        if shape is None:
            shape = _SHAPES[key] = Shape(*key)
        shapes.append(shape)
        total = amounts.get(shape)
        if total is None:
            total = amounts[shape] = Amounts()
        total.stated += amount
        if line.kind == "childbirth":
            deliveries.setdefault(shape, []).append(line)
        if unit != 1:
            _widen(total, line, amount)
    if unit == 1:
        for total in amounts.values():
            total.low = total.high = total.stated
    may_be_open = (
        unit != 1
        or any(None in shape[3] or shape[0] == "unclassified" or shape[1] == "ancillary" for shape in amounts)
        or any(line.deliveries is None for lines in deliveries.values() for line in lines)
    )
    found = {shape: tuple(lines) for shape, lines in deliveries.items()}
    return Folded(tuple(shapes), tuple(yen), amounts, found, unit == 1, may_be_open)


def _widen(total: Amounts, line: "RevenueLine", amount: int) -> None:
    """An amount in thousand yen is any amount within ±999 yen of it and of its sign; fees are exact."""
    if line.kind == "childbirth" and line.deliveries is not None:
        low = high = amount
    elif line.kind == "insurance_deduction":
        low, high = amount - _THOUSAND_YEN_SLACK, min(0, amount + _THOUSAND_YEN_SLACK)
    else:
        low, high = max(0, amount - _THOUSAND_YEN_SLACK), amount + _THOUSAND_YEN_SLACK
    total.low += low
    total.high += high


def counted_deliveries(line: "ChildbirthLine", amount: int, cap: int) -> tuple[int, int]:
    """What counts of a childbirth line in yen: the stated part, and the most it may be."""
    if line.deliveries is not None:
        counted = sum(min(delivery.fee, cap) * delivery.count for delivery in line.deliveries)
        return counted, counted
    most = amount if line.delivery_count is None else min(amount, cap * line.delivery_count)
    return min(amount, cap), most


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
        numerator: with it, where the limbs hold.
        social_insurance: the social_insurance lines in the denominator.
    """

    unconditional: int
    numerator: int
    denominator: int
    limbs: tuple[LimbSum, ...]
    social_insurance: int

    def numerator_at(self, denominator: int) -> int:
        """The numerator with the limbs evaluated at another denominator."""
        resting = sum(limb.resting for limb in self.limbs if limb.holds(denominator))
        return self.unconditional + resting


@dataclass(slots=True)
class Tally:
    """The stated sums as they are added up, shape by shape."""

    unconditional: int = 0
    denominator: int = 0
    totals: dict[str, int] = field(default_factory=dict)
    resting: dict[str, tuple[tuple[int, int], int]] = field(default_factory=dict)

    def copy(self) -> "Tally":
        """A tally to go on from."""
        return Tally(self.unconditional, self.denominator, self.totals.copy(), self.resting.copy())

    def add(self, folded: Folded, shape: Shape, amounts: Amounts, cell: Cell) -> None:
        """Add what the stated row of a shape gives."""
        row = cell.stated
        if not row.denominator:
            return
        amount, kind, counts = amounts.stated, shape[0], row.numerator
        self.denominator += amount
        self.totals[kind] = self.totals.get(kind, 0) + amount
        if counts is Counts.ALL:
            self.unconditional += amount
        elif counts is Counts.CAP:
            self.unconditional += _capped(folded, shape, row.cap or 0)
        elif row.limb is not None:
            _, so_far = self.resting.get(kind, (row.limb, 0))
            self.resting[kind] = (row.limb, so_far + amount)

    def sums(self) -> Sums:
        """The sums, with the limbs evaluated at the denominator."""
        limbs = tuple(
            LimbSum(kind, portion, self.totals[kind], resting)
            for kind, (portion, resting) in self.resting.items()
        )
        held = sum(limb.resting for limb in limbs if limb.holds(self.denominator))
        insured = self.totals.get("social_insurance", 0)
        return Sums(self.unconditional, self.unconditional + held, self.denominator, limbs, insured)

    def bounds(self) -> Bounds:
        """Both bounds are the stated sums where nothing is unknown."""
        if self.denominator <= 0:
            return Bounds(None, None)
        numerator = self.unconditional
        for kind, ((portion, whole), resting) in self.resting.items():
            if whole * self.totals[kind] <= portion * self.denominator:
                numerator += resting
        point = Ratio(numerator, self.denominator)
        return Bounds(point, point)


def _capped(folded: Folded, shape: Shape, cap: int) -> int:
    unit = 1 if folded.exact else 1000
    return sum(counted_deliveries(line, line.amount * unit, cap)[0] for line in folded.deliveries[shape])
