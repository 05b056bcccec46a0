"""The placement as flat CSV for machines: one row a line of revenue, UTF-8 with a byte order mark, CRLF.

Dates are ISO, amounts plain integers in yen, codes those of the contract in either language. A text that a
spreadsheet could take for a formula gets an apostrophe in front; so does one that begins with an apostrophe,
so that taking one leading apostrophe away always gives back what was written. `what_if` holds the edits of a
what-if (試算) on each of its rows, and nothing for figures as they came.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from shinryo_ratio.messages import terms
from shinryo_ratio.reports.placed import reason_of
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import IncomeRatioTest
    from shinryo_ratio.figures import Figures, RevenueLine

COLUMNS: Final = (
    "reference", "corporation_name", "corporation_type", "fiscal_year_start", "fiscal_year_end", "ruleset",
    "line", "name", "amount", "kind", "business", "section", "effective_section", "numerator", "denominator",
    "item", "reason_code", "reason", "citation", "what_if",
)  # fmt: skip

BYTE_ORDER_MARK: Final = "\ufeff"
_STARTS_FORMULA: Final = frozenset("=+-@'\t\r")


def as_csv(tests: "Iterable[tuple[Figures, IncomeRatioTest, str]]", say: Voice) -> str:
    """The lines of every test, below one header; with each the edits it comes from, as they were written."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figures, test, edits in tests:
        writer.writerows([*row, neutral(edits)] for row in _rows(figures, test, say))
    return BYTE_ORDER_MARK + out.getvalue()


def neutral(text: str) -> str:
    """The text so that no spreadsheet runs it: an apostrophe before what could begin a formula.

    Blanks and invisible marks before it do not hide it, nor does its full-width form.
    """
    seen = "".join(mark for mark in text if unicodedata.category(mark) not in ("Zs", "Cf"))
    first = unicodedata.normalize("NFKC", seen[:1])
    return f"'{text}" if first in _STARTS_FORMULA and first else text


def _rows(figures: "Figures", test: "IncomeRatioTest", say: Voice) -> Iterator[list[str]]:
    head = _head(figures, test)
    if test.ruleset is None:
        yield from ([*head, *tail] for tail in _untested(figures, test, say))
        return
    for line in test.lines:
        reason = reason_of(line, figures, test.ruleset, say)
        yield [
            *head, *_described(line.line, line.source, line.amount), line.effective_section,
            str(line.numerator), str(line.denominator), line.item or "",
            line.reason_code, neutral(reason), neutral(say.citation(line)),
        ]  # fmt: skip


def _head(figures: "Figures", test: "IncomeRatioTest") -> list[str]:
    year = figures.fiscal_year
    return [
        neutral(figures.reference or ""), neutral(figures.corporation.name), figures.corporation.type,
        year.start.isoformat(), year.end.isoformat(), test.ruleset.id if test.ruleset else "",
    ]  # fmt: skip


def _described(number: int, line: "RevenueLine", yen: int) -> list[str]:
    return [str(number), neutral(line.name), str(yen), line.kind, line.business, line.section]


def _untested(figures: "Figures", test: "IncomeRatioTest", say: Voice) -> Iterator[list[str]]:
    """The lines of a corporation that is not tested: nothing is placed, and nothing is dropped."""
    from shinryo_ratio.engine.folding import fold

    assert test.not_tested is not None
    reason = terms.NOT_TESTED[test.not_tested.reason][say.lang]
    why = [test.not_tested.reason, neutral(reason), neutral(test.not_tested.citation)]
    for number, (line, yen) in enumerate(zip(figures.revenue, fold(figures).yen, strict=True), 1):
        yield [*_described(number, line, yen), "", "", "", "", *why]
