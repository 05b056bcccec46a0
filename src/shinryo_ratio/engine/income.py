"""The income of the 150% test: which slots make it up, surely or perhaps."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from shinryo_ratio.engine.folding import Folded
from shinryo_ratio.engine.sums import Cells
from shinryo_ratio.law.placement import Cell, Shape

if TYPE_CHECKING:
    from shinryo_ratio.law.model import IncomeToCost


class Range(NamedTuple):
    """A sum in yen: as stated, and the least and the most it may be."""

    stated: int
    low: int
    high: int


class IncomeSlots(NamedTuple):
    """The slots that are income.

    Attributes:
        stated: those that are as stated.
        surely: those that are, whatever the unknown facts.
        doubtful: those that may or may not be.
    """

    stated: tuple[int, ...]
    surely: tuple[int, ...]
    doubtful: frozenset[int]

    @classmethod
    def of(cls, sibling: "IncomeToCost", shapes: Sequence[Shape], cells: Cells) -> "IncomeSlots":
        """What of the income each slot is under a rule set's test."""
        rules = _by_kind if sibling.income_kinds is not None else _by_denominator
        ways = [frozenset(rules(sibling, *pair)) for pair in zip(shapes, cells, strict=True)]
        stated = tuple(
            slot
            for slot, (shape, cell) in enumerate(zip(shapes, cells, strict=True))
            if True in ways[slot] and (ways[slot] == {True} or _is_stated(sibling, cell, shape))
        )
        return cls(
            stated,
            tuple(slot for slot, way in enumerate(ways) if way == {True}),
            frozenset(slot for slot, way in enumerate(ways) if len(way) > 1),
        )

    def sum(self, folded: Folded) -> Range:
        """The income of a document, in yen."""
        low = sum([folded.lows[slot] for slot in self.surely])
        high = sum([folded.highs[slot] for slot in self.surely])
        for slot in self.doubtful:
            low += min(0, folded.lows[slot])
            high += max(0, folded.highs[slot])
        return Range(sum([folded.totals[slot] for slot in self.stated]), low, high)


def _by_denominator(sibling: "IncomeToCost", shape: Shape, cell: Cell) -> Iterator[bool]:
    """Revised: the denominator of the income ratio, restricted to businesses."""
    for row in cell.alternatives:
        yield bool(row.denominator) and shape.business in sibling.income_businesses


def _by_kind(sibling: "IncomeToCost", shape: Shape, cell: Cell) -> Iterator[bool]:
    """Old: operating lines of the kinds and businesses listed, or lines that may turn out to be."""
    unclassified = shape.kind == "unclassified"
    if shape.section != "operating" or not (unclassified or shape.kind in (sibling.income_kinds or ())):
        yield False
    elif shape.business in sibling.income_businesses:
        yield from (True, False) if unclassified else (True,)
    else:
        yield False
        if shape.business == "ancillary":
            yield True


def _is_stated(sibling: "IncomeToCost", cell: Cell, shape: Shape) -> bool:
    """Whether a slot that may be income is, as stated."""
    return sibling.income_kinds is None and bool(cell.stated.denominator)
