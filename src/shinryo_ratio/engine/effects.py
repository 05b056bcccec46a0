"""What a yen of each shape of line adds, for documents in which nothing is unknown.

Each shape is looked up in the placement table once, at every setting of the open readings that touch it, and
is found to add in one of a few ways.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from shinryo_ratio.law.placement import Counts, PlacementTable, Row, Shape

_MOST_ROWS: Final = 8192
"""Rows that are remembered."""

OUT, ALONE, BOTH, INSURED, TARIFF, CAPPED, SWINGING, CONDITIONAL, UNKNOWN = range(9)
"""How lines add: nowhere; to the denominator; to both sums; to both, as social insurance; to both, of a kind
that a limb may measure; up to a cap; by one open reading; by a limb or several readings; not known."""

SIMPLE: Final = (OUT, ALONE, BOTH, INSURED)
"""The ways of lines that only have to be added up by their way."""


@dataclass(frozen=True, eq=False, slots=True)
class Effect:
    """What a yen of the lines of a shape adds.

    Attributes:
        way: in which way it adds; one of `SIMPLE`, or not.
        stated: its row at the readings chosen.
        readings: the open readings that can change it.
        flipped: the row where all of them take the other side.
        adds: to the numerator and the denominator at the readings chosen, without a cap or a limb.
        moves: how much more to each where its only reading takes the other side.
        swing: the least and the most that a yen does to the score q·N − p·D, conditions either way.
        rests: whether it counts by a limb.
        insures: 1 where it is social insurance revenue in the denominator, else 0.
    """

    way: int
    shape: Shape
    stated: Row
    readings: tuple[str, ...] = ()
    flipped: Row | None = None
    adds: tuple[int, int] = (0, 0)
    moves: tuple[int, int] = (0, 0)
    swing: tuple[int, int] = (0, 0)
    rests: bool = False
    insures: int = 0


class Effects:
    """The effects of shapes under one placement table, for documents that choose the same readings."""

    def __init__(self, table: PlacementTable, alternatives: frozenset[str], closed: frozenset[str]) -> None:
        self.ruleset = table.ruleset
        self._table, self._alternatives, self._closed = table, alternatives, closed
        self._rows: dict[tuple[Shape, tuple[str, ...]], tuple[Row, ...]] = {}

    def of(self, shape: Shape, *, internal: bool) -> Effect:
        """How lines of a shape add; those inside the corporation nowhere."""
        if internal:
            return Effect(OUT, shape, Row(0, Counts.NOTHING, "internal", ""))
        readings = tuple(id_ for id_ in self._table.readings_of(shape) if id_ not in self._closed)
        cells = [self._table.at(setting)[shape] for setting in self._settings(readings)]
        rows = [cell.stated for cell in cells]
        stated, flipped = rows[0], rows[-1]
        if any(len(cell.alternatives) > 1 for cell in cells):
            return Effect(UNKNOWN, shape, stated)
        adds, others = _adds(stated), _adds(flipped)
        return Effect(
            self._way(shape, rows, readings),
            shape,
            stated,
            readings,
            flipped,
            adds,
            (others[0] - adds[0], others[1] - adds[1]),
            self._swing(rows),
            any(row.limb is not None for row in rows),
            stated.denominator if shape.kind == "social_insurance" else 0,
        )

    def _way(self, shape: Shape, rows: Sequence[Row], readings: tuple[str, ...]) -> int:
        capped = any(row.cap is not None for row in rows)
        measured = shape.kind in self.ruleset.limbs
        if readings:
            return SWINGING if len(readings) == 1 and not capped and not measured else CONDITIONAL
        counts = rows[0].numerator == Counts.ALL
        if not rows[0].denominator:
            return OUT
        if measured:
            return TARIFF if counts else CONDITIONAL
        if capped:
            return CAPPED
        if not counts:
            return ALONE
        return INSURED if shape.kind == "social_insurance" else BOTH

    def _swing(self, rows: Sequence[Row]) -> tuple[int, int]:
        """The least and the most that a yen does to the score by any of these rows."""
        p, q = self.ruleset.lowest_terms
        scores = [-p * row.denominator for row in rows if row.numerator != Counts.ALL]
        scores += [q - p for row in rows if row.numerator != Counts.NOTHING]
        return min(scores), max(scores)

    def rows(self, shape: Shape, readings: tuple[str, ...]) -> tuple[Row, ...]:
        """The rows of a form at each setting of the readings of a document."""
        rows = self._rows.get((shape, readings))
        if rows is None:
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            rows = tuple(self._table.at(setting)[shape].stated for setting in self._settings(readings))
            self._rows[shape, readings] = rows
        return rows

    def _settings(self, readings: tuple[str, ...]) -> list[frozenset[str]]:
        """Every setting of these readings, from the sides chosen to the other ones."""
        settings = [self._alternatives]
        for id_ in readings:
            settings += [setting.symmetric_difference({id_}) for setting in settings]
        return settings


def _adds(row: Row) -> tuple[int, int]:
    """What a yen adds to the numerator and the denominator by a row without a cap or a limb."""
    return (1 if row.numerator == Counts.ALL else 0, row.denominator)
