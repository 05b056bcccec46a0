"""The decision (contract section 3): sums, bounds, verdict and certainty under one rule set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from shinryo_ratio.engine.assessment import (
    Bounds,
    Certainty,
    Margins,
    OpenFact,
    OpenReading,
    Ratio,
    Verdict,
)
from shinryo_ratio.engine.bounds import Capacities, union
from shinryo_ratio.engine.margins import margins
from shinryo_ratio.engine.sums import Folded, Sums, Tally, counted_deliveries, fold
from shinryo_ratio.law.placement import Cell, Counts, PlacementTable, Shape

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law import RuleSet

Cells: TypeAlias = Mapping[Shape, Cell]
Setting: TypeAlias = frozenset[str]
"""The readings that take their alternative side."""

_Sums = TypeVar("_Sums", Tally, Capacities, Tally | Capacities)

_NO_MARGINS: Final = Margins()

_LIMB_READING: Final = "approximately-ten-percent"
"""Touched by a line only where the sum it is measured by lies between the two limits."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and what it rests on, without the trace of the lines.

    Attributes:
        cells: the placement of each shape at the chosen readings.
    """

    ruleset: "RuleSet"
    folded: Folded
    cells: Cells
    sums: Sums
    verdict: Verdict
    certainty: Certainty | None = None
    reason_code: str | None = None
    margins: Margins = _NO_MARGINS
    bounds: Bounds | None = None
    bounds_all_readings: Bounds | None = None
    open_facts: tuple[OpenFact, ...] = ()
    open_readings: tuple[OpenReading, ...] = ()


def decide(figures: "Figures", ruleset: "RuleSet", *, covid_elected: bool) -> Decision:
    """Decide the income ratio: facts first, then readings."""
    table = ruleset.placement(covid_elected=covid_elected)
    folded = fold(figures)
    chosen = figures.readings.chosen
    setting = frozenset(
        id_ for id_, reading in chosen.items() if reading.choice == "alternative" and id_ in ruleset.readings
    )
    cells = table.at(setting)
    touched = _touched(folded, table, frozenset(id_ for id_, reading in chosen.items() if reading.confirmed))
    sums = _tallied(Tally(), folded, cells).sums()
    if sums.denominator <= 0:
        return Decision(
            ruleset, folded, cells, sums, "undetermined",
            reason_code="no_denominator",
            open_facts=tuple(_open_facts(figures, folded, cells, decides=False)),
            open_readings=_open_readings(touched, setting, folded, frozenset()),
        )  # fmt: skip
    threshold = lowest_terms(ruleset)
    by_setting = _bounds_by_setting(folded, table, setting, touched)
    if _LIMB_READING in touched and not _moves(_LIMB_READING, by_setting):
        del touched[_LIMB_READING]
    bounds = by_setting[setting]
    everywhere = bounds if len(by_setting) == 1 else union(by_setting.values())
    verdict = verdict_of(bounds, threshold)
    open_readings: tuple[OpenReading, ...] = ()
    if touched:
        deciding = _deciding(touched, by_setting, threshold)
        open_readings = _open_readings(touched, setting, folded, deciding)
    open_facts: tuple[OpenFact, ...] = ()
    if folded.may_be_open:
        open_facts = tuple(_open_facts(figures, folded, cells, decides=verdict == "undetermined"))
    return Decision(
        ruleset, folded, cells, sums, verdict,
        certainty=_certainty(verdict, everywhere, threshold),
        margins=margins(sums, threshold),
        bounds=bounds,
        bounds_all_readings=everywhere,
        open_facts=open_facts,
        open_readings=open_readings,
    )  # fmt: skip


def lowest_terms(ruleset: "RuleSet") -> tuple[int, int]:
    """The threshold p/q in lowest terms."""
    p, q = ruleset.threshold.numerator, ruleset.threshold.denominator
    common = gcd(p, q)
    return p // common, q // common


def exceeds(ratio: Ratio, threshold: tuple[int, int]) -> bool:
    """Whether a ratio lies strictly above the threshold, in integers."""
    p, q = threshold
    return q * ratio.numerator > p * ratio.denominator


def verdict_of(bounds: Bounds, threshold: tuple[int, int]) -> Verdict:
    """Met or not where both bounds lie on one side of the threshold; undetermined where they straddle it."""
    if bounds.low is None or bounds.high is None:
        return "undetermined"
    if exceeds(bounds.low, threshold):
        return "met"
    return "undetermined" if exceeds(bounds.high, threshold) else "not_met"


def _certainty(verdict: Verdict, everywhere: Bounds, threshold: tuple[int, int]) -> Certainty | None:
    if verdict == "undetermined":
        return None
    return "settled" if verdict_of(everywhere, threshold) == verdict else "depends_on_reading"


def _tallied(tally: _Sums, folded: Folded, cells: Cells, shapes: Iterable[Shape] | None = None) -> _Sums:
    """A tally with the lines of these shapes (all, if not said) added."""
    amounts = folded.amounts
    for shape in amounts if shapes is None else shapes:
        tally.add(folded, shape, amounts[shape], cells[shape])
    return tally


# -- readings -----------------------------------------------------------------------------------


def _touched(folded: Folded, table: PlacementTable, closed: Setting) -> dict[str, list[Shape]]:
    """The open readings that lines touch, in the order of the rule set, with the shapes they touch."""
    found: dict[str, list[Shape]] = {}
    for shape in folded.amounts:
        for id_ in table.readings_of(shape):
            if id_ not in closed:
                found.setdefault(id_, []).append(shape)
    return {id_: found[id_] for id_ in table.ruleset.readings if id_ in found} if found else found


def _bounds_by_setting(
    folded: Folded, table: PlacementTable, setting: Setting, touched: Mapping[str, list[Shape]]
) -> dict[Setting, Bounds]:
    """The bounds at every setting of the open readings; the others stay as chosen.

    What no open reading touches is added up once.
    """
    moving = {shape: None for shapes in touched.values() for shape in shapes}
    staying = [shape for shape in folded.amounts if shape not in moving]
    start: Tally | Capacities = Capacities(exact=folded.exact) if folded.may_be_open else Tally()
    base = _tallied(start, folded, table.at(setting), staying)
    settings = [setting.difference(touched)]
    for id_ in touched:
        settings += [one | {id_} for one in settings]
    return {one: _tallied(base.copy(), folded, table.at(one), moving).bounds() for one in settings}


def _moves(id_: str, by_setting: Mapping[Setting, Bounds]) -> bool:
    """Whether flipping a reading moves the bounds at some setting of the others."""
    return any(by_setting[one] != by_setting[one | {id_}] for one in by_setting if id_ not in one)


def _deciding(
    touched: Iterable[str], by_setting: Mapping[Setting, Bounds], threshold: tuple[int, int]
) -> frozenset[str]:
    """The readings that, at some setting of the others, change the verdict when flipped."""
    verdicts = {setting: verdict_of(bounds, threshold) for setting, bounds in by_setting.items()}
    if len(set(verdicts.values())) == 1:
        return frozenset()
    return frozenset(
        id_
        for id_ in touched
        if any(verdicts[one] != verdicts[one | {id_}] for one in verdicts if id_ not in one)
    )


def _open_readings(
    touched: Mapping[str, list[Shape]], setting: Setting, folded: Folded, deciding: frozenset[str]
) -> tuple[OpenReading, ...]:
    found = []
    for id_, shapes in touched.items():
        lines = tuple(sorted(number for shape in shapes for number in folded.lines_of(shape)))
        choice = "alternative" if id_ in setting else "default"
        found.append(OpenReading(id_, choice, lines, id_ in deciding))
    return tuple(found)


# -- unknown facts ------------------------------------------------------------------------------


def _open_facts(figures: "Figures", folded: Folded, cells: Cells, *, decides: bool) -> Iterator[OpenFact]:
    """The unknown facts of the lines that could change the sums, in input order.

    The last digits of thousand-yen figures are listed only where they leave the verdict open.
    """
    known = _tallied(Capacities(exact=folded.exact), folded, cells)
    for number, (line, shape, yen) in enumerate(
        zip(figures.revenue, folded.shapes, folded.yen, strict=True), 1
    ):
        if shape is None:
            continue
        cell = cells[shape]
        if yen or not folded.exact:
            for fact in cell.open:
                if fact != "same_tariff" or line.kind not in known.measured or known.limb_may_fail(line.kind):
                    yield OpenFact(number, line.name, fact, decides)
        if line.kind == "childbirth" and line.deliveries is None and cell.stated.numerator == Counts.CAP:
            least, most = counted_deliveries(line, yen, cell.stated.cap or 0)
            if least != most:
                yield OpenFact(number, line.name, "deliveries", decides)
        rounded = not (folded.exact or (line.kind == "childbirth" and line.deliveries is not None))
        if rounded and decides and any(row.denominator for row in cell.alternatives):
            yield OpenFact(number, line.name, "thousand_yen", decides)
