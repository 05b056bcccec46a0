"""An export as a grid of cells: decoded, divided, every row with its number.

Rows count from 1, as a spreadsheet counts them.
"""

import csv
import io
import unicodedata
from dataclasses import dataclass
from typing import Final

from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.decoding import decode, printable

_SAMPLE: Final = 40
_END_OF_FILE: Final = "\x1a"
"""PCA ends its files with it, as DOS did."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of an export, with blank rows left where they stand."""

    file: str
    rows: tuple[tuple[str, ...], ...]

    def place(self, row: int, column: int | None = None) -> Place:
        """The place of a cell; both from 1."""
        return Place(file=self.file, line=row, column=column)

    def problem(self, code: str, row: int, column: int | None = None, /, **values: str | int) -> Problem:
        """A problem at a cell."""
        return Problem(code, self.place(row, column), values)


def read_grid(data: bytes, file: str, encoding: str | None = None) -> Grid:
    """The grid of an export: BOM, UTF-8 or cp932; tabs, commas or blanks between the cells.

    Raises:
        FiguresError: where it is no text, or its quotes do not close.
    """
    text = decode(data, file, encoding).rstrip(_END_OF_FILE)
    if not text.strip():
        raise FiguresError([Problem("import-file-empty", Place(file=file))])
    text = printable(text, file)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            rows.append(tuple(row))  # one by one: an error must know how many there were
    except csv.Error as error:
        code = "csv-quote-open" if "unexpected end of data" in str(error) else "csv-syntax"
        place = Place(file=file, line=len(rows) + 1)
        raise FiguresError([Problem(code, place, {"detail": str(error)})]) from None
    return Grid(file, tuple(rows))


def _delimiter(text: str) -> str:
    """Tab, else comma, else blank: the first that stands outside quotes in the first rows."""
    sample = "\n".join(text.splitlines()[:_SAMPLE])
    outside = "".join(sample.split('"')[::2])
    return next((mark for mark in ("\t", ",", " ") if mark in outside), ",")


def folded(text: str) -> str:
    """A heading or a word of a layout, 全角/半角 and blanks folded; never a name."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def filled(row: tuple[str, ...]) -> bool:
    """Whether anything stands in a row."""
    return any(cell.strip() for cell in row)
