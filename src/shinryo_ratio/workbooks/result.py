"""The result workbook: its sheets in order, each written by its own module."""

from typing import TYPE_CHECKING

from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.reports.edited import edited_row
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.workbooks import ranges, shown
from shinryo_ratio.workbooks.book import Book, Page
from shinryo_ratio.workbooks.calculation import write_calculation
from shinryo_ratio.workbooks.checks import MOST
from shinryo_ratio.workbooks.choices import write_choices
from shinryo_ratio.workbooks.definitions import Definition, definitions_of
from shinryo_ratio.workbooks.entries import Entries, entries_of
from shinryo_ratio.workbooks.entry import write_entry_sheets
from shinryo_ratio.workbooks.placing import write_placement
from shinryo_ratio.workbooks.verdict import WIDTHS, VerdictSheet
from shinryo_ratio.workbooks.what_if import what_if_lines

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison

SPARE_LINES = 30
"""Blank lines under those of the figures, which the formulas follow too."""


def written(assessment: "Assessment", comparison: "Comparison | None", lang: Language) -> bytes:
    """The file.

    Raises:
        FiguresError: `excel-number-too-large`.
    """
    say = Voice(lang)
    entries = entries_of(assessment.figures, lang)
    entries.remarks = what_if_lines(assessment, say)
    book = Book(lang, "".join(label for label, _ in edited_row(assessment, say)))
    if assessment.income.ruleset is None:
        return _without_test(book, entries, assessment)
    definitions = definitions_of(assessment, comparison)
    _refuse_what_is_too_large(assessment, definitions)
    first = book.page("verdict", WIDTHS)
    cells = write_entry_sheets(book, entries, spare=SPARE_LINES)
    lines = book.page("lines", shown.LINE_WIDTHS, landscape=True)
    report = book.page("report", shown.REPORT_WIDTHS, landscape=True)
    write_choices(book)
    calculation, range_page = (
        book.page("calculation", (20.0,), landscape=True, internal=True),
        ranges.page_of(book),
    )
    titles = _titles(definitions, say)
    placement = write_placement(book, definitions, assessment.figures.accounting_standard, titles)
    layouts = ranges.layouts_of(definitions)
    holds = [ranges.holds_cells(range_page, layout) for layout in layouts]
    made = write_calculation(
        book, calculation, assessment.figures, entries, cells, placement, definitions, titles, holds
    )
    ranged = [
        ranges.write_range(book, range_page, layout, definition, number, made, titles[number])
        for number, (layout, definition) in enumerate(zip(layouts, definitions, strict=True))
    ]
    shown.write_lines(book, lines, entries, cells, made, placement, definitions)
    shown.write_report(book, report, assessment)
    VerdictSheet(book, first, assessment, entries, cells, made, placement, definitions, ranged).write()
    return book.closed()


def _titles(definitions: tuple[Definition, ...], say: Voice) -> list[str]:
    """What each definition is called: its rule set, and its role."""
    roles = {"governing": say("ruleset"), "old": say("old"), "revised": say("revised")}
    return [
        f"{say.listed(roles[role] for role in definition.roles)} {definition.ruleset.id}"
        for definition in definitions
    ]


def _refuse_what_is_too_large(assessment: "Assessment", definitions: tuple[Definition, ...]) -> None:
    """A spreadsheet calculates in doubles: beyond their whole numbers a verdict could be wrong by a yen."""
    most = min([MOST, *(definition.most for definition in definitions)])
    total = sum(abs(line.amount) for line in assessment.income.lines)
    costs = [amount * assessment.figures.yen_per_unit for _, amount in assessment.figures.costs if amount]
    for amount in (total, *costs):
        if amount > most:
            raise FiguresError([Problem("excel-number-too-large", Place(path="revenue"), {"amount": amount})])


def _without_test(book: Book, entries: Entries, assessment: "Assessment") -> bytes:
    """Where the test does not apply there is nothing to calculate: the report and the entries."""
    page: Page = book.page("report", shown.REPORT_WIDTHS, landscape=True)
    shown.write_report(book, page, assessment)
    write_entry_sheets(book, entries, spare=SPARE_LINES)
    write_choices(book)
    return book.closed()
