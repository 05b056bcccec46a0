"""Which settings of the open readings can hold an extreme, of readings that no shipped rule set has too."""

from shinryo_ratio.engine.plan import _extreme
from shinryo_ratio.law.placement import Cell, Counts, Row

COUNTED = Cell.of(Row(1, Counts.ALL, "counted", "1"))
NOT_COUNTED = Cell.of(Row(1, Counts.NOTHING, "not-counted", "1"))
OUT = Cell.of(Row(0, Counts.NOTHING, "out", "1"))
BOTH_SIDES = (0, 1)


def test_a_reading_that_only_counts_more_is_lowest_at_its_default() -> None:
    assert _extreme([(NOT_COUNTED,), (COUNTED,)], [frozenset({0})]) == ((0,), (1,))


def test_a_reading_that_only_counts_less_is_lowest_at_its_alternative() -> None:
    assert _extreme([(COUNTED,), (NOT_COUNTED,)], [frozenset({0})]) == ((1,), (0,))


def test_a_reading_that_moves_the_denominator_may_be_at_either_side() -> None:
    assert _extreme([(COUNTED,), (OUT,)], [frozenset({0})]) == (BOTH_SIDES, BOTH_SIDES)


def test_a_reading_that_counts_one_line_more_and_another_less_may_be_at_either_side() -> None:
    cells = [(COUNTED, NOT_COUNTED), (NOT_COUNTED, COUNTED)]
    assert _extreme(cells, [frozenset({0, 1})]) == (BOTH_SIDES, BOTH_SIDES)


def test_readings_are_looked_at_one_by_one() -> None:
    """The first only counts more; the second takes its line out of the denominator: bit 1 is free."""
    cells = [
        (NOT_COUNTED, COUNTED),  # neither
        (COUNTED, COUNTED),  # the first
        (NOT_COUNTED, OUT),  # the second
        (COUNTED, OUT),  # both
    ]
    assert _extreme(cells, [frozenset({0}), frozenset({1})]) == ((0, 2), (1, 3))
