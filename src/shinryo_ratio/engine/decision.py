"""The decision (contract section 3): sums, bounds, verdict and certainty under one rule set."""

from collections.abc import Iterator
from functools import cached_property
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
from shinryo_ratio.engine.bounds import capacities
from shinryo_ratio.engine.folding import INTERNAL, Folded, counted_deliveries, fold
from shinryo_ratio.engine.margins import margins
from shinryo_ratio.engine.plan import Plan, plan_of
from shinryo_ratio.engine.sums import Cells, Sums
from shinryo_ratio.frozen import Frozen
from shinryo_ratio.law.placement import Counts

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law import RuleSet

_NO_MARGINS: Final = Margins()
_NOTHING: Final[frozenset[str]] = frozenset()


class Decision(Frozen):
    """The verdict and what it rests on, without the trace of the lines.

    What a batch needs is worked out at once; the rest (bounds over the readings, what is open) on demand.

    Attributes:
        plan: what the shapes of the document decide at the chosen readings.
        bounds: None where there is no denominator.
    """

    figures: "Figures"
    ruleset: "RuleSet"
    folded: Folded
    plan: Plan
    sums: Sums
    verdict: Verdict
    certainty: Certainty | None = None
    reason_code: str | None = None
    margins: Margins = _NO_MARGINS
    bounds: Bounds | None = None

    @cached_property
    def by_setting(self) -> tuple[Bounds, ...]:
        """The bounds at each setting of the open readings, by mask; empty where there is no denominator."""
        return tuple(self.plan.bounds(self.folded)) if self.bounds is not None else ()

    @cached_property
    def bounds_all_readings(self) -> Bounds | None:
        """The bounds also over every open reading that a line touches."""
        if self.bounds is None or not self.plan.readings:
            return self.bounds
        return self.plan.everywhere(self.folded)

    @cached_property
    def open_readings(self) -> tuple[OpenReading, ...]:
        """The open readings that lines touch."""
        if not self.plan.readings:
            return ()
        deciding: frozenset[str] = frozenset()
        if self.certainty != "settled":
            threshold = self.ruleset.lowest_terms
            deciding = self.plan.deciding([verdict_of(found, threshold) for found in self.by_setting])
        return tuple(self.plan.open_readings(self.folded, self.by_setting, deciding))

    @cached_property
    def open_facts(self) -> tuple[OpenFact, ...]:
        """The unknown facts of the lines that could change the sums."""
        if not self.folded.may_be_open:
            return ()
        decides = self.verdict == "undetermined" and self.bounds is not None
        return tuple(_open_facts(self.figures, self.folded, self.plan.cells, decides=decides))


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
            figures=figures, ruleset=ruleset, folded=folded, plan=plan, sums=sums,
            verdict="undetermined", reason_code="no_denominator",
        )  # fmt: skip
    threshold = ruleset.lowest_terms
    point = Ratio(sums.numerator, sums.denominator)
    bounds = capacities(folded, plan.cells).as_bounds() if folded.may_be_open else Bounds(point, point)
    verdict = verdict_of(bounds, threshold)
    return Decision(
        figures=figures, ruleset=ruleset, folded=folded, plan=plan, sums=sums, verdict=verdict,
        certainty=None if verdict == "undetermined" else _certainty(plan, folded, verdict, threshold),
        margins=margins(sums, threshold, sum([folded.totals[slot] for slot in plan.insured])),
        bounds=bounds,
    )  # fmt: skip


def _certainty(plan: Plan, folded: Folded, verdict: Verdict, threshold: tuple[int, int]) -> Certainty:
    """Whether the verdict stands at every setting of the open readings."""
    if not plan.readings or plan.surely(folded, threshold) == verdict:
        return "settled"
    everywhere = verdict_of(plan.everywhere(folded), threshold)
    return "settled" if everywhere == verdict else "depends_on_reading"


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
