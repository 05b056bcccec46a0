"""From a cell to the value of a field: what the models can judge, and what only a workbook can get wrong."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from shinryo_ratio.problems import Place, Problem
from shinryo_ratio.readers.located import Index, Path, Spot, path_text, shown
from shinryo_ratio.readers.workbook_cells import Cell, Sheet

TEXTS: Final = frozenset({"name", "id", "facility", "note", "reference", "confirmed_by"})
DAYS: Final = frozenset({"start", "end", "date"})
_FIRST_DAY, _DAYS_1904 = date(1899, 12, 30), 1462
_SERIALS: Final = range(30_000, 80_000)
"""Days from 1982 to 2119, as Excel counts them; no day is written in five digits otherwise."""


class CellSpot(Spot):
    """Where a value stands in a workbook."""

    sheet: str

    @classmethod
    def of(cls, sheet: Sheet, row: int, column: int) -> "CellSpot":
        """The spot of a cell."""
        spot = cls(row, column, row)
        spot.sheet = sheet.name
        return spot


@dataclass(slots=True)
class Taken:
    """What has been read so far: the document, where its parts stand, what is wrong, what to look at.

    Attributes:
        never_calculated: whether a formula's zero may only mean that nobody has calculated it.
        is_whole: whether every number of the tables could be read, so that sums mean something.
        calculated, hidden: the cells read from formulas, and the hidden ones, by sheet.
    """

    file: str | None
    never_calculated: bool = False
    from_1904: bool = False
    is_whole: bool = True
    index: Index = field(default_factory=Index)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    calculated: dict[str, list[str]] = field(default_factory=dict)
    hidden: dict[str, list[str]] = field(default_factory=dict)

    def place(self, sheet: Sheet, cell: Cell | str, path: Path = ()) -> Place:
        """The place of a cell."""
        name = cell if isinstance(cell, str) else cell.name
        return Place(file=self.file, sheet=sheet.name, cell=name, path=path_text(path))

    def add(self, code: str, sheet: Sheet, cell: Cell | str, path: Path = (), /, **values: str | int) -> None:
        """Something that is wrong at a cell."""
        self.problems.append(Problem(code, self.place(sheet, cell, path), values))

    def value(self, sheet: Sheet, cell: Cell, path: Path) -> Any:
        """What a cell says for the field at a path; None where the cell cannot be read, which is told."""
        here = CellSpot.of(sheet, cell.row, cell.column)
        self.index.values[path] = self.index.keys[path] = here
        if sheet.hidden or cell.row in sheet.layout.hidden_rows or sheet.layout.hides_column(cell.column):
            self.hidden.setdefault(sheet.name, []).append(cell.name)
        if cell.formula is not None and not self._calculated(sheet, cell, path):
            return None
        if cell.is_error:
            self.add("excel-error-value", sheet, cell, path, written=str(cell.value))
            return None
        return self._typed(sheet, cell, path)

    def _calculated(self, sheet: Sheet, cell: Cell, path: Path) -> bool:
        """Whether a formula has a value that may be relied on."""
        assert cell.formula is not None
        if cell.is_external:
            self.add("excel-external-link", sheet, cell, path, written=shown(cell.formula))
        elif cell.value is None or (cell.value == 0 and self.never_calculated):
            self.add("excel-formula-uncalculated", sheet, cell, path, written=shown(cell.formula))
        else:
            self.calculated.setdefault(sheet.name, []).append(cell.name)
            return True
        return False

    def _typed(self, sheet: Sheet, cell: Cell, path: Path) -> Any:
        name, value = path[-1], cell.value
        if name in TEXTS:
            return str(value).upper() if isinstance(value, bool) else str(value)
        if name in DAYS:
            return self._day(sheet, cell, path)
        if isinstance(value, date):
            self.add("excel-date-for-number", sheet, cell, path, written=value.isoformat())
            return None
        return value.strip() if isinstance(value, str) else value

    def _day(self, sheet: Sheet, cell: Cell, path: Path) -> Any:
        value = cell.value
        if isinstance(value, datetime):
            return value.isoformat(" ")
        if isinstance(value, int) and not isinstance(value, bool) and value in _SERIALS:
            day = _FIRST_DAY + timedelta(days=value + (_DAYS_1904 if self.from_1904 else 0))
            self.notes.append(
                Problem(
                    "excel-serial-date",
                    self.place(sheet, cell, path),
                    {"written": str(value), "day": day.isoformat()},
                )
            )
            return day
        return value.strip() if isinstance(value, str) else value
