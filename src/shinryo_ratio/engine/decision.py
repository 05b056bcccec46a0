"""The decision (contract section 3): sums, bounds, verdict and certainty under one rule set."""

from collections.abc import Iterator
from dataclasses import dataclass
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
from shinryo_ratio.engine.plan import Plan, plan_of
from shinryo_ratio.engine.sums import Cells, Sums
from shinryo_ratio.law.placement import Counts

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law import RuleSet

_NO_MARGINS: Final = Margins()
_NOTHING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict and what it rests on, without the trace of the lines.

    Attributes:
        plan: what the shapes of the document decide at the chosen readings.
        by_setting: the bounds at each setting of the open readings, by mask.
    """

    ruleset: "RuleSet"
    folded: Folded
    plan: Plan
    sums: Sums
    verdict: Verdict
    certainty: Certainty | None = None
    reason_code: str | None = None
    margins: Margins = _NO_MARGINS
    bounds: Bounds | None = None
    bounds_all_readings: Bounds | None = None
    open_facts: tuple[OpenFact, ...] = ()
    open_readings: tuple[OpenReading, ...] = ()
    by_setting: tuple[Bounds, ...] = ()


def decide(figures: "Figures", ruleset: "RuleSet", *, covid_elected: bool) -> Decision:
    """Decide the income ratio: facts first, then readings."""
    folded = fold(figures)
    chosen = figures.readings.chosen
    alternatives = closed = _NOTHING
    if chosen:
        alternatives = frozenset(id_ for id_, said in chosen.items() if said.choice == "alternative")
        closed = frozenset(id_ for id_, said in chosen.items() if said.confirmed)
    table = ruleset.placement(covid_elected=covid_elected)
    plan = plan_of(table, folded.profile, alternatives.intersection(ruleset.readings), closed)
    sums = plan.stated.sums(folded)
    if sums.denominator <= 0:
        return Decision(
            ruleset, folded, plan, sums, "undetermined",
            reason_code="no_denominator",
            open_facts=tuple(_open_facts(figures, folded, plan.cells, decides=False)),
            open_readings=tuple(plan.open_readings(folded, (), _NOTHING)),
        )  # fmt: skip
    threshold = ruleset.lowest_terms
    by_setting = plan.bounds(folded)
    bounds = by_setting[plan.chosen]
    everywhere = bounds if len(by_setting) == 1 else union(by_setting)
    verdict = verdict_of(bounds, threshold)
    settled = verdict != "undetermined" and verdict_of(everywhere, threshold) == verdict
    deciding = _NOTHING
    if not settled:
        deciding = plan.deciding([verdict_of(found, threshold) for found in by_setting])
    open_facts: tuple[OpenFact, ...] = ()
    if folded.may_be_open:
        open_facts = tuple(_open_facts(figures, folded, plan.cells, decides=verdict == "undetermined"))
    return Decision(
        ruleset, folded, plan, sums, verdict,
        certainty=None if verdict == "undetermined" else "settled" if settled else "depends_on_reading",
        margins=margins(sums, threshold, sum([folded.totals[slot] for slot in plan.insured])),
        bounds=bounds,
        bounds_all_readings=everywhere,
        open_facts=open_facts,
        open_readings=tuple(plan.open_readings(folded, by_setting, deciding)),
        by_setting=tuple(by_setting),
    )  # fmt: skip


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
