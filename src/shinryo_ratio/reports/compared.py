"""改正前後の比較: the old definition beside the revised one, and what moved the ratio."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from shinryo_ratio.messages import terms
from shinryo_ratio.reports.blocks import Block, Column, Heading, Pairs, Paragraph, Table
from shinryo_ratio.reports.calculation import verdict_sentence
from shinryo_ratio.reports.heading import corporation_rows
from shinryo_ratio.reports.numbers import change, points, yen
from shinryo_ratio.reports.placed import account, reason_of
from shinryo_ratio.reports.voice import Voice, threshold

if TYPE_CHECKING:
    from shinryo_ratio.engine import Comparison, IncomeRatioTest, LineTrace
    from shinryo_ratio.law.model import Words


class Moved(NamedTuple):
    """A line that adds something else under the revised definition.

    Attributes:
        effect: how the old ratio moves when this line alone changes; None where there is no such ratio.
    """

    old: "LineTrace"
    revised: "LineTrace"
    effect: Fraction | None


def compared(comparison: "Comparison", say: Voice) -> Iterator[Block]:
    """The report of one comparison."""
    yield Heading(say("comparison"), 1)
    yield Pairs(corporation_rows(comparison, say))
    yield Heading(say("result"))
    yield from _not_tested(comparison, say)
    yield _result(comparison, say)
    for key, test in (("old", comparison.old), ("revised", comparison.revised)):
        yield Paragraph(f"{say(key)}{say('colon')}{verdict_sentence(test, say)}")
        yield from _unconfirmed(say("unconfirmed-of", name=say(key)), test.unconfirmed, say)
    yield from _what_moved(comparison, say)
    yield Heading(say("all-lines-heading"))
    yield _lines(comparison, say)
    yield Paragraph(say("aid-comparison"))


def _not_tested(comparison: "Comparison", say: Voice, lead: str = "") -> Iterator[Block]:
    """That the corporation is not tested in its year, and why; nothing where it is."""
    why = comparison.not_tested
    if why is not None:
        reason = terms.NOT_TESTED[why.reason][say.lang]
        yield Paragraph(lead + say("comparison-not-tested", reason=reason, citation=why.citation))
        yield from _unconfirmed(lead + say("unconfirmed"), why.unconfirmed, say)


def _unconfirmed(name: str, points: "Sequence[Words]", say: Voice) -> Iterator[Block]:
    """What of the law behind a verdict nobody has confirmed."""
    for words in points:
        yield Paragraph(f"{name}{say('colon')}{say.words(words)}")


def _result(comparison: "Comparison", say: Voice) -> Table:
    old, revised = comparison.old, comparison.revised
    assert old.ruleset is not None
    assert revised.ruleset is not None
    spans = (_span(old, say), _span(revised, say))
    columns = (
        Column("", most=24), Column(say("old"), "right", 36), Column(say("revised"), "right", 36),
        Column(say("difference"), "right"),
    )  # fmt: skip
    rows = (
        (say("ruleset"), old.ruleset.id, revised.ruleset.id, ""),
        _sum_row(say("numerator"), old.numerator, revised.numerator),
        _sum_row(say("denominator"), old.denominator, revised.denominator),
        (
            say("percent"), _percent(old, say), _percent(revised, say),
            _points(ratio_change(old, revised), say),
        ),
        *(((say("bounds"), *spans, ""),) if any(spans) else ()),
        (
            say("threshold"), say("above", percent=threshold(old.ruleset)),
            say("above", percent=threshold(revised.ruleset)), "",
        ),
        (say("verdict"), say.verdict(old), say.verdict(revised), ""),
        (
            say("status"), terms.STATUSES[old.ruleset.status][say.lang],
            terms.STATUSES[revised.ruleset.status][say.lang], "",
        ),
    )  # fmt: skip
    return Table(columns, rows)


def _sum_row(name: str, old: int | None, revised: int | None) -> tuple[str, ...]:
    return name, yen(old), yen(revised), change((revised or 0) - (old or 0))


def _span(test: "IncomeRatioTest", say: Voice) -> str:
    """The range of the ratio over what is not known, where it is not a point."""
    bounds = test.bounds
    if bounds is None or bounds.low is None or bounds.high is None or bounds.low == bounds.high:
        return ""
    return say("span", low=say.percent(*bounds.low), high=say.percent(*bounds.high))


def _percent(test: "IncomeRatioTest", say: Voice) -> str:
    return say.percent(test.numerator, test.denominator)


def ratio_change(old: "IncomeRatioTest", revised: "IncomeRatioTest") -> Fraction | None:
    """The ratio of the revised test less that of the old one; None where one has no ratio."""
    one, other = _ratio(old.numerator, old.denominator), _ratio(revised.numerator, revised.denominator)
    return None if one is None or other is None else other - one


def _ratio(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or denominator is None or denominator <= 0:
        return None
    return Fraction(numerator, denominator)


def _points(difference: Fraction | None, say: Voice) -> str:
    if difference is None:
        return say("none")
    sign = "+" if difference > 0 else "△" if difference < 0 else ""
    return say("points", sign=sign, points=points(difference.numerator, difference.denominator))


# -- what moved ---------------------------------------------------------------------------------


def moved_lines(comparison: "Comparison") -> list[Moved]:
    """The lines whose sums differ, in order of their effect on the old ratio."""
    found = [
        Moved(old, revised, _effect(comparison.old, old, revised))
        for old, revised in zip(comparison.old.lines, comparison.revised.lines, strict=True)
        if (old.numerator, old.denominator) != (revised.numerator, revised.denominator)
    ]
    return sorted(found, key=lambda moved: abs(moved.effect or Fraction(0)), reverse=True)


def _effect(test: "IncomeRatioTest", old: "LineTrace", revised: "LineTrace") -> Fraction | None:
    """How the ratio moves when this line alone is treated the revised way."""
    assert test.numerator is not None
    assert test.denominator is not None
    before = _ratio(test.numerator, test.denominator)
    after = _ratio(
        test.numerator + revised.numerator - old.numerator,
        test.denominator + revised.denominator - old.denominator,
    )
    return None if before is None or after is None else after - before


def _what_moved(comparison: "Comparison", say: Voice) -> Iterator[Block]:
    moved = moved_lines(comparison)
    yield Heading(say("moved-lines"))
    if not moved:
        yield Paragraph(say("nothing-moved"))
        return
    for line in moved:
        yield _moved(line, comparison, say)
    yield Paragraph(say("alone-note"))


def _moved(moved: Moved, comparison: "Comparison", say: Voice) -> Pairs:
    old, revised = moved.old, moved.revised
    name = account(old, comparison.figures, say).replace("\n", " ")
    return Pairs(
        (
            (say("alone"), _points(moved.effect, say)),
            (say("change-numerator"), change(revised.numerator - old.numerator)),
            (say("change-denominator"), change(revised.denominator - old.denominator)),
            (say("old"), _reason(old, comparison, comparison.old, say)),
            (say("revised"), _reason(revised, comparison, comparison.revised, say)),
        ),
        title=f"{old.line}. {name}",
    )


def _reason(line: "LineTrace", comparison: "Comparison", test: "IncomeRatioTest", say: Voice) -> str:
    assert test.ruleset is not None
    sentence = reason_of(line, comparison.figures, test.ruleset, say)
    return say("note-words", sentence=sentence, citation=say.citation(line))


# -- tables -------------------------------------------------------------------------------------


def _lines(comparison: "Comparison", say: Voice) -> Table:
    keys = ("amount", "old-numerator", "old-denominator", "revised-numerator", "revised-denominator")
    columns = (
        Column(say("line"), "right"), Column(say("account"), most=26),
        *(Column(say(key), "right", 18) for key in keys),
    )  # fmt: skip
    pairs = list(zip(comparison.old.lines, comparison.revised.lines, strict=True))
    rows = [
        (
            str(old.line), account(old, comparison.figures, say), yen(old.amount), yen(old.numerator),
            yen(old.denominator), yen(revised.numerator), yen(revised.denominator),
        )
        for old, revised in pairs
    ]  # fmt: skip
    one, other = comparison.old, comparison.revised
    rows.append(
        (
            "", say("total"), yen(sum(old.amount for old, _ in pairs)), yen(one.numerator),
            yen(one.denominator), yen(other.numerator), yen(other.denominator),
        )
    )  # fmt: skip
    return Table(columns, tuple(rows), totals=1)


def all_types(comparisons: "Sequence[Comparison]", say: Voice) -> Iterator[Block]:
    """The same figures under the two definitions of every type."""
    first = comparisons[0]
    yield Heading(f"{say('comparison')} - {say('all-types')}", 1)
    yield Pairs((corporation_rows(first, say)[-1],))
    columns = (
        Column(say("type"), most=24), Column(say("threshold")),
        *(
            Column(f"{say(side)} {say(key)}", "right" if key == "percent" else "left", 24)
            for side in ("old", "revised")
            for key in ("percent", "verdict")
        ),
    )  # fmt: skip
    yield Table(columns, tuple(_type_row(comparison, say) for comparison in comparisons))
    for comparison in comparisons:
        type_ = terms.term("type", comparison.figures.corporation.type, say.lang)
        yield from _not_tested(comparison, say, type_ + say("colon"))
    yield Paragraph(say("aid-comparison"))


def _type_row(comparison: "Comparison", say: Voice) -> tuple[str, ...]:
    cells: list[str] = []
    for test in (comparison.old, comparison.revised):
        cells += (_percent(test, say), say.verdict(test))
    assert comparison.revised.ruleset is not None
    above = say("above", percent=threshold(comparison.revised.ruleset))
    return terms.term("type", comparison.figures.corporation.type, say.lang), above, *cells
