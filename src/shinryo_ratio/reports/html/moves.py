"""What moved between the definitions: steps from the old sums to the revised ones, exact in yen."""

from typing import TYPE_CHECKING, NamedTuple

from shinryo_ratio.messages.reasons import reason_name
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import Comparison, IncomeRatioTest, LineTrace


class Step(NamedTuple):
    """What the lines that are treated differently for the same reason change, in yen.

    Attributes:
        name: how the revised definition treats them.
        before: how the old one treats them.
        lines: their numbers.
        numerator, denominator: by how much they change the sums.
    """

    name: str
    before: str
    lines: tuple[int, ...]
    numerator: int
    denominator: int


def steps(comparison: "Comparison", say: Voice) -> tuple[Step, ...]:
    """The steps, the greatest first: old sums + steps = revised sums, in both parts of the ratio."""
    groups: dict[tuple[str, str], list[tuple[LineTrace, LineTrace]]] = {}
    for old, revised in zip(comparison.old.lines, comparison.revised.lines, strict=True):
        if (old.numerator, old.denominator) != (revised.numerator, revised.denominator):
            treated = _treated(revised, comparison.revised, say), _treated(old, comparison.old, say)
            groups.setdefault(treated, []).append((old, revised))
    found = [_step(*treated, lines) for treated, lines in groups.items()]
    return tuple(sorted(found, key=_size, reverse=True))


def _step(name: str, before: str, lines: "list[tuple[LineTrace, LineTrace]]") -> Step:
    return Step(
        name,
        before,
        tuple(old.line for old, _ in lines),
        sum(revised.numerator - old.numerator for old, revised in lines),
        sum(revised.denominator - old.denominator for old, revised in lines),
    )


def _treated(line: "LineTrace", test: "IncomeRatioTest", say: Voice) -> str:
    """How a line is treated: the item it counts as, or the reason why it does not."""
    if line.item is not None and test.ruleset is not None:
        return say.item(test.ruleset, line.item)
    return reason_name(line.reason_code, say.lang)


def _size(step: Step) -> int:
    return max(abs(step.numerator), abs(step.denominator))
