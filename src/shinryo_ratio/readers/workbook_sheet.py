"""A sheet of a workbook read in one pass: the cells that say something, and how the sheet is laid out.

Rows and cells that are only formatted, to the end of the sheet if need be, are passed over.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from shinryo_ratio.problems import cell_name, column_number
from shinryo_ratio.readers.workbook_cells import Cell, Layout, Sheet
from shinryo_ratio.readers.workbook_limits import (
    MOST_COLUMNS,
    MOST_COLUMNS_OF_EXCEL,
    MOST_FILLED_ROWS,
    MOST_ROWS,
    TooLargeError,
)
from shinryo_ratio.readers.workbook_package import Package, Part, fail
from shinryo_ratio.readers.workbook_parts import Words
from shinryo_ratio.readers.workbook_xml import Elements

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_NUMBER: Final = re.compile(
    r"\s*[+-]?(?:[0-9]+|([0-9]*\.[0-9]*(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+))\s*"
)
_TRUE: Final = ("1", "true")
_MOST_MERGED: Final = 5_000
_MOST_TRANSLATED: Final = 1_000
"""Shared formulas that are worked out for their cell; of more the text of the first one is shown."""


def sheet_of_part(package: Package, part: Part) -> Sheet:
    """The cells of a sheet.

    Raises:
        FiguresError: `excel-damaged` or `excel-too-large`.
    """
    scan = _Scan(package, part)
    with package.reading(part.name) as archive:
        scan.elements.read(archive, part.path)
    return scan.sheet


class _Scan:
    """What has been seen of a sheet.

    The ends of elements are told only inside a cell that holds something: most of what a sheet lists may be
    empty rows and cells. So `_cell` is the cell that began last, until anything else begins.
    """

    def __init__(self, package: Package, part: Part) -> None:
        self.sheet = Sheet(part.name, part.hidden, Layout())
        self.elements = Elements(self._start, self._end, self._text)
        self._package, self._one = package, package.spend.one
        self._row = 0
        self._row_hidden = False
        self._cell: Mapping[str, str] | None = None
        self._column: int | str = 0
        self._inside = False
        self._in: str | None = None
        self._value: list[str] = []
        self._formula: list[str] = []
        self._of_formula: Mapping[str, str] | None = None
        self._words: Words | None = None
        self._shared: dict[str, tuple[str, str]] = {}
        self._translated = 0

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._one()
        if self._inside:
            self._start_in_cell(name, attributes)
        elif name == "c":
            self._cell = attributes
            self._column = attributes.get("r") or self._column_now() + 1
        elif name == "row":
            self._cell = None
            self._start_row(attributes)
        elif self._cell is not None and name in ("v", "f", "is"):
            self._inside = True
            self.elements.hear_ends(True)
            self._start_in_cell(name, attributes)
        else:
            self._cell = None
            self._start_beside(name, attributes)

    def _start_beside(self, name: str, attributes: Mapping[str, str]) -> None:
        """What is no row or cell."""
        if name == "sheetData":
            self.elements.hear_ends(False)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "0"))
            columns = range(max(first, 1), min(last, MOST_COLUMNS) + 1)
            if not self.sheet.layout.hidden_columns.issuperset(columns):
                self.sheet.layout.hidden_columns.update(columns)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _start_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._words is not None:
            self._words.start(name)
        elif name == "is":
            self._words = Words()
        elif name in ("v", "f"):
            self._in = name
            if name == "f":
                self._of_formula = attributes

    def _text(self, piece: str) -> None:
        """A piece of text."""
        if self._words is not None:
            self._words.text(piece)
        elif self._in == "v":
            self._value.append(piece)
        elif self._in == "f":
            self._formula.append(piece)

    def _end(self, name: str) -> None:
        """An element ends, inside a cell or as one."""
        if not self._inside or self._cell is None:
            return
        if name == "c":
            self._end_cell(self._cell)
            self._cell = self._of_formula = self._words = None
            self._inside = False
            self.elements.hear_ends(False)
        elif self._words is not None and name != "is":
            self._words.end(name)
        else:
            self._in = None

    # -- rows and merged cells ------------------------------------------------------------------

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number > MOST_ROWS:
            self._too_large(f"A{number}")
        if number <= self._row:
            raise ValueError(f"row {number} follows row {self._row}")
        self._row, self._column = number, 0
        self._row_hidden = attributes.get("hidden") in _TRUE

    def _merge(self, ref: str) -> None:
        if match := _RANGE.fullmatch(ref):
            left, top, right, bottom = match.groups()
            merged = self.sheet.layout.merged
            merged.append((int(top), column_number(left), int(bottom or top), column_number(right or left)))
            if len(merged) > _MOST_MERGED:
                self._too_large(f"{left}{top}")

    # -- cells ----------------------------------------------------------------------------------

    def _end_cell(self, cell: Mapping[str, str]) -> None:
        column = self._column_now()
        value_text, formula_text = "".join(self._value), "".join(self._formula)
        self._value.clear()
        self._formula.clear()
        if self._words is None and self._of_formula is None and not value_text:
            return
        value = self._value_of(cell, value_text)
        formula = (
            None
            if self._of_formula is None
            else self._formula_of(formula_text, cell_name(self._row, column), value)
        )
        found = Cell(self._row, column, _plain(value), formula)
        if formula is not None or found.text:
            self._keep(found)

    def _column_now(self) -> int:
        """The column of the cell that began last, which may have been told by a name."""
        said = self._column
        if isinstance(said, int):
            return said
        match = _CELL.fullmatch(said)
        column = column_number(match[1]) if match else 0
        if match is None or int(match[2]) != self._row or column > MOST_COLUMNS_OF_EXCEL:
            raise ValueError(f"cell {said} in row {self._row}")
        return column

    def _value_of(self, cell: Mapping[str, str], text: str) -> Any:
        if self._words is not None:
            return self._words.taken()
        if not text:
            return None
        kind = cell.get("t", "n")
        if kind == "s":
            index = int(text)
            if index < 0:
                raise IndexError(f"text {index}")
            return self._package.texts[index]
        if kind == "n":
            return self._number(text, int(cell.get("s", "0")))
        if kind == "b":
            return bool(int(text))
        if kind == "d":
            from openpyxl.utils.datetime import from_ISO8601

            return from_ISO8601(text)  # type: ignore[no-untyped-call]
        return text

    def _number(self, text: str, style: int) -> Any:
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise ValueError(f"number {text[:40]}")
        number = int(text) if match[1] is None else float(text)
        days = self._package.days
        if style not in days.days:
            return number
        from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

        epoch = MAC_EPOCH if self._package.from_1904 else WINDOWS_EPOCH
        try:
            return from_excel(number, epoch, timedelta=style in days.durations)
        except (OverflowError, ValueError):
            return "#VALUE!"  # as Excel shows a day that it does not have

    def _formula_of(self, text: str, here: str, value: Any) -> str:
        """The formula, worked out for its cell where it is one that several share."""
        assert self._of_formula is not None
        written, index = f"={text}", self._of_formula.get("si", "")
        if self._of_formula.get("t") != "shared":
            return written
        if text:
            self._shared[index] = written, here
            return written
        first = self._shared.get(index)
        if first is None:
            return written
        if value in (None, 0) and self._translated < _MOST_TRANSLATED:
            from openpyxl.formula.translate import Translator

            self._translated += 1
            return str(Translator(*first).translate_formula(here))
        return first[0]

    def _keep(self, cell: Cell) -> None:
        sheet = self.sheet
        if cell.column > MOST_COLUMNS:
            self._too_large(cell.name)
        row = sheet.rows.setdefault(cell.row, {})
        if cell.column in row:
            raise ValueError(f"cell {cell.name} twice")
        row[cell.column] = cell
        if self._row_hidden:
            sheet.layout.hidden_rows.add(cell.row)
        if len(sheet.rows) > MOST_FILLED_ROWS:
            self._too_large(cell.name)
        try:
            self._package.cells.one()
        except TooLargeError:
            self._too_large(cell.name)

    def _too_large(self, cell: str) -> None:
        fail("excel-too-large", self._package.file, sheet=self.sheet.name, cell=cell, what=cell)


def _plain(value: Any) -> Any:
    """A whole number stored as a float is a whole number; a moment at midnight is a day."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, datetime | date | int | float | str) or value is None:
        return value
    if isinstance(value, timedelta | time):
        return str(value)
    return str(value)
