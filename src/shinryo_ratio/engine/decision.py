"""The decision (contract section 3): sums, bounds, verdict and certainty under one rule set."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Final

from shinryo_ratio.engine.assessment import (
    Bounds,
    Certainty,
    Margins,
    OpenFact,
    OpenReading,
    Ratio,
    Verdict,
)
from shinryo_ratio.engine.bounds import capacities, union
from shinryo_ratio.engine.folding import INTERNAL, Folded, counted_deliveries, fold
from shinryo_ratio.engine.margins import margins
from shinryo_ratio.engine.readings import OpenPoints
from shinryo_ratio.engine.sums import Cells, Sums, social_insurance, stated_sums
from shinryo_ratio.law.placement import Counts

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law import RuleSet

_NO_MARGINS: Final = Margins()


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
    cells = table.cells(folded.shapes, setting)
    closed = frozenset(id_ for id_, reading in chosen.items() if reading.confirmed)
    points = OpenPoints.touched(folded, table, setting, closed)
    sums = stated_sums(folded, cells)
    if sums.denominator <= 0:
        return Decision(
            ruleset, folded, cells, sums, "undetermined",
            reason_code="no_denominator",
            open_facts=tuple(_open_facts(figures, folded, cells, decides=False)),
            open_readings=points.listed(setting, frozenset()),
        )  # fmt: skip
    threshold = lowest_terms(ruleset)
    by_setting = points.bounds()
    bounds = by_setting[points.chosen]
    everywhere = bounds if len(by_setting) == 1 else union(by_setting)
    verdict = verdict_of(bounds, threshold)
    settled = verdict_of(everywhere, threshold) == verdict != "undetermined"
    deciding = frozenset[str]()
    if not settled and points.ids:
        deciding = points.deciding([verdict_of(found, threshold) for found in by_setting])
    open_facts: tuple[OpenFact, ...] = ()
    if folded.may_be_open:
        open_facts = tuple(_open_facts(figures, folded, cells, decides=verdict == "undetermined"))
    return Decision(
        ruleset, folded, cells, sums, verdict,
        certainty=None if verdict == "undetermined" else "settled" if settled else "depends_on_reading",
        margins=margins(sums, threshold, social_insurance(folded, cells)),
        bounds=bounds,
        bounds_all_readings=everywhere,
        open_facts=open_facts,
        open_readings=points.without_idle_limb_reading(by_setting).listed(setting, deciding),
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


def _open_facts(figures: "Figures", folded: Folded, cells: Cells, *, decides: bool) -> Iterator[OpenFact]:
    """The unknown facts of the lines that could change the sums, in input order.

    The last digits of thousand-yen figures are listed only where they leave the verdict open.
    """
    known = capacities(folded, cells)
    for number, (line, slot, yen) in enumerate(
        zip(figures.revenue, folded.slots, folded.yen, strict=True), 1
    ):
        if slot == INTERNAL:
            continue
        cell = cells[slot]
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
