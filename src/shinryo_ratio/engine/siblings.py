"""The sibling tests (law.md section 7): they stand beside the income ratio and never change its verdict.

What is not given makes a test undetermined and is named. Amounts in thousand yen, and lines whose nature is
open, give a range; a test is decided where the whole range lies on one side.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shinryo_ratio.engine.assessment import SiblingTest, Threshold, Verdict
from shinryo_ratio.engine.decision import Decision
from shinryo_ratio.engine.income import Range
from shinryo_ratio.figures.fields import UNIT_SLACK
from shinryo_ratio.law.model import CostShare, IncomeToCost, TariffDeclaration

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures


def sibling_tests(figures: "Figures", decision: Decision) -> tuple[SiblingTest, ...]:
    """The sibling tests of the rule set."""
    found = []
    for sibling in decision.ruleset.siblings:
        if isinstance(sibling, CostShare):
            found.append(_cost_share(sibling, figures, decision))
        elif isinstance(sibling, IncomeToCost):
            found.append(_income_to_cost(sibling, figures, decision))
        else:
            found.append(_declaration(sibling, figures, decision))
    return tuple(found)


def _cost(figures: "Figures", name: str) -> Range | None:
    amount = getattr(figures.costs, name)
    if amount is None:
        return None
    yen = amount * figures.yen_per_unit
    slack = 0 if figures.yen_per_unit == 1 else UNIT_SLACK
    return Range(yen, max(0, yen - slack), yen + slack)


def _cost_share(sibling: CostShare, figures: "Figures", decision: Decision) -> SiblingTest:
    cost, whole = _cost(figures, sibling.cost), _cost(figures, sibling.of)
    missing = [
        f"costs.{name}" for name, given in ((sibling.cost, cost), (sibling.of, whole)) if given is None
    ]
    verdict: Verdict = "undetermined"
    if cost is not None and whole is not None and whole.stated > 0:
        above, of = sibling.above
        verdict = _both_ways(
            lambda numerator, denominator: of * numerator > above * denominator,
            (cost.low, whole.high),
            (cost.high, whole.low),
        )
        missing += ["unit"] if verdict == "undetermined" else []
    return _test(sibling, figures, decision, verdict, missing, (cost, whole), Threshold(*sibling.above, ">"))


def _income_to_cost(sibling: IncomeToCost, figures: "Figures", decision: Decision) -> SiblingTest:
    slots = next(slots for id_, slots in decision.plan.income if id_ == sibling.id)
    income, doubtful = slots.sum(decision.folded), decision.folded.lines_of(slots.doubtful)
    cost = _cost(figures, sibling.cost)
    missing = [f"costs.{sibling.cost}"] if cost is None else []
    verdict: Verdict = "undetermined"
    if cost is not None:
        portion, of = sibling.at_most
        verdict = _both_ways(
            lambda numerator, denominator: of * numerator <= portion * denominator,
            (income.low, cost.high),
            (income.high, cost.low),
        )
        if verdict == "undetermined":
            missing += [f"revenue[{number - 1}]" for number in doubtful]
            missing += [] if decision.folded.exact else ["unit"]
    return _test(
        sibling, figures, decision, verdict, missing, (income, cost), Threshold(*sibling.at_most, "<=")
    )


def _both_ways(met: Callable[[int, int], bool], one: tuple[int, int], other: tuple[int, int]) -> Verdict:
    """The verdict where both ends of a range agree."""
    ends = {met(*one), met(*other)}
    if len(ends) > 1:
        return "undetermined"
    return "met" if ends.pop() else "not_met"


def _declaration(sibling: TariffDeclaration, figures: "Figures", decision: Decision) -> SiblingTest:
    declared = figures.declarations.self_pay_same_tariff
    verdicts: list[Verdict] = [_declared(declared)]
    missing = ["declarations.self_pay_same_tariff"] if declared is None else []
    foreign = sibling.foreign_patients
    if foreign is not None:
        charges = figures.declarations.foreign_patient_charges
        reaches = figures.fiscal_year.end >= foreign.from_
        if charges is not None:
            verdicts.append(_declared(charges in (foreign.allowed if reaches else foreign.allowed_before)))
        elif reaches:
            verdicts.append("undetermined")
            missing.append("declarations.foreign_patient_charges")
    verdict: Verdict = "met"
    if "not_met" in verdicts:
        verdict = "not_met"
    elif "undetermined" in verdicts:
        verdict = "undetermined"
    return _test(sibling, figures, decision, verdict, missing)


def _declared(allowed: bool | None) -> Verdict:
    if allowed is None:
        return "undetermined"
    return "met" if allowed else "not_met"


def _test(
    sibling: CostShare | IncomeToCost | TariffDeclaration,
    figures: "Figures",
    decision: Decision,
    verdict: Verdict,
    missing: list[str],
    sums: tuple[Range | None, Range | None] = (None, None),
    threshold: Threshold | None = None,
) -> SiblingTest:
    numerator, denominator = sums
    return SiblingTest(
        id=sibling.id,
        ruleset=decision.ruleset,
        status=sibling.status,
        citation=sibling.citation_for(figures.fiscal_year.end),
        verdict=verdict,
        numerator=numerator.stated if numerator else None,
        denominator=denominator.stated if denominator else None,
        threshold=threshold,
        missing=tuple(missing),
        unconfirmed=sibling.unconfirmed,
    )
