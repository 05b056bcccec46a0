"""The cells of a sheet, each with what it says and how it came by it."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from shinryo_ratio.problems import cell_name
from shinryo_ratio.readers.workbook_package import (
    MOST_ROWS,
    Layout,
    Package,
    Part,
    fail,
)

MOST_FILLED_ROWS: Final = 20_000
MOST_CELLS: Final = 200_000
MOST_COLUMNS: Final = 400
"""More than any sheet of figures has; what lies beyond is refused, not left out."""

ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
_EXTERNAL: Final = re.compile(r"\[[^\[\]]+\][^\[\]!]*!|'[^']*\[[^\]]+\][^']*'!")


_LISTED: Final = 12


def listed_cells(names: Sequence[str]) -> str:
    """The names of cells as a note lists them: the first dozen, and how many more there are."""
    more = f" … (+{len(names) - _LISTED})" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


class Cell(NamedTuple):
    """A cell that says something.

    Attributes:
        value: text, whole number, float, bool, date or None (a formula without a value).
        formula: the formula that it was calculated by, or None.
    """

    row: int
    column: int
    value: Any
    formula: str | None = None

    @property
    def name(self) -> str:
        """Such as C12."""
        return cell_name(self.row, self.column)

    @property
    def is_error(self) -> bool:
        """Whether it shows an error such as #DIV/0!."""
        return isinstance(self.value, str) and self.value in ERRORS

    @property
    def is_external(self) -> bool:
        """Whether its formula reads another file."""
        return self.formula is not None and _EXTERNAL.search(self.formula) is not None

    @property
    def text(self) -> str:
        """The value as a text: of a label or a heading."""
        return "" if self.value is None else str(self.value).strip()


@dataclass(slots=True)
class Sheet:
    """A sheet that is read.

    Attributes:
        rows: the cells that say something, by row and column.
    """

    name: str
    hidden: bool
    layout: Layout
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)


def sheet_of_part(package: Package, part: Part, values: Any, formulas: Any) -> Sheet:
    """The cells of a sheet.

    Args:
        package: the workbook.
        part: the sheet in it.
        values: the workbook in openpyxl with the values of its formulas.
        formulas: the same with the formulas themselves.

    Raises:
        FiguresError: `excel-damaged` or `excel-too-large`.
    """
    sheet = Sheet(part.name, part.hidden, package.layout(part))
    filled = 0
    try:
        for cell in _cells(values[part.name], formulas[part.name]):
            if cell.column > MOST_COLUMNS:
                fail("excel-too-large", package.file, sheet=part.name, cell=cell.name, what=cell.name)
            sheet.rows.setdefault(cell.row, {})[cell.column] = cell
            filled += 1
            if len(sheet.rows) > MOST_FILLED_ROWS or filled > MOST_CELLS:
                fail("excel-too-large", package.file, sheet=part.name, cell=cell.name, what=cell.name)
    except (ValueError, TypeError, KeyError, IndexError, SyntaxError) as error:
        fail("excel-damaged", package.file, sheet=part.name, detail=str(error))
    return sheet


def _cells(values: Any, formulas: Any) -> Iterator[Cell]:
    for view in (values, formulas):
        view.reset_dimensions()  # what a sheet declares of its size need not be so
    with closing(_rows(values)) as valued, closing(_rows(formulas)) as written:
        for number, (row, sources) in enumerate(zip(valued, written, strict=True), 1):
            for value, source in zip(row, sources, strict=True):
                if source.value is None and value.value is None:
                    continue
                formula = None
                if source.data_type == "f":
                    formula = str(getattr(source.value, "text", None) or source.value)
                cell = Cell(number, value.column, _plain(value.value), formula)
                if formula is not None or cell.text:
                    yield cell


def _rows(view: Any) -> Any:
    return view.iter_rows(max_row=MOST_ROWS)


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
