"""The questions that matter: what to find out, in the order of how much of the gap it could close.

For a result that is undetermined or depends on a reading. A line's answer is any whole-yen split among the
alternatives of its unknown facts; whether an answer settles the verdict is told by the bounds that are left
when the line is known and everything else stays open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from shinryo_ratio.engine.bounds import Capacities, capacities
from shinryo_ratio.engine.decision import Decision, verdict_of
from shinryo_ratio.engine.folding import counted_deliveries
from shinryo_ratio.law.placement import Cell, Counts

if TYPE_CHECKING:
    from shinryo_ratio.engine.assessment import Verdict
    from shinryo_ratio.figures import Figures

Settles: TypeAlias = Literal["every", "some", "none"]
"""Whether every answer, some answer or no answer to a question alone settles the verdict."""

Way: TypeAlias = Literal["counted", "denominator_only", "out", "same_tariff", "not_same_tariff"]
"""What a yen of the line turns out to be."""

_WAYS: Final[dict[tuple[int, Counts], Way]] = {
    (1, Counts.ALL): "counted",
    (1, Counts.NOTHING): "denominator_only",
    (0, Counts.NOTHING): "out",
}


class Enough(NamedTuple):
    """A part of the line that is enough: with at least `yen` of it so, the verdict stands."""

    verdict: "Verdict"
    way: Way
    yen: int


@dataclass(frozen=True, slots=True)
class Question:
    """Something to find out.

    Attributes:
        line: the line asked about, from 1; None for a reading or the unit.
        subject: the name of the line, the id of the reading, or `unit`.
        amount: of the line, in yen.
        facts: the unknown facts of the line (`thousand_yen` for the unit).
        closes: how much of the gap the answers could close: the change of q·N − p·D that they span.
        settles: whether every, some or no answer alone settles the verdict.
        enough: parts of the line that are enough.
    """

    line: int | None
    subject: str
    amount: int | None
    facts: tuple[str, ...]
    closes: int
    settles: Settles
    enough: tuple[Enough, ...] = ()


def questions(figures: "Figures", decision: Decision) -> tuple[Question, ...]:
    """What to find out, the question that could close the most of the gap first."""
    if decision.bounds is None or decision.certainty == "settled":
        return ()
    found = [*_reading_questions(decision)]
    if decision.verdict == "undetermined":
        found += [*_line_questions(figures, decision), *_unit_question(decision)]
    return tuple(sorted(found, key=lambda question: (-question.closes, question.line or 0, question.subject)))


# -- lines --------------------------------------------------------------------------------------


def _line_questions(figures: "Figures", decision: Decision) -> Iterator[Question]:
    facts: dict[int, list[str]] = {}
    for fact in decision.open_facts:
        if fact.fact != "thousand_yen":
            facts.setdefault(fact.line, []).append(fact.fact)
    everything = capacities(decision.folded, decision.plan.cells)
    for number, names in facts.items():
        yield _line_question(figures, decision, everything, number, tuple(names))


class _Answers(NamedTuple):
    """How the answers about a line range.

    Attributes:
        lowest, highest: what a yen turns out to be at the low and at the high end.
        least, most: the yen that may be so.
        span: the change of q·N − p·D from one end to the other.
        answered: the capacities when so many yen are at the high end and the rest at the low end.
    """

    lowest: Way
    highest: Way
    least: int
    most: int
    span: int
    answered: Callable[[int], Capacities]


def _line_question(
    figures: "Figures", decision: Decision, everything: Capacities, number: int, facts: tuple[str, ...]
) -> Question:
    threshold = decision.ruleset.lowest_terms
    answers = _answers(figures, decision, everything, number)

    def verdict(yen: int) -> "Verdict":
        return verdict_of(answers.answered(yen).as_bounds(), threshold)

    ends = (verdict(answers.least), verdict(answers.most))
    settles: Settles = "none"
    if any(end != "undetermined" for end in ends):
        settles = "every" if _is_alone(answers) else "some"
    line = figures.revenue[number - 1]
    amount = decision.folded.yen[number - 1]
    return Question(
        number, line.name, amount, facts, abs(answers.span), settles, tuple(_enough(answers, verdict))
    )


def _is_alone(answers: _Answers) -> bool:
    """Whether nothing else is open once the line is known: then every answer settles the verdict."""
    ends = [answers.answered(yen).as_bounds() for yen in (answers.least, answers.most)]
    return all(end.low == end.high for end in ends)


def _enough(answers: _Answers, verdict: Callable[[int], "Verdict"]) -> Iterator[Enough]:
    """The smallest part that makes it met, and the smallest that makes it not met."""
    least, most = answers.least, answers.most
    if verdict(most) == "met":
        part = _first(least, most, lambda yen: verdict(yen) == "met")
        yield Enough("met", answers.highest, part - least)
    if verdict(least) == "not_met":
        part = _first(least, most, lambda yen: verdict(most - (yen - least)) == "not_met")
        yield Enough("not_met", answers.lowest, part - least)


def _first(least: int, most: int, holds: Callable[[int], bool]) -> int:
    """The smallest yen from which it holds, where it holds at `most`."""
    while least < most:
        middle = (least + most) // 2
        if holds(middle):
            most = middle
        else:
            least = middle + 1
    return most


def _answers(figures: "Figures", decision: Decision, everything: Capacities, number: int) -> _Answers:
    folded = decision.folded
    slot, amount = folded.slots[number - 1], folded.yen[number - 1]
    cell, line = decision.plan.cells[slot], figures.revenue[number - 1]
    p, q = decision.ruleset.lowest_terms
    others = everything.copy()
    if line.kind == "childbirth":
        least, most = counted_deliveries(line, amount, cell.stated.cap or 0)
        others.add_deliveries((-least, -most), -amount, -amount, -amount)

        def delivered(yen: int) -> Capacities:
            here = others.copy()
            here.add_deliveries((yen, yen), amount, amount, amount)
            return here

        return _Answers("denominator_only", "counted", least, most, q * (most - least), delivered)
    if Counts.LIMB in {row.numerator for row in cell.alternatives}:
        others.add_measured(line.kind, cell, -amount, -amount)
        resting, counted = _tariff_cells(cell)

        def billed(yen: int) -> Capacities:
            here = others.copy()
            here.add_measured(line.kind, counted, yen, yen)
            here.add_measured(line.kind, resting, amount - yen, amount - yen)
            return here

        return _Answers("not_same_tariff", "same_tariff", 0, amount, q * amount, billed)
    scores = {
        effect: q * (effect[1] is Counts.ALL) - p * effect[0] for effect in cell.may_be
    }  # what a yen does to q·N − p·D
    lowest, highest = min(scores, key=scores.__getitem__), max(scores, key=scores.__getitem__)
    others.add_yen(cell.may_be, -amount, -amount)

    def split(yen: int) -> Capacities:
        here = others.copy()
        here.add_yen(frozenset({highest}), yen, yen)
        here.add_yen(frozenset({lowest}), amount - yen, amount - yen)
        return here

    span = (scores[highest] - scores[lowest]) * amount
    return _Answers(_WAYS[lowest], _WAYS[highest], 0, amount, span, split)


def _tariff_cells(cell: Cell) -> tuple[Cell, Cell]:
    """The cells of 労災 not on the tariff and on it."""
    resting = next(row for row in cell.alternatives if row.numerator is Counts.LIMB)
    counted = next(row for row in cell.alternatives if row.numerator is Counts.ALL)
    return Cell.of(resting), Cell.of(counted)


# -- the unit, and readings -----------------------------------------------------------------------


def _unit_question(decision: Decision) -> Iterator[Question]:
    """Yen instead of thousand yen: every answer settles where nothing else is open."""
    if not any(fact.fact == "thousand_yen" for fact in decision.open_facts):
        return
    p, q = decision.ruleset.lowest_terms
    folded = decision.folded
    span = sum(high - low for low, high in zip(folded.lows, folded.highs, strict=True))
    alone = all(fact.fact == "thousand_yen" for fact in decision.open_facts)
    yield Question(None, "unit", None, ("thousand_yen",), max(p, q - p) * span, "every" if alone else "some")


def _reading_questions(decision: Decision) -> Iterator[Question]:
    threshold = decision.ruleset.lowest_terms
    p, q = threshold
    bounds = decision.by_setting
    verdicts = [verdict_of(found, threshold) for found in bounds]
    scores = [q * low.numerator - p * low.denominator for low, _ in bounds if low is not None]
    for index, (id_, _) in enumerate(decision.plan.readings):
        if not any(reading.id == id_ and reading.decides for reading in decision.open_readings):
            continue
        sides = [
            {verdicts[mask] for mask in range(len(bounds)) if mask >> index & 1 == side} for side in (0, 1)
        ]
        settled = [len(side) == 1 and "undetermined" not in side for side in sides]
        flips = [
            abs(scores[mask] - scores[mask | 1 << index])
            for mask in range(len(scores))
            if not mask >> index & 1 and len(scores) == len(bounds)
        ]
        settles: Settles = "every" if all(settled) else "some" if any(settled) else "none"
        yield Question(None, id_, None, (), max(flips, default=0), settles)
