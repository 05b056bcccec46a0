"""How far the open readings move the score whole × N − portion × D: whether they can turn a verdict.

For a shape that readings touch, four numbers say what its yen do to the score as readings turn. `fall` and
`rise` are bounds: no setting of the open readings takes or adds more. `lowest` and `highest` are what one
setting of each corporation's readings does, of those that lie near the ends. So a verdict that the bounds
cannot turn is settled, one that such a setting turns depends on a reading; between the two SQL does not
decide. A limb that some lines rest on is taken to fail or to hold, whichever is the safe side.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.placement import Cell, Counts, PlacementTable, Shape
from shinryo_ratio.law.table import every_shape

Added: TypeAlias = tuple[int, int]
"""What a yen adds to the numerator and to the denominator."""

KINDS: Final = ("fall", "rise", "lowest", "highest")


class Moves(NamedTuple):
    """The moves of a shape.

    Attributes:
        counted, within: the weight of each of `KINDS`, of the yen that count and of those in the denominator:
            the score moves by the first less the second. `fall` and `lowest` are taken from the score, `rise`
            and `highest` added to it.
        leaving: how much of a yen may leave the denominator.
    """

    counted: Mapping[str, int]
    within: Mapping[str, int]
    leaving: int


def moves(
    table: PlacementTable, shape: Shape, alternatives: frozenset[str], closed: Collection[str]
) -> Moves:
    """The moves of a shape whose facts are known.

    Args:
        alternatives: the readings chosen on their alternative side.
        closed: those that a confirmation closes.
    """
    p, q = table.ruleset.lowest_terms
    touched = table.readings_of(shape)
    open_ = [reading for reading in touched if reading not in closed]
    chosen = _effect(table.at(alternatives.intersection(touched))[shape])
    effects = {_effect(cell) for cell in cells(table, shape, alternatives, closed)}
    lows, highs = _sides(table)
    fixed = alternatives.intersection(touched).difference(open_)
    at_lowest = _effect(table.at(fixed | lows.intersection(open_))[shape])
    at_highest = _effect(table.at(fixed | highs.intersection(open_))[shape])
    low, high, least = _least(effects), _most(effects), min(inside for inside, _ in effects)
    if shape.kind == "insurance_deduction":
        low, high, least = high, low, max(inside for inside, _ in effects)
    failing, holding = _added(chosen, limb=0), _added(chosen, limb=1)
    weights = (
        _weights(p, q, failing, low),
        _weights(p, q, high, holding),
        _weights(p, q, holding, _added(at_lowest, limb=1)),
        _weights(p, q, _added(at_highest, limb=0), failing),
    )
    counted = {kind: weight for kind, (weight, _) in zip(KINDS, weights, strict=True)}
    within = {kind: weight for kind, (_, weight) in zip(KINDS, weights, strict=True)}
    return Moves(counted, within, leaving=chosen[0] - least)


def cells(
    table: PlacementTable, shape: Shape, alternatives: frozenset[str], closed: Collection[str]
) -> list[Cell]:
    """The cell of a shape at every setting of the open readings; the others change nothing that counts."""
    touched = table.readings_of(shape)
    open_ = [reading for reading in touched if reading not in closed]
    settings = [alternatives.intersection(touched).difference(open_)]
    for reading in open_:
        settings += [setting | {reading} for setting in settings]
    return [table.at(setting)[shape] for setting in settings]


def _weights(p: int, q: int, more: Added, less: Added) -> tuple[int, int]:
    return q * (more[0] - less[0]), p * (more[1] - less[1])


def _effect(cell: Cell) -> tuple[int, Counts]:
    return cell.stated.denominator, cell.stated.numerator


def _added(effect: tuple[int, Counts], *, limb: int) -> Added:
    inside, counts = effect
    return limb if counts is Counts.LIMB else int(counts > Counts.LIMB), inside


def _least(effects: set[tuple[int, Counts]]) -> Added:
    """What a yen adds, such that nothing these effects allow gives a lower score."""
    if (1, Counts.NOTHING) in effects or (1, Counts.LIMB) in effects:
        return 0, 1
    if (0, Counts.NOTHING) not in effects:
        return 1, 1
    return (0, 1) if (1, Counts.CAP) in effects else (0, 0)


def _most(effects: set[tuple[int, Counts]]) -> Added:
    """What a yen adds, such that nothing these effects allow gives a higher score."""
    if (1, Counts.ALL) in effects or (1, Counts.LIMB) in effects:
        return 1, 1
    if (1, Counts.CAP) in effects:
        return (1, 0) if (0, Counts.NOTHING) in effects else (1, 1)
    return (0, 0) if (0, Counts.NOTHING) in effects else (0, 1)


@lru_cache(maxsize=256)
def _sides(table: PlacementTable) -> tuple[frozenset[str], frozenset[str]]:
    """The readings whose alternative side mostly lowers the score, and those where it mostly raises it.

    Insured services are hardly ever booked outside 事業損益: they do not weigh there.
    """
    weighed = {reading: sum(_changes(table, reading)) for reading in table.ruleset.readings}
    lower = frozenset(reading for reading, change in weighed.items() if change < 0)
    return lower, frozenset(weighed) - lower


def _changes(table: PlacementTable, reading: str) -> Iterator[int]:
    p, q = table.ruleset.lowest_terms
    for shape in every_shape():
        usual = shape.section == "operating" or shape.kind not in v.INSURED_SERVICE_KINDS
        if usual and reading in table.readings_of(shape):
            turned = table.at(frozenset({reading}))[shape]
            numerator, denominator = _added(_effect(turned), limb=1)
            before_numerator, before_denominator = _added(_effect(table.at(frozenset())[shape]), limb=0)
            yield q * (numerator - before_numerator) - p * (denominator - before_denominator)
