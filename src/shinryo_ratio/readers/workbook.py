"""Excel workbooks (.xlsx): the sheets that `init --format xlsx` writes, or the same made by hand.

One corporation and year a workbook. Every error has its sheet and cell; formulas are read at the value that
Excel calculated, and are listed, as is what stands in hidden rows, columns and sheets.
"""

from dataclasses import dataclass
from typing import Any, Final

from shinryo_ratio.problems import FiguresError, Place, Problem, cell_name
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.readers.headings import PATHS, Headings, option_of
from shinryo_ratio.readers.located import Located, Path, path_text
from shinryo_ratio.readers.source import Further, Source, further_problems, validated
from shinryo_ratio.readers.workbook_cells import Sheet, listed_cells
from shinryo_ratio.readers.workbook_fields import CellSpot, Taken
from shinryo_ratio.readers.workbook_package import Package, fail, opened
from shinryo_ratio.readers.workbook_sheet import sheet_of_part
from shinryo_ratio.readers.workbook_tables import (
    header_row,
    note_what_if,
    revenue_table,
    take_deliveries,
    take_form,
    take_readings,
    take_revenue,
)

_NEEDED: Final = ("name", "amount")
_LISTED: Final = 12
_ABOUT_SUMS: Final = frozenset({"deliveries-mismatch", "delivery-count-mismatch", "statement-mismatch"})
"""What would only say again that a cell could not be read."""


class InWorkbook(Located):
    """A document whose parts stand in the cells of a workbook."""

    def place(self, path: Path, *, key: bool = False) -> Place:
        """The cell of a path in codes, or of the nearest part around it."""
        spot = self.spot(path, key=key)
        if not isinstance(spot, CellSpot):
            return Place(file=self.file, path=path_text(path))
        cell = cell_name(spot.line, spot.column)
        return Place(file=self.file, sheet=spot.sheet, cell=cell, path=path_text(path))


def sources(
    data: bytes, file: str | None, headings: Headings, further: Further | None = None
) -> tuple[Source, ...]:
    """The figures of a workbook: one source.

    Raises:
        FiguresError: with all problems of the workbook, in the order of its sheets and cells.
    """
    need_openpyxl(file)
    package = opened(data, file)
    taken = Taken(file, package.never_calculated, from_1904=package.from_1904)
    book = _Book(package, taken)
    document = _document(book, headings)
    located = InWorkbook(document, file, lambda: taken.index)
    figures, found = validated(located)
    known = {(problem.place.sheet, problem.place.cell) for problem in taken.problems}
    rest = [
        other
        for other in found
        if (other.place.cell is None or _where(other) not in known)
        and (taken.is_whole or other.code not in _ABOUT_SUMS)
    ]
    problems = [*taken.problems, *rest]
    if figures is None or problems:
        raise FiguresError(_in_order([*problems, *further_problems(located, further)], package))
    return (Source(figures, file, located, tuple(_notes(book))),)


def need_openpyxl(file: str | None) -> None:
    """Make sure that what reads workbooks is installed.

    Raises:
        FiguresError: `excel-extra-missing`.
    """
    import importlib.util

    if importlib.util.find_spec("openpyxl") is None:
        fail("excel-extra-missing", file)


@dataclass(slots=True)
class _Book:
    """The sheets of a workbook, read as they are asked for."""

    package: Package
    taken: Taken

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name in the workbook."""
        part = next(part for part in self.package.parts if part.name == name)
        return sheet_of_part(self.package, part)

    def names(self) -> dict[str, str]:
        """The name in the workbook of each sheet of figures."""
        found: dict[str, str] = {}
        for part in self.package.parts:
            which = form.sheet_of(part.name)
            if which is None or which in form.SHOWN:
                continue
            if which in found:
                values = {"sheet": part.name, "first": found[which]}
                place = Place(file=self.package.file, sheet=part.name, cell="A1")
                self.taken.problems.append(Problem("excel-sheet-twice", place, values))
                continue
            found[which] = part.name
        return found

    def others(self) -> list[str]:
        """The sheets that no name of the form stands for."""
        return [part.name for part in self.package.parts if form.sheet_of(part.name) is None]


def _document(book: _Book, headings: Headings) -> dict[str, Any]:
    document: dict[str, Any] = {"corporation": {}, "fiscal_year": {}}
    names, taken = book.names(), book.taken
    for which in ("corporation", "costs", "statement", "declarations"):
        if which in names:
            take_form(book.sheet(names[which]), which, document, taken)
    _take_headings(document, headings, taken)
    sheet, header = _revenue_sheet(book, names)
    note_what_if(sheet, header, taken)
    numbers = take_revenue(revenue_table(sheet, header, taken), document, taken)
    if "deliveries" in names:
        take_deliveries(book.sheet(names["deliveries"]), document, numbers, taken)
    if "readings" in names:
        take_readings(book.sheet(names["readings"]), document, taken)
    return document


def _take_headings(document: dict[str, Any], headings: Headings, taken: Taken) -> None:
    """What the options of the run say, where the workbook does not."""
    for name, path in PATHS.items():
        text = getattr(headings, name)
        if text is None:
            continue
        target = document
        for parent in path[:-1]:
            target = target.setdefault(str(parent), {})
        if path[-1] in target:
            spot = taken.index.values[path]
            assert isinstance(spot, CellSpot)  # only cells have been taken so far
            place = Place(taken.file, sheet=spot.sheet, cell=cell_name(spot.line, spot.column))
            taken.problems.append(Problem("excel-heading-twice", place, {"option": option_of(name)}))
        target[str(path[-1])] = text


def _revenue_sheet(book: _Book, names: dict[str, str]) -> tuple[Sheet, int]:
    """The sheet of revenue lines, by its name or as the only one with such a table; the row of its header."""
    file = book.package.file
    if "revenue" in names:
        sheet = book.sheet(names["revenue"])
        header = header_row(sheet, "line", _NEEDED)
        if header is None:
            known = "科目、金額、区分"
            if not sheet.rows:
                fail("excel-sheet-empty", file, sheet=sheet.name, cell="A1")
            fail("excel-header-missing", file, sheet=sheet.name, cell="A1", known=known)
        return sheet, header
    found = []
    for name in book.others():
        sheet = book.sheet(name)
        header = header_row(sheet, "line", _NEEDED)
        if header is not None:
            found.append((sheet, header))
    if len(found) != 1:
        code = "excel-sheet-missing" if not found else "excel-sheet-ambiguous"
        listed = "、".join(sheet.name for sheet, _ in found) or "、".join(
            part.name for part in book.package.parts[:_LISTED]
        )
        fail(code, file, known=listed)
    return found[0]


def _where(problem: Problem) -> tuple[str | None, str | None]:
    return problem.place.sheet, problem.place.cell


def _in_order(problems: list[Problem], package: Package) -> tuple[Problem, ...]:
    order = {part.name: number for number, part in enumerate(package.parts)}

    def key(problem: Problem) -> tuple[int, int, int]:
        position = problem.place.position
        if problem.place.sheet is None or position is None:
            return len(order), 0, 0
        return order.get(problem.place.sheet, len(order)), *position

    return tuple(sorted(problems, key=key))


def _notes(book: _Book) -> list[Problem]:
    """What was read all the same, and should be looked at."""
    notes, taken = list(book.taken.notes), book.taken
    for code, cells_of in (("excel-formulas-read", taken.calculated), ("excel-hidden-read", taken.hidden)):
        for sheet, cells in cells_of.items():
            values: dict[str, str | int] = {"cells": listed_cells(cells), "count": len(cells)}
            notes.append(Problem(code, Place(taken.file, sheet=sheet, cell=cells[0]), values))
    read = {spot.sheet for spot in taken.index.values.values() if isinstance(spot, CellSpot)}
    for name in book.others():
        if name not in read:
            notes.append(
                Problem("excel-sheet-passed-over", Place(taken.file, sheet=name, cell="A1"), {"sheet": name})
            )
    return notes
