"""The sibling tests of a report: numbers, verdict, and what is missing."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from shinryo_ratio.law.model import CostShare, IncomeToCost
from shinryo_ratio.messages import terms
from shinryo_ratio.reports.blocks import Block, Column, Heading, Points, Table
from shinryo_ratio.reports.numbers import of_hundred, yen
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import SiblingTest
    from shinryo_ratio.law.model import Sibling


def siblings(tests: "tuple[SiblingTest, ...]", say: Voice) -> Iterator[Block]:
    """The table of the sibling tests, then what is missing and what is not confirmed."""
    if not tests:
        return
    yield Heading(say("siblings"))
    columns = (
        Column(say("requirement"), most=46), Column(say("left"), "right"), Column(say("right"), "right"),
        Column(say("percent"), "right"), Column(say("threshold")), Column(say("verdict"), most=24),
    )  # fmt: skip
    yield _without_empty_columns(columns, [_row(test, say) for test in tests])
    yield Points(tuple(("", text) for test in tests for text in _remarks(test, say)))


def _without_empty_columns(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Table:
    """The table without the columns of amounts where every test is by declaration."""
    kept = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    return Table(
        tuple(columns[index] for index in kept), tuple(tuple(row[index] for index in kept) for row in rows)
    )


def _row(test: "SiblingTest", say: Voice) -> tuple[str, ...]:
    return (
        _requirement(test, say),
        yen(test.numerator),
        yen(test.denominator),
        say.percent(test.numerator, test.denominator) if test.threshold else "",
        _threshold(test, say),
        say.sibling_verdict(test),
    )


def _requirement(test: "SiblingTest", say: Voice) -> str:
    name = terms.TESTS[test.id][say.lang]
    entry = _entry(test)
    if isinstance(entry, CostShare):
        parts = terms.COSTS[entry.cost], terms.COSTS[entry.of]
    elif isinstance(entry, IncomeToCost):
        parts = terms.INCOMES[test.ruleset.definition], terms.COSTS[entry.cost]
    else:
        return name
    numerator, denominator = (part[say.lang] for part in parts)
    return say("divided", name=name, numerator=numerator, denominator=denominator)


def _entry(test: "SiblingTest") -> "Sibling":
    return next(sibling for sibling in test.ruleset.siblings if sibling.id == test.id)


def _threshold(test: "SiblingTest", say: Voice) -> str:
    if test.threshold is None:
        return say("declared")
    portion, of, sign = test.threshold
    return say("above" if sign == ">" else "at-most", percent=of_hundred((portion, of)))


def _remarks(test: "SiblingTest", say: Voice) -> Iterator[str]:
    name, colon = terms.TESTS[test.id][say.lang], say("colon")
    if test.missing:
        missing = say.listed(_missing(path, say) for path in test.missing)
        yield say("missing", name=name) + colon + missing
    yield say("article-of", name=name) + colon + test.citation
    if test.status != "primary":
        yield say("status-of", name=name) + colon + terms.STATUSES[test.status][say.lang]
    for words in test.unconfirmed:
        yield say("unconfirmed-of", name=name) + colon + say.words(words)


def _missing(path: str, say: Voice) -> str:
    if path.startswith("revenue["):
        return say("missing-line", line=int(path[len("revenue[") : -1]) + 1)
    word = terms.COSTS.get(path.removeprefix("costs.")) or terms.MISSING[path]
    return say("word-of-path", word=word[say.lang], path=path)
