"""Workbooks (Excel): a template, a trial balance to fill in, and a result that calculates by itself.

They are written with xlsxwriter and show; what they calculate is generated from the placement table.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison
    from shinryo_ratio.imports.importing import Imported
    from shinryo_ratio.imports.lastyear import LastYear
    from shinryo_ratio.workbooks.entries import Typical

__all__ = ["imported_workbook", "result_workbook", "template_workbook"]

SPARE_LINES = 60


def template_workbook(type_: str, lines: "Iterable[Typical]", lang: Language) -> bytes:
    """A workbook to fill in for a corporation type.

    Args:
        type_: the corporation type.
        lines: the lines that such a corporation typically has.
        lang: ja or en.

    Returns:
        The file.
    """
    from shinryo_ratio.workbooks.book import Book
    from shinryo_ratio.workbooks.choices import write_choices
    from shinryo_ratio.workbooks.entries import blank_entries
    from shinryo_ratio.workbooks.entry import write_entry_sheets

    book = Book(lang)
    write_entry_sheets(book, blank_entries(type_, lines, lang), spare=SPARE_LINES)
    write_choices(book)
    return book.closed()


def imported_workbook(imported: "Imported", like: "LastYear", lang: Language) -> bytes:
    """A trial balance as a workbook to fill in, which `check` reads as it stands.

    Args:
        imported: the figures made of an export.
        like: how accounts were split last year.
        lang: ja or en.

    Returns:
        The file.
    """
    from shinryo_ratio.workbooks.imported import written

    return written(imported, like, lang, spare=SPARE_LINES)


def result_workbook(assessment: "Assessment", comparison: "Comparison | None", lang: Language) -> bytes:
    """The result as a workbook with live formulas, which is also an input that gives the same verdict.

    Args:
        assessment: the assessment of one fiscal year.
        comparison: the same figures under the old and the revised definition; None where there is none.
        lang: ja or en.

    Returns:
        The file.

    Raises:
        FiguresError: `excel-number-too-large` where a spreadsheet would not calculate exactly.
    """
    from shinryo_ratio.workbooks.result import written

    return written(assessment, comparison, lang)
