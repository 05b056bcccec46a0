"""Folding the lines by shape: after one pass over the lines, everything is decided on a few sums."""

from collections.abc import Collection
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from shinryo_ratio.figures.fields import UNIT_SLACK
from shinryo_ratio.law.placement import PLACED_FACTS, Shape, effective_section

if TYPE_CHECKING:
    from shinryo_ratio.figures import ChildbirthLine, Figures, RevenueLine


INTERNAL: Final = -1
"""The slot of an internal line, which counts nowhere."""


def _facts_getter(names: tuple[str, ...]) -> Any:
    getter = attrgetter(*names)
    return getter if len(names) > 1 else lambda line: (getter(line),)


_FACTS: Final = {kind: _facts_getter(names) for kind, names in PLACED_FACTS.items()}


class Profile:
    """The different shapes of a document, in input order. A *slot* is the index of a shape.

    Documents of the same chart of accounts share one profile, and so what was worked out for it.

    Attributes:
        leaves_unsaid: whether a fact of some shape is unknown.
    """

    __slots__ = ("leaves_unsaid", "shapes")

    def __init__(self, shapes: tuple[Shape, ...], leaves_unsaid: bool) -> None:
        self.shapes, self.leaves_unsaid = shapes, leaves_unsaid


@lru_cache(maxsize=2048)
def profile_of(keys: tuple[tuple[Any, ...], ...]) -> Profile:
    """The profile of shapes given as plain tuples."""
    shapes = tuple(Shape(*key) for key in keys)
    unsaid = any(
        shape.kind == "unclassified" or shape.business == "ancillary" or None in shape.facts
        for shape in shapes
    )
    return Profile(shapes, unsaid)


class Folded(NamedTuple):
    """The lines of a document, folded by shape.

    Attributes:
        slots: the slot of each line in input order, or INTERNAL.
        yen: the amount of each line in yen, in input order.
        totals: the sum of the lines of each slot, in yen.
        lows, highs: what each sum may be where amounts are in thousand yen; else the totals.
        deliveries: by slot, the childbirth lines, whose counted part is not their amount.
        exact: whether every amount is known to the yen.
        may_be_open: whether anything at all is left unsaid, so that bounds are worth looking for.
        known_counts: what was found by `counted`, by slot and cap.
    """

    profile: Profile
    slots: list[int]
    yen: list[int]
    totals: list[int]
    lows: list[int]
    highs: list[int]
    deliveries: dict[int, list["ChildbirthLine"]]
    exact: bool
    may_be_open: bool
    known_counts: dict[tuple[int, int], tuple[int, int]]

    def counted(self, slot: int, cap: int) -> tuple[int, int]:
        """What counts of the childbirth lines of a slot under a cap, in yen: as stated, and at the most."""
        found = self.known_counts.get((slot, cap))
        if found is None:
            parts = [counted_deliveries(line, line.amount * self.unit, cap) for line in self.deliveries[slot]]
            found = sum([known for known, _ in parts]), sum([most for _, most in parts])
            self.known_counts[slot, cap] = found
        return found

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The different shapes, in input order."""
        return self.profile.shapes

    def lines_of(self, slots: Collection[int]) -> tuple[int, ...]:
        """The numbers, from 1, of the lines of these slots."""
        return tuple(number for number, slot in enumerate(self.slots, 1) if slot in slots)

    @property
    def unit(self) -> int:
        """What one unit of an amount is in yen."""
        return 1 if self.exact else 1000


def fold(figures: "Figures") -> Folded:
    """The lines of a document folded by what can decide about them."""
    standard, unit = figures.accounting_standard, figures.yen_per_unit
    index: dict[tuple[Any, ...], int] = {}
    slots: list[int] = []
    yen: list[int] = []
    totals: list[int] = []
    deliveries: dict[int, list[ChildbirthLine]] = {}
    for line in figures.revenue:
        # a model's fields stand in its __dict__; thirty lines are read in a few microseconds
        said = line.__dict__
        kind, amount, section = said["kind"], said["amount"], said["section"]
        if line.kind == "childbirth":
            amount = _childbirth_yen(line, unit)
        elif unit != 1:
            amount *= unit
        yen.append(amount)
        if said["internal"]:
            slots.append(INTERNAL)
            continue
        if section == "non_operating":
            section = effective_section(kind, section, standard)
        key = (kind, said["business"], section, _FACTS[kind](line) if kind in _FACTS else ())
        slot = index.get(key)
        if slot is None:
            slot = index[key] = len(totals)
            totals.append(0)
        totals[slot] += amount
        slots.append(slot)
        if line.kind == "childbirth":
            deliveries.setdefault(slot, []).append(line)
    profile = profile_of(tuple(index))
    exact = unit == 1
    lows, highs = (totals, totals) if exact else _ranges(figures, slots, yen, len(totals))
    may_be_open = (
        profile.leaves_unsaid
        or not exact
        or any(line.deliveries is None for lines in deliveries.values() for line in lines)
    )
    return Folded(profile, slots, yen, totals, lows, highs, deliveries, exact, may_be_open, {})


def _childbirth_yen(line: "ChildbirthLine", unit: int) -> int:
    fees = line.fees
    return line.amount * unit if fees is None else fees


def _ranges(figures: "Figures", slots: list[int], yen: list[int], count: int) -> tuple[list[int], list[int]]:
    """The least and the most of each slot's sum in thousand-yen figures."""
    lows, highs = [0] * count, [0] * count
    for line, slot, amount in zip(figures.revenue, slots, yen, strict=True):
        if slot != INTERNAL:
            low, high = _range(line, amount)
            lows[slot] += low
            highs[slot] += high
    return lows, highs


def _range(line: "RevenueLine", amount: int) -> tuple[int, int]:
    """An amount in thousand yen is any amount within ±999 yen of it and of its sign; fees are exact."""
    if line.kind == "childbirth" and line.deliveries is not None:
        return amount, amount
    low, high = amount - UNIT_SLACK, amount + UNIT_SLACK
    return (low, min(0, high)) if line.kind == "insurance_deduction" else (max(0, low), high)


def counted_deliveries(line: "ChildbirthLine", amount: int, cap: int) -> tuple[int, int]:
    """What counts of a childbirth line in yen: the stated part, and the most it may be."""
    if line.deliveries is not None:
        counted = sum(min(delivery.fee, cap) * delivery.count for delivery in line.deliveries)
        return counted, counted
    most = amount if line.delivery_count is None else min(amount, cap * line.delivery_count)
    return min(amount, cap), most
