"""Workbooks (Excel): a template to fill in, and a result that calculates by itself.

They are written with xlsxwriter and show; what they calculate is generated from the placement table.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.workbooks.entries import Typical

__all__ = ["template_workbook"]

SPARE_LINES = 15


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
