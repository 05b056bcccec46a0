"""Where a corporation stands when nothing about its lines is unknown: sums, verdict, certainty and margins.

What `decide` works out for a chart of accounts as a whole is here looked up for each shape by itself: a batch
of a hundred thousand different charts costs no more than one of a single chart. Where a fact is unknown this
look is silent, and `decide` answers. A test holds the two equal.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from shinryo_ratio.engine.assessment import Certainty, Margins, Verdict
from shinryo_ratio.engine.effects import (
    ALONE,
    BOTH,
    CAPPED,
    CONDITIONAL,
    INSURED,
    SWINGING,
    TARIFF,
    UNKNOWN,
    Effect,
    Effects,
)  # fmt: skip
from shinryo_ratio.engine.margins import margins
from shinryo_ratio.engine.sums import LimbSum, Sums
from shinryo_ratio.law.placement import PlacementTable, Row, Shape

if TYPE_CHECKING:
    from shinryo_ratio.law import RuleSet

Births: TypeAlias = Sequence[tuple[int, int]]
"""Fees of childbirth in yen, and how many of each."""

_MOST_READINGS: Final = 4
"""Open readings of one document whose settings are gone through; with more, `decide` answers."""


class Standing(NamedTuple):
    """The answer, as `Decision` gives it."""

    ruleset: "RuleSet"
    sums: Sums
    verdict: Verdict
    certainty: Certainty | None
    reason_code: str | None
    margins: Margins


_Others: TypeAlias = list[tuple[Effect, int, Births]]
"""Lines that add by a limb or by several readings: how they add, their yen and, of childbirth, deliveries."""


class _Sought(NamedTuple):
    """The sums of a document so far, in yen, and how each open reading would move them.

    Attributes:
        moves: by reading, how much more there is of either sum where it takes the other side.
        others: what adds on top, setting by setting.
    """

    numerator: int
    denominator: int
    insured: int
    moves: dict[str, list[int]]
    others: _Others


class Look:
    """Looks at documents that choose the same readings under one placement table."""

    def __init__(self, table: PlacementTable, alternatives: frozenset[str], closed: frozenset[str]) -> None:
        self._effects = Effects(table, alternatives, closed)
        self._ruleset = table.ruleset
        self._threshold = table.ruleset.lowest_terms

    def effect(self, shape: Shape, *, internal: bool) -> Effect:
        """How lines of a shape add."""
        return self._effects.of(shape, internal=internal)

    def standing(
        self, simply: Sequence[int], totals: Mapping[Effect, int], births: Mapping[Effect, Births]
    ) -> Standing | None:
        """Where a document stands; None where something about it is unknown.

        Args:
            simply: the sum of the lines of each `SIMPLE` way, in yen.
            totals: the sums of the other lines, by what they add.
            births: the deliveries of childbirth among them.
        """
        numerator = simply[BOTH] + simply[INSURED]
        denominator, insured = numerator + simply[ALONE], simply[INSURED]
        moves: dict[str, list[int]] = {}
        on_tariff: _Others = []
        conditional: _Others = []
        for effect, total in totals.items():
            way = effect.way
            if way == TARIFF:
                on_tariff.append((effect, total, ()))
            elif way == UNKNOWN:
                return None
            elif way == CONDITIONAL:
                conditional.append((effect, total, births.get(effect, ())))
            else:
                add, move = effect.adds, effect.moves
                denominator += add[1] * total
                if way == CAPPED:
                    numerator += _yen(effect.stated, total, births.get(effect, ()))
                    continue
                numerator += add[0] * total
                insured += effect.insures * total
                if way == SWINGING:
                    moved = moves.setdefault(effect.readings[0], [0, 0])
                    moved[0] += move[0] * total
                    moved[1] += move[1] * total
        if conditional:
            conditional += on_tariff
        else:
            for _, total, _ in on_tariff:
                numerator += total
                denominator += total
        sought = _Sought(numerator, denominator, insured, moves, conditional)
        return self._judged(_settled(sought) if conditional else sought)

    def _judged(self, sought: _Sought) -> Standing | None:
        ruleset = self._ruleset
        sums = _sums(sought.numerator, sought.denominator, sought.others, None)
        if sums.denominator <= 0:
            return Standing(ruleset, sums, "undetermined", None, "no_denominator", Margins())
        p, q = self._threshold
        score = q * sums.numerator - p * sums.denominator
        same: bool | None = True
        if sought.moves or sought.others:
            same = self._same(sought, sums, score)
            if same is None:
                return None
        return Standing(
            ruleset,
            sums,
            "met" if score > 0 else "not_met",
            "settled" if same else "depends_on_reading",
            None,
            margins(sums, self._threshold, sought.insured),
        )

    def _same(self, sought: _Sought, sums: Sums, score: int) -> bool | None:
        """Whether no setting of the open readings turns the verdict; None where there are too many to try.

        Each reading moves the score q·N − p·D by an amount of its own, and each of the others lies within a
        span of its own: that settles most documents. Else every setting is gone through.
        """
        p, q = self._threshold
        moved = [q * more - p * wider for more, wider in sought.moves.values()]
        plain = q * sought.numerator - p * sought.denominator
        spans = [_span(effect, total) for effect, total, _ in sought.others]
        if score > 0:
            if plain + sum([move for move in moved if move < 0]) + sum([low for low, _ in spans]) > 0:
                return True
        elif plain + sum([move for move in moved if move > 0]) + sum([high for _, high in spans]) <= 0:
            return True
        if not spans and sums.denominator + sum([min(0, wider) for _, wider in sought.moves.values()]) > 0:
            return False
        asked = sought.moves.keys() | {id_ for effect, _, _ in sought.others for id_ in effect.readings}
        readings = tuple([id_ for id_ in self._ruleset.readings if id_ in asked])
        if len(readings) > _MOST_READINGS:
            return None
        return self._same_everywhere(sought, readings, met=score > 0)

    def _same_everywhere(self, sought: _Sought, readings: tuple[str, ...], *, met: bool) -> bool:
        """Whether the verdict is the same at each setting of the readings that leaves a denominator."""
        p, q = self._threshold
        numerators, denominators = [sought.numerator], [sought.denominator]
        for id_ in readings:
            more, wider = sought.moves.get(id_, _UNMOVED)
            numerators += [yen + more for yen in numerators]
            denominators += [yen + wider for yen in denominators]
        rows = [self._effects.rows(effect.shape, readings) for effect, _, _ in sought.others]
        for setting, numerator in enumerate(numerators):
            sums = _sums(numerator, denominators[setting], sought.others, [each[setting] for each in rows])
            if sums.denominator > 0 and (q * sums.numerator > p * sums.denominator) != met:
                return False
        return True


_UNMOVED: Final = (0, 0)


def _span(effect: Effect, total: int) -> tuple[int, int]:
    """The least and the most that lines do to the score."""
    low, high = effect.swing
    return (low * total, high * total) if total > 0 else (high * total, low * total)


def _settled(sought: _Sought) -> _Sought:
    """The sums with what adds by itself after all.

    Left are kinds of which a part rests on a limb, and what several readings touch.
    """
    numerator, denominator, insured, moves, conditional = sought
    resting = {effect.shape.kind for effect, _, _ in conditional if effect.rests}
    others: _Others = []
    for effect, total, births in conditional:
        shape, stated, readings, flipped = effect.shape, effect.stated, effect.readings, effect.flipped
        insured += effect.insures * total
        if len(readings) > 1 or flipped is None or (resting and shape.kind in resting):
            others.append((effect, total, births))
            continue
        added = _yen(stated, total, births)
        numerator += added
        denominator += stated.denominator * total
        if readings:
            moved = moves.setdefault(readings[0], [0, 0])
            moved[0] += _yen(flipped, total, births) - added
            moved[1] += (flipped.denominator - stated.denominator) * total
    return _Sought(numerator, denominator, insured, moves, others)


def _yen(row: Row, total: int, births: Births) -> int:
    """What lines add to the numerator by a row without a limb."""
    if row.cap is not None:
        cap = row.cap
        return sum([min(fee, cap) * count for fee, count in births])
    return total if row.numerator else 0


def _sums(numerator: int, denominator: int, others: _Others, rows: Sequence[Row] | None) -> Sums:
    """The sums with the others on top, each by its row at a setting, or as stated."""
    if not others:
        return Sums(numerator, denominator, ())
    by_kind: dict[str, list[tuple[Row, int]]] = {}
    for number, (effect, total, births) in enumerate(others):
        row = effect.stated if rows is None else rows[number]
        if not row.denominator:
            continue
        denominator += total
        by_kind.setdefault(effect.shape.kind, []).append((row, total))
        if row.limb is None:
            numerator += _yen(row, total, births)
    limbs = tuple([limb for kind, lines in by_kind.items() for limb in _limb(kind, lines)])
    return Sums(numerator, denominator, limbs)


def _limb(kind: str, lines: list[tuple[Row, int]]) -> Iterable[LimbSum]:
    """The sum of a kind in the denominator, where part of it rests on a limb."""
    resting = [(row.limb, total) for row, total in lines if row.limb is not None]
    for portion, _ in resting[:1]:
        yield LimbSum(kind, portion, sum([yen for _, yen in lines]), sum([yen for _, yen in resting]))
