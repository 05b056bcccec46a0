"""An export as a grid of cells: every row with its number, every cell as the text that it holds.

Rows count from 1, as a spreadsheet counts them.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from shinryo_ratio.problems import FiguresError, Place, Problem, cell_name
from shinryo_ratio.readers.decoding import decode, printable
from shinryo_ratio.readers.workbook_cells import listed_cells

_SAMPLE: Final = 40
_END_OF_FILE: Final = "\x1a"
"""PCA ends its files with it, as DOS did."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of an export, with blank rows left where they stand.

    Attributes:
        sheet: of a workbook, the sheet; None for a text.
        flaws: cells of a workbook that hold no value that may be relied on: code and values of the problem
            that they are where they matter, by row and column from 1.
        calculated: cells that hold the value of a formula.
        hidden_rows, hidden_columns: what a workbook does not show.
    """

    file: str
    rows: tuple[tuple[str, ...], ...]
    sheet: str | None = None
    flaws: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    calculated: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def place(self, row: int, column: int | None = None, path: str = "") -> Place:
        """The place of a cell; row and column from 1."""
        if self.sheet is None:
            return Place(file=self.file, line=row, column=column, path=path)
        return Place(file=self.file, sheet=self.sheet, cell=cell_name(row, column or 1), path=path)

    def problem(self, code: str, row: int, column: int | None = None, /, **values: str | int) -> Problem:
        """A problem at a cell."""
        return Problem(code, self.place(row, column), values)

    def named(self, name: str, row: int) -> str:
        """A row as a text refers to it, the file under a name."""
        return ":".join([name, str(row)]) if self.sheet is None else f"{name}!{self.sheet}!{row}"

    def notes(self, cells: Iterable[tuple[int, int]]) -> list[Problem]:
        """What was read all the same and should be looked at, of the cells that were used."""
        used = sorted(cells)
        told = {
            "excel-formulas-read": [cell for cell in used if cell in self.calculated],
            "excel-hidden-read": [cell for cell in used if self._hides(cell)],
        }
        return [self._listed(code, found) for code, found in told.items() if found]

    def _hides(self, cell: tuple[int, int]) -> bool:
        return cell[0] in self.hidden_rows or cell[1] in self.hidden_columns

    def _listed(self, code: str, cells: list[tuple[int, int]]) -> Problem:
        names = listed_cells([cell_name(*cell) for cell in cells])
        return Problem(code, self.place(*cells[0]), {"cells": names, "count": len(cells)})


def read_text(data: bytes, file: str, encoding: str | None = None) -> Grid:
    """The grid of a text: BOM, UTF-8 or cp932; tabs, commas or blanks between the cells.

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
