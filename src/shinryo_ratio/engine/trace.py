"""The trace: what each line adds and why, the numerator by item, the bridge to the denominator."""

from typing import TYPE_CHECKING, Final

from shinryo_ratio.engine.assessment import BridgeStep, ItemSum, LineTrace
from shinryo_ratio.engine.decision import Decision
from shinryo_ratio.engine.folding import INTERNAL, counted_deliveries
from shinryo_ratio.law.placement import Counts, Row

if TYPE_CHECKING:
    from shinryo_ratio.figures import Figures, RevenueLine
    from shinryo_ratio.law import RuleSet

INTERNAL_CITATION: Final = "法人内の取引は収入金額に当たらない"


def line_traces(figures: "Figures", decision: Decision) -> tuple[LineTrace, ...]:
    """Every line in input order, counted or not."""
    holds = {limb.kind: limb.holds(decision.sums.denominator) for limb in decision.sums.limbs}
    folded = decision.folded
    rows = [cell.stated for cell in decision.plan.cells]
    sections = [shape.section for shape in folded.shapes]
    traces: list[LineTrace] = []
    number = 0
    for line, slot, yen in zip(figures.revenue, folded.slots, folded.yen, strict=True):
        number += 1
        if slot == INTERNAL:
            traces.append(
                LineTrace(number, line, yen, 0, 0, line.section, None, "internal", INTERNAL_CITATION)
            )
            continue
        row = rows[slot]
        counts, numerator, reason, item = row.numerator, 0, row.reason, row.item
        if counts is Counts.ALL:
            numerator = yen
        elif counts is not Counts.NOTHING:
            numerator, reason = _conditional(line, row, yen, holds)
            item = None if reason == "over-ten-percent" else item
        traces.append(
            LineTrace(
                number, line, yen, numerator, yen if row.denominator else 0, sections[slot], item, reason,
                row.citation, bool(row.denominator),
            )
        )  # fmt: skip
    return tuple(traces)


def _conditional(line: "RevenueLine", row: Row, yen: int, holds: dict[str, bool]) -> tuple[int, str]:
    """What a line adds that counts while a limb holds, or up to a cap, and the reason."""
    if row.numerator is Counts.LIMB:
        return (yen, "within-ten-percent") if holds[line.kind] else (0, "over-ten-percent")
    assert line.kind == "childbirth"  # only deliveries have a cap
    known, most = counted_deliveries(line, yen, row.cap or 0)
    if known != most:
        return known, "deliveries-unknown"
    return known, "delivery-cap" if known < yen else "within-delivery-cap"


def item_sums(
    ruleset: "RuleSet", lines: tuple[LineTrace, ...], *, covid_elected: bool
) -> tuple[ItemSum, ...]:
    """The numerator by statutory item, in the order of the text; every item, also at zero."""
    sums: dict[str, int] = {}
    for line in lines:
        if line.item is not None:
            sums[line.item] = sums.get(line.item, 0) + line.numerator
    found = [ItemSum(item, kinds, sums.get(item, 0)) for item, kinds in ruleset.item_kinds]
    if covid_elected and ruleset.covid_measure is not None:
        found.append(ItemSum(ruleset.covid_measure.id, ("subsidy",), sums.get(ruleset.covid_measure.id, 0)))
    return tuple(found)


def bridge(lines: tuple[LineTrace, ...]) -> tuple[BridgeStep, ...]:
    """What leaves the sum of all lines on the way to the denominator, by reason, in input order."""
    steps: dict[str, int] = {}
    for line in lines:
        if line.amount != line.denominator:
            steps[line.reason_code] = steps.get(line.reason_code, 0) + line.amount - line.denominator
    return tuple(BridgeStep(reason, amount) for reason, amount in steps.items())
