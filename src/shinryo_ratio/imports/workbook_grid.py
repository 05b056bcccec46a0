"""The sheets of a workbook as grids: cells as texts, with what keeps a value from being relied on.

Most cells of an export do not matter, so a formula that nobody calculated or an error value is no problem
until an amount is read from it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from shinryo_ratio.imports.grid import Grid
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.located import shown
from shinryo_ratio.readers.workbook import need_openpyxl
from shinryo_ratio.readers.workbook_cells import Cell, Sheet
from shinryo_ratio.readers.workbook_package import Package, opened
from shinryo_ratio.readers.workbook_sheet import sheet_of_part

MAGIC: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins, and one of the old format or encrypted, which is refused with a reason."""


def read_sheets(data: bytes, file: str, name: str | None) -> tuple[list[Grid], list[str]]:
    """The sheets that may hold the export: the one that is named, else all that are not hidden and not empty.

    Returns:
        them, and the names of all sheets of the workbook, hidden ones too.

    Raises:
        FiguresError: where the workbook cannot be read, or has no such sheet.
    """
    need_openpyxl(file)
    package = opened(data, file)
    parts = [part for part in package.parts if (part.name == name if name else not part.hidden)]
    if not parts:
        known = "、".join(part.name for part in package.parts)
        values = {"sheet": shown(name or ""), "known": known}
        raise FiguresError([Problem("import-sheet-missing", Place(file=file), values)])
    sheets = [sheet_of_part(package, part) for part in parts]
    grids = [_grid(package, sheet) for sheet in sheets if sheet.rows]
    if not grids:
        raise FiguresError([Problem("import-file-empty", Place(file=file))])
    return grids, [part.name for part in package.parts]


def _grid(package: Package, sheet: Sheet) -> Grid:
    cells = [cell for row in sheet.rows.values() for cell in row.values()]
    flaws = {(cell.row, cell.column): flaw for cell in cells if (flaw := _flaw(cell, package))}
    calculated = {(cell.row, cell.column) for cell in cells if cell.formula is not None}
    widest = max(cell.column for cell in cells)
    hidden = {column for column in range(1, widest + 1) if sheet.layout.hides_column(column)}
    return Grid(
        package.file or "", tuple(_rows(sheet)), sheet.name, flaws,
        frozenset(calculated - set(flaws)), frozenset(sheet.layout.hidden_rows), frozenset(hidden),
    )  # fmt: skip


def _rows(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    for number in range(1, max(sheet.rows) + 1):
        row = sheet.rows.get(number, {})
        yield tuple(
            _text(row[column]) if column in row else "" for column in range(1, max(row, default=0) + 1)
        )


def _flaw(cell: Cell, package: Package) -> tuple[str, str] | None:
    """Why no amount may be read from a cell, as code and the text written; None where one may."""
    formula = cell.formula
    if formula is not None and cell.is_external:
        return "excel-external-link", shown(formula)
    if formula is not None and (cell.value is None or (cell.value == 0 and package.never_calculated)):
        return "excel-formula-uncalculated", shown(formula)
    if cell.is_error:
        return "excel-error-value", str(cell.value)
    if isinstance(cell.value, date):
        return "excel-date-for-number", cell.value.isoformat()
    return None


def _text(cell: Cell) -> str:
    """What a cell says, as an export in text would; of a formula without a value the formula."""
    if cell.value is None:
        return cell.formula or ""
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    return cell.value.isoformat() if isinstance(cell.value, date) else str(cell.value)
