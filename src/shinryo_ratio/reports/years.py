"""Several assessments in one table: the years of a corporation, and one row for each file."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.reports.blocks import Block, Column, Heading, Paragraph, Table
from shinryo_ratio.reports.numbers import change, yen
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.reports.width import plain

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, IncomeRatioTest


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
    changes = [
        _change_row(before, after, say)
        for before, after in pairwise(ordered)
        if before.figures.fiscal_year.start != after.figures.fiscal_year.start
    ]
    if not changes:
        return
    yield Heading(say("change"), 3)
    yield Table(
        (
            Column(say("year")), Column(say("change-numerator"), "right"),
            Column(say("change-denominator"), "right"), Column(say("remark")),
        ),
        tuple(changes),
    )  # fmt: skip


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
        say("change-definition") if len(ids) > 1 else "",
    )


def _change(before: int | None, after: int | None, say: Voice) -> str:
    return say("none") if before is None or after is None else change(after - before)


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
        say.verdict(test),
        say.percent(test.numerator, test.denominator),
        margin(test, say),
        str(len(test.open_facts)),
    )
