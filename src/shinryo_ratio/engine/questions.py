"""The questions that matter: what to find out, in the order of how much of the gap it could close.

For a result that is undetermined or depends on a reading. Whether an answer settles the verdict is told by
the bounds that are left when it is known and everything else stays open.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from shinryo_ratio.engine.answers import Asked, Case, Part, Said
from shinryo_ratio.engine.assessment import Certainty
from shinryo_ratio.engine.bounds import Capacities, capacities
from shinryo_ratio.engine.decision import Decision, verdict_of
from shinryo_ratio.law.placement import Cell, Counts

if TYPE_CHECKING:
    from shinryo_ratio.engine.assessment import Bounds, Verdict
    from shinryo_ratio.figures import Figures

Settles: TypeAlias = Literal["every", "some", "none"]
"""Whether every answer, some answer or no answer to a question alone settles the verdict."""

_RANK: Final[dict[Settles, int]] = {"every": 0, "some": 1, "none": 2}


class Enough(NamedTuple):
    """What is enough for a verdict: at least so many yen of the line are so.

    Attributes:
        said: the facts with their values; of childbirth `deliveries` is within_cap or beyond_cap; of a
            reading its id with its side.
        yen: the part of the line; None for a reading.
        certainty: whether it is so under every open reading or under those chosen.
    """

    verdict: "Verdict"
    said: Said
    yen: int | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Question:
    """Something to find out.

    Attributes:
        about: what is asked about.
        subject: the name of the line, the id of the reading, or `thousand_yen`.
        lines: the numbers of the lines concerned, from 1.
        amount: of the line, in yen; None for a reading or the unit.
        facts: the unknown facts of the line; empty for a reading.
        closes: how much of the gap the answers could close: the change of q·N − p·D that they span, for the
            threshold p/q in lowest terms.
        settles: whether every, some or no answer alone settles the verdict.
        certainty: whether it does so under every open reading or under those chosen; None where none does.
        enough: what is enough, for either verdict.
    """

    about: Literal["line", "reading", "unit"]
    subject: str
    lines: tuple[int, ...]
    amount: int | None
    facts: tuple[str, ...]
    closes: int
    settles: Settles
    certainty: Certainty | None = None
    enough: tuple[Enough, ...] = ()

    @property
    def line(self) -> int | None:
        """The line asked about; None for a reading or the unit."""
        return self.lines[0] if self.about == "line" else None


def questions(figures: "Figures", decision: Decision) -> tuple[Question, ...]:
    """What to find out: first what may settle the verdict alone, then what could close more of the gap."""
    if decision.certainty == "settled":
        return ()
    found = [*_reading_questions(decision)]
    if decision.verdict == "undetermined":
        found += [*_line_questions(Case(figures, decision)), *_unit_question(Case(figures, decision))]
    return tuple(sorted(found, key=_order))


def _order(question: Question) -> tuple[int, int, bool, tuple[int, ...], str]:
    is_reading = question.about == "reading"
    return _RANK[question.settles], -question.closes, is_reading, question.lines, question.subject


# -- lines --------------------------------------------------------------------------------------


def _line_questions(case: Case) -> Iterator[Question]:
    facts: dict[int, list[str]] = {}
    for fact in case.decision.open_facts:
        if fact.fact != "thousand_yen":
            facts.setdefault(fact.line, []).append(fact.fact)
    for number, names in facts.items():
        yield _line_question(case, number, tuple(names))


def _line_question(case: Case, number: int, facts: tuple[str, ...]) -> Question:
    asked = case.asked(number)
    settles = _settles(case, asked, case.here)
    certainty: Certainty | None = None
    if settles != "none":
        stands = settles == _settles(case, asked, case.everywhere)
        certainty = "settled" if stands else "depends_on_reading"
    return Question(
        "line",
        case.figures.revenue[number - 1].name,
        (number,),
        case.decision.folded.yen[number - 1],
        facts,
        _span(case, number, asked),
        settles,
        certainty,
        tuple(_enough(case, asked)) if settles != "none" else (),
    )


def _settles(case: Case, asked: Asked, settings: Sequence[int]) -> Settles:
    if all(case.verdict(asked, trial, settings) == "undetermined" for trial in asked.trials()):
        return "none"
    return "every" if _is_alone(case, asked, settings) else "some"


def _is_alone(case: Case, asked: Asked, settings: Sequence[int]) -> bool:
    """Whether nothing else is open once the line is known, so that every answer settles the verdict.

    It need not look further than one thing each: what else is open would show beside one of them.
    """
    left = [
        [asked.left(setting, (Part(answer, asked.most(answer)),)) for answer in range(len(asked.answers))]
        for setting in settings
    ]
    bounds = [found.as_bounds() for found in left[0]]
    return all(at == left[0] for at in left) and all(_is_point(end) for end in bounds)


def _is_point(bounds: "Bounds") -> bool:
    return bounds.low is not None and bounds.low == bounds.high


def _enough(case: Case, asked: Asked) -> Iterator[Enough]:
    """For either verdict the smallest part that is enough, under every reading if there is one."""
    for verdict in ("met", "not_met"):
        for settings, certainty in ((case.everywhere, "settled"), (case.here, "depends_on_reading")):
            parts = [
                _smallest(case, asked, answer, verdict, settings)
                for answer in range(len(asked.answers))
                if case.verdict(asked, (Part(answer, asked.most(answer)),), settings) == verdict
            ]
            if parts:
                part = min(parts, key=asked.stated)
                said = asked.answers[part.answer]
                yield Enough(verdict, said, asked.stated(part), certainty)  # type: ignore[arg-type]
                break


def _smallest(case: Case, asked: Asked, answer: int, verdict: str, settings: Sequence[int]) -> Part:
    """The smallest part that is enough: more of the same leaves less open."""
    yen = _first(asked.most(answer), lambda y: case.verdict(asked, (Part(answer, y),), settings) == verdict)
    return Part(answer, yen)


def _first(most: int, holds: Callable[[int], bool]) -> int:
    """The smallest yen from which it holds, where it holds at `most`."""
    least = min(1, most)
    while least < most:
        middle = (least + most) // 2
        if holds(middle):
            most = middle
        else:
            least = middle + 1
    return most


def _span(case: Case, number: int, asked: Asked) -> int:
    """The change of q·N − p·D from the answer that lowers it most to the one that lifts it most."""
    p, q = case.decision.ruleset.lowest_terms
    cell = case.decision.plan.cells[case.decision.folded.slots[number - 1]]
    if cell.stated.cap is not None:
        return q * asked.most(0)
    scores = _scores(cell, p, q)
    return (max(scores) - min(scores)) * case.decision.folded.yen[number - 1]


def _scores(cell: Cell, p: int, q: int) -> list[int]:
    """What a yen of a cell may do to q·N − p·D, a limb taken as not holding."""
    return [q * (counts is Counts.ALL) - p * inside for inside, counts in cell.may_be]


# -- the unit -----------------------------------------------------------------------------------


def _unit_question(case: Case) -> Iterator[Question]:
    """Yen instead of thousand yen: one question for all lines."""
    facts = case.decision.open_facts
    lines = tuple(fact.line for fact in facts if fact.fact == "thousand_yen")
    if not lines:
        return
    folded, (p, q) = case.decision.folded, case.decision.ruleset.lowest_terms
    spans = (
        folded.highs[slot] - folded.lows[slot]
        for slot, cell in enumerate(case.decision.plan.cells)
        if any(row.denominator for row in cell.alternatives)
    )
    alone = len(lines) == len(facts) and sum(folded.lows) > 0
    settles: Settles = "every" if alone else "some" if _digits_may_settle(case) else "none"
    certainty: Certainty | None = None
    if settles != "none":
        same = all(found == case.everything[0] for found in case.everything)
        certainty = "settled" if same else "depends_on_reading"
    closes = max(p, q - p) * sum(spans)
    yield Question("unit", "thousand_yen", lines, None, ("thousand_yen",), closes, settles, certainty)


def _digits_may_settle(case: Case) -> bool:
    """Whether some last digits settle the verdict while the other facts stay open."""
    threshold = case.decision.ruleset.lowest_terms
    return any(
        verdict_of(_in_yen(case, verdict, measured_high=high).as_bounds(), threshold) == verdict
        for verdict in ("met", "not_met")
        for high in (False, True)
    )


def _in_yen(case: Case, verdict: str, *, measured_high: bool) -> Capacities:
    """What is left where the last digits of every line speak for a verdict, of measured kinds either way."""
    folded, plan = case.decision.folded, case.decision.plan
    p, q = case.decision.ruleset.lowest_terms
    yen = []
    for slot, cell in enumerate(plan.cells):
        scores = _scores(cell, p, q)
        high = min(scores) > 0 if verdict == "met" else max(scores) <= 0
        if cell.measured:
            high = measured_high
        yen.append((folded.highs if high else folded.lows)[slot])
    found = capacities(folded._replace(lows=yen, highs=yen), plan.cells)
    found.exact = True
    return found


# -- readings -----------------------------------------------------------------------------------


def _reading_questions(decision: Decision) -> Iterator[Question]:
    threshold = decision.ruleset.lowest_terms
    verdicts = [verdict_of(bounds, threshold) for bounds in decision.by_setting]
    opened = {reading.id: reading for reading in decision.open_readings if reading.decides}
    for index, (id_, _) in enumerate(decision.plan.readings):
        if id_ not in opened:
            continue
        enough = []
        for bit, side in enumerate(("default", "alternative")):
            found = {verdict for mask, verdict in enumerate(verdicts) if mask >> index & 1 == bit}
            if len(found) == 1 and "undetermined" not in found:
                enough.append(Enough(found.pop(), ((id_, side),), None, "settled"))
        settles: Settles = "every" if len(enough) == 2 else "some" if enough else "none"
        yield Question(
            "reading", id_, opened[id_].lines, None, (), _moved_by(decision, index),
            settles, "settled" if enough else None, tuple(enough),
        )  # fmt: skip


def _moved_by(decision: Decision, index: int) -> int:
    """The most that a reading moves q·N − p·D at either bound, whatever the side of the others."""
    p, q = decision.ruleset.lowest_terms
    moved = [0]
    for mask, bounds in enumerate(decision.by_setting):
        for one, other in zip(bounds, decision.by_setting[mask ^ 1 << index], strict=True):
            if one is not None and other is not None:
                before, after = (q * ratio.numerator - p * ratio.denominator for ratio in (one, other))
                moved.append(abs(after - before))
    return max(moved)
