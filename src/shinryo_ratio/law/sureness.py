"""How sure we are (確からしさ) of the placement table: of no row surer than of the weakest thing it rests on.

A row rests on an item or on the denominator, and on every reading (取扱い) whose two sides differ there: that
the text of an item was read does not confirm a side of a question which the text leaves open.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from shinryo_ratio.law.files import readings
from shinryo_ratio.law.model import Status
from shinryo_ratio.law.placement import Counts, PlacementTable, Row, Shape, known_shapes

if TYPE_CHECKING:
    from shinryo_ratio.law.ruleset import RuleSet

_WEAKNESS: Final[Mapping[Status, int]] = {"primary": 0, "secondary": 1, "assumed": 2}
DENOMINATOR_PARTS: Final = ("non_operating", "extraordinary", "fixed_assets")
"""The parts of a denominator that readings may touch: two sections, and subsidies for fixed assets."""


def weakest(statuses: Iterable[Status]) -> Status:
    """The least sure of some statuses."""
    return max(statuses, key=_WEAKNESS.__getitem__)


class Sureness:
    """How sure we are of the rows of one placement table."""

    def __init__(self, table: PlacementTable) -> None:
        self._table = table
        self._ruleset: RuleSet = table.ruleset

    @cached_property
    def _statuses(self) -> Mapping[str, Status]:
        return {id_: reading.status for id_, reading in readings().items()}

    def of(self, shape: Shape, row: Row, alternatives: frozenset[str]) -> Status:
        """The status of a row of a shape, at a setting of the readings."""
        rest = (self._statuses[reading] for reading in self.differing(shape, row, alternatives))
        return weakest((self._cited(shape, row), *rest))

    def differing(self, shape: Shape, row: Row, alternatives: frozenset[str]) -> Iterator[str]:
        """The readings whose other side gives something else than the row, the others held."""
        resolved = (known for _, known in self._table.resolved(shape))
        same = [known for known in resolved if self._effect(known, alternatives) == row.effect]
        for reading in self._ruleset.readings:
            flipped = alternatives ^ {reading}
            if any(
                reading in self._table.readings_of(known) and self._effect(known, flipped) != row.effect
                for known in same
            ):
                yield reading

    def _effect(self, known: Shape, alternatives: frozenset[str]) -> object:
        return self._table.at(alternatives)[known].stated.effect

    def _cited(self, shape: Shape, row: Row) -> Status:
        """The status of the part of the rule set that a row cites."""
        measure = self._ruleset.covid_measure
        if measure is not None and measure.citation == row.citation:
            return measure.status
        for item in self._ruleset.items:
            for counted in item.kinds:
                if row.item == item.id and row.numerator is Counts.LIMB and counted.limb is not None:
                    limb = counted.limb
                    return limb.status if row.limb == limb.at_most else limb.alternative_status
                if row.item == item.id and row.numerator is Counts.CAP and counted.cap is not None:
                    return counted.cap.status
                # a row of a line that an item refuses cites the item, and counts under none
                if row.item == item.id or (counted.kind == shape.kind and item.citation == row.citation):
                    return item.status
        return self._ruleset.status if row.denominator else self._ruleset.denominator.status


def denominator_readings(ruleset: "RuleSet") -> dict[str, tuple[str, ...]]:
    """The readings that move a part of the denominator, by part, the others at their default."""
    table = ruleset.placement()
    found: dict[str, set[str]] = {part: set() for part in DENOMINATOR_PARTS}
    for shape in known_shapes():
        part = _denominator_part(shape)
        if part is None:
            continue
        for reading in table.readings_of(shape):
            if len({row.denominator for row in _both_sides(table, shape, reading)}) > 1:
                found[part].add(reading)
    return {part: tuple(id_ for id_ in ruleset.readings if id_ in moving) for part, moving in found.items()}


def _denominator_part(shape: Shape) -> str | None:
    """The part that a shape of 本来業務 stands for; None for operating revenue, which no reading moves."""
    if shape.business != "main":
        return None
    if shape.fact("granted_for") == "fixed_assets":
        return "fixed_assets" if shape.section == "operating" else None
    return None if shape.section == "operating" else shape.section


def _both_sides(table: PlacementTable, shape: Shape, reading: str) -> tuple[Row, Row]:
    default, other = frozenset[str](), frozenset({reading})
    return table.at(default)[shape].stated, table.at(other)[shape].stated


def denominator_status(ruleset: "RuleSet", moving: Iterable[str]) -> Status:
    """How sure we are of a part of the denominator that some readings move."""
    known = readings()
    return weakest((ruleset.denominator.status, *(known[reading].status for reading in moving)))


def item_readings(ruleset: "RuleSet", item: str, kind: str) -> tuple[str, ...]:
    """The readings that decide whether an item counts a kind, or how far, the others at their default."""
    table = ruleset.placement()
    found: set[str] = set()
    for shape in known_shapes():
        if shape[:3] == (kind, "main", "operating"):
            for reading in table.readings_of(shape):
                rows = _both_sides(table, shape, reading)
                if item in (row.item for row in rows) and rows[0].effect != rows[1].effect:
                    found.add(reading)
    return tuple(reading for reading in ruleset.readings if reading in found)
