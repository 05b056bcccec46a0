"""Several assessments in one table: the years of a corporation, and one row for each file."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from shinryo_ratio.messages import terms
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.reports.blocks import Block, Column, Heading, Paragraph, Table
from shinryo_ratio.reports.edited import titled
from shinryo_ratio.reports.numbers import change, points, yen
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.reports.width import plain

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, IncomeRatioTest


MOST_KINDS: Final = 5
"""The kinds that are named of each year."""


def of_one_corporation(assessments: "Sequence[Assessment]") -> bool:
    """Whether all figures are of the same corporation: only then do changes between years mean anything."""
    return len({assessment.figures.corporation.name for assessment in assessments}) == 1


def years(assessments: "Sequence[Assessment]", say: Voice) -> Iterator[Block]:
    """The years in order, then what moved from each to the next."""
    ordered = sorted(assessments, key=lambda assessment: assessment.figures.fiscal_year.start)
    yield Heading(say("years"))
    yield Table(
        (
            Column(say("year")), Column(say("ruleset")), Column(say("numerator"), "right"),
            Column(say("denominator"), "right"), Column(say("percent"), "right"),
            Column(say("verdict"), most=16), Column(say("margin"), "right"),
        ),
        tuple(_year_row(assessment, say) for assessment in ordered),
    )  # fmt: skip
    yield from _margin_note(ordered, say)
    pairs = [
        (before, after)
        for before, after in pairwise(ordered)
        if before.figures.fiscal_year.start != after.figures.fiscal_year.start
    ]
    if not pairs:
        return
    yield Heading(say("change"), 3)
    yield Table(
        (
            Column(say("year")), Column(say("change-numerator"), "right"),
            Column(say("change-denominator"), "right"), Column(say("change-ratio"), "right"),
            Column(say("remark")),
        ),
        tuple(_change_row(before, after, say) for before, after in pairs),
    )  # fmt: skip
    yield from _moved_kinds(pairs, say)


def _year_row(assessment: "Assessment", say: Voice) -> tuple[str, ...]:
    test = assessment.income
    return (
        _span(assessment, say),
        test.ruleset.id if test.ruleset else say("none"),
        yen(test.numerator),
        yen(test.denominator),
        say.percent(test.numerator, test.denominator),
        say.verdict(test),
        margin(test, say),
    )


def _change_row(before: "Assessment", after: "Assessment", say: Voice) -> tuple[str, ...]:
    one, other = before.income, after.income
    ids = {test.ruleset.id if test.ruleset else None for test in (one, other)}
    return (
        _span(after, say),
        _change(one.numerator, other.numerator, say),
        _change(one.denominator, other.denominator, say),
        _ratio_change(one, other, say),
        say("change-definition") if len(ids) > 1 else "",
    )


def _change(before: int | None, after: int | None, say: Voice) -> str:
    return say("none") if before is None or after is None else change(after - before)


def _ratio_change(before: "IncomeRatioTest", after: "IncomeRatioTest", say: Voice) -> str:
    """The change of the ratio in percentage points, cut."""
    one, other = _ratio(before.numerator, before.denominator), _ratio(after.numerator, after.denominator)
    if one is None or other is None:
        return say("none")
    moved = other - one
    sign = "+" if moved > 0 else "△" if moved < 0 else ""
    return say("points", sign=sign, points=points(moved.numerator, moved.denominator))


def _ratio(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or denominator is None or denominator <= 0:
        return None
    return Fraction(numerator, denominator)


def _span(assessment: "Assessment", say: Voice) -> str:
    year = assessment.figures.fiscal_year
    return say("year-span", start=year.start.isoformat(), end=year.end.isoformat())


def margin(test: "IncomeRatioTest", say: Voice) -> str:
    """The one margin that a row has room for; a dash where there is none or facts decide."""
    margins = test.margins
    if margins is None or test.verdict == "undetermined":
        return say("none")
    if margins.other_revenue_room is not None:
        return say("margin-room", yen=margins.other_revenue_room)
    if margins.qualifying_shortfall is not None:
        return say("margin-shortfall", yen=margins.qualifying_shortfall)
    return say("none")


def _margin_note(assessments: "Sequence[Assessment]", say: Voice) -> Iterator[Block]:
    if any(margin(assessment.income, say) != say("none") for assessment in assessments):
        yield Paragraph(say("margin-note"))


# -- what moved ---------------------------------------------------------------------------------


class Moved(NamedTuple):
    """How a kind changed from one year to the next, in yen."""

    kind: str
    amount: int = 0
    numerator: int = 0
    denominator: int = 0

    @property
    def sums(self) -> tuple[int, int, int]:
        """The changes."""
        return self.amount, self.numerator, self.denominator


def _moved_kinds(pairs: "Sequence[tuple[Assessment, Assessment]]", say: Voice) -> Iterator[Block]:
    """The kinds that moved the ratio most, year by year; what is left of the others in one row."""
    tested = [pair for pair in pairs if all(assessment.income.ruleset for assessment in pair)]
    rows = [row for before, after in tested for row in _kind_rows(before, after, say)]
    if not rows:
        return
    yield Heading(say("moved-kinds"), 3)
    yield Table(
        (
            Column(say("year")), Column(say("moved-kind"), most=26),
            Column(say("change-amount"), "right", most=20),
            Column(say("change-numerator"), "right", most=20),
            Column(say("change-denominator"), "right", most=20),
        ),
        tuple(rows),
    )  # fmt: skip


def _kind_rows(before: "Assessment", after: "Assessment", say: Voice) -> Iterator[tuple[str, ...]]:
    moved = moved_kinds(before.income, after.income)
    first, rest = moved[:MOST_KINDS], moved[MOST_KINDS:]
    span = _span(after, say)
    for one in first:
        yield span, terms.short_kind(one.kind, say.lang), *map(change, one.sums)
        span = ""
    if rest:
        sums = zip(*(one.sums for one in rest), strict=True)
        yield span, say("other-kinds", count=len(rest)), *map(change, map(sum, sums))


def moved_kinds(before: "IncomeRatioTest", after: "IncomeRatioTest") -> list[Moved]:
    """The kinds whose sums changed, in order of what each alone does to the ratio of the year before."""
    found: dict[str, Moved] = {}
    for sign, test in ((-1, before), (1, after)):
        for line in test.lines:
            if line.reason_code != "internal":
                old = found.get(line.kind, Moved(line.kind))
                found[line.kind] = Moved(
                    line.kind,
                    old.amount + sign * line.amount,
                    old.numerator + sign * line.numerator,
                    old.denominator + sign * line.denominator,
                )
    # N'/D' - N/D has the sign and, for a given D', the size of D ΔN - N ΔD
    numerator, denominator = before.numerator or 0, before.denominator or 0
    moved = [one for one in found.values() if any(one.sums)]
    return sorted(
        moved, key=lambda one: abs(denominator * one.numerator - numerator * one.denominator), reverse=True
    )


# -- one row a file -----------------------------------------------------------------------------


def summary(results: "Sequence[tuple[str, Assessment | FiguresError]]", say: Voice) -> Iterator[Block]:
    """One row for each file, the bad ones too."""
    columns = (
        Column(say("file"), most=32), Column(say("corporation"), most=26), Column(say("year")),
        Column(say("verdict"), most=16), Column(say("percent"), "right"), Column(say("margin"), "right"),
        Column(say("open-count"), "right"),
    )  # fmt: skip
    yield Heading(say("summary"))
    yield Table(columns, tuple(_summary_row(plain(file), result, say) for file, result in results))
    yield from _margin_note([result for _, result in results if not isinstance(result, FiguresError)], say)
    yield Paragraph(say("aid"))


def _summary_row(file: str, result: "Assessment | FiguresError", say: Voice) -> tuple[str, ...]:
    if isinstance(result, FiguresError):
        none = say("none")
        return file, none, none, say("bad-file", count=len(result.problems)), none, none, none
    test = result.income
    return (
        file,
        say.corporation(result),
        _span(result, say),
        titled(say.verdict(test), result, say),
        say.percent(test.numerator, test.denominator),
        margin(test, say),
        str(len(test.open_facts)),
    )
