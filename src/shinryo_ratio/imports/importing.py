"""From an export to figures: read by its layout, outlined, mapped, reconciled, validated.

Every row of the export ends up in a line or in a listed reason for leaving it out; every problem is told at
once, at its cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import code_of
from shinryo_ratio.imports.accounts import Accounts, Meaning
from shinryo_ratio.imports.entries import Entry
from shinryo_ratio.imports.grid import Grid, read_text
from shinryo_ratio.imports.heading_texts import headings_of
from shinryo_ratio.imports.headings import is_total_name
from shinryo_ratio.imports.lastyear import LastYear
from shinryo_ratio.imports.layouts import Named, read_export, sheet_to_read
from shinryo_ratio.imports.placing import LeftOut, Line, Placed, place
from shinryo_ratio.imports.reconciling import Totals, reconcile, signed_amounts
from shinryo_ratio.imports.rows import Export
from shinryo_ratio.imports.sections import outline
from shinryo_ratio.imports.units import Unit, sub_problems, units_of
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.headings import PATHS, document_of
from shinryo_ratio.readers.located import Index, Located, Path, Spot, in_order, path_text, shown
from shinryo_ratio.readers.source import validated


@dataclass(frozen=True, slots=True)
class Wish:
    """How an export is to be read: options of the run.

    Attributes:
        sheet: of a workbook, the sheet; None for the only one that can be read.
        headings: texts by the names of `readers.Headings`; only those that are given.
    """

    layout: str | None = None
    sheet: str | None = None
    named: Named | None = None
    encoding: str | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[tuple[str, str], Meaning] = field(default_factory=dict)
    like: LastYear = field(default_factory=LastYear)


class InExport(Located):
    """Figures whose parts stand in the cells of an export."""

    def __init__(self, tree: dict[str, Any], grid: Grid, index: Index) -> None:
        super().__init__(tree, grid.file, lambda: index)
        self.grid = grid

    def place(self, path: Path, *, key: bool = False) -> Place:
        """The cell of a path in codes, or of the nearest part around it."""
        spot = self.spot(path, key=key)
        if spot is None:
            return Place(file=self.file, path=path_text(path))
        return self.grid.place(spot.line, spot.column, path_text(path))


@dataclass(frozen=True, slots=True)
class Imported:
    """Figures made of an export, and what became of each of its rows.

    Attributes:
        headings: the corporation, the year, unit and standard as they will be written.
        told: where headings came from that no option gave: heading to row of the export.
        notes: what was read all the same, or not read, and should be looked at.
    """

    figures: Figures
    headings: Mapping[str, str]
    told: Mapping[str, int]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    totals: Totals
    export: Export
    accounts: Accounts
    business_assumed: bool
    notes: tuple[Problem, ...] = ()

    @property
    def to_split(self) -> list[Line]:
        """The lines whose kind is left to the user."""
        return [line for line in self.lines if line.to_split]


def import_export(data: bytes, file: str, wish: Wish) -> Imported:
    """The figures in an export.

    Raises:
        FiguresError: with every problem of the export.
    """
    grid, notes = _grid(data, file, wish)
    export = read_export(grid, wish.layout, wish.named)
    entries = outline(export)
    headings, told, problems = headings_of(export, entries, wish.headings, wish.like.headings)
    standard = code_of(v.ACCOUNTING_STANDARDS, headings["standard"]) if "standard" in headings else None
    accounts = Accounts(wish.own, standard)
    units = units_of(entries, accounts)
    placed = place(entries, units, accounts, export)
    problems += [*export.problems, *placed.problems, *sub_problems(units, export)]
    unreadable = bool(export.problems or placed.problems)
    signed = signed_amounts(units, {line.row.number: line.amount for line in placed.lines})
    totals = Totals() if unreadable else reconcile(entries, units, signed, export)
    problems += [*totals.problems, *_hidden(units, entries, totals)]
    if not placed.lines and not unreadable:
        problems.append(Problem("import-no-revenue", grid.place(len(grid.rows))))
    tree, index = _document(headings, placed, totals)
    figures, found = validated(InExport(tree, grid, index))
    problems += [problem for problem in found if not problems or _of_options(problem)]
    if figures is None or problems:
        raise FiguresError(in_order(problems))
    return Imported(
        figures, headings, told, tuple(placed.lines), tuple(placed.left_out), totals, export, accounts,
        placed.business_assumed, (*grid.notes(_amounts_of(export)), *notes),
    )  # fmt: skip


def _hidden(units: Sequence[Unit], entries: Sequence[Entry], totals: Totals) -> Iterator[Problem]:
    """Amounts of revenue that the export hides (***), where no total shows that there is none."""
    for unit in units:
        proven = unit.booked in totals.statement or _is_nil(entries[unit.position :])
        if unit.side in ("revenue", None) and not proven:
            yield from (row.flaw for row in unit.rows if row.flaw is not None and row.amount is None)


def _is_nil(entries: Sequence[Entry]) -> bool:
    """Whether the next total is there and says that there is nothing, with a blank or a dash."""
    total = next((entry.row for entry in entries if is_total_name(entry.row.name)), None)
    return total is not None and total.amount is None and total.flaw is None


def _grid(data: bytes, file: str, wish: Wish) -> tuple[Grid, list[Problem]]:
    """The grid that the export is read from; what a workbook has beside it."""
    from shinryo_ratio.imports.workbook_grid import MAGIC, read_sheets

    if not data.startswith(MAGIC):
        if wish.sheet is not None:
            raise FiguresError([Problem("import-no-sheets", Place(file=file), {"sheet": shown(wish.sheet)})])
        return read_text(data, file, wish.encoding), []
    grids, names = read_sheets(data, file, wish.sheet)
    grid = sheet_to_read(grids, wish.layout, wish.named)
    return grid, [
        Problem("import-sheet-passed-over", Place(file=file, sheet=name), {"sheet": shown(name)})
        for name in names
        if name != grid.sheet
    ]


def _amounts_of(export: Export) -> Iterator[tuple[int, int]]:
    """The cells that amounts were read from."""
    return ((row.number, row.column) for row in export.rows if row.amount is not None)


def _of_options(problem: Problem) -> bool:
    """Whether a problem speaks of what options say, not of what follows from unreadable rows."""
    path = problem.place.path
    return problem.code != "missing-key" and not path.startswith(("revenue", "statement"))


def line_fields(line: Line) -> dict[str, Any]:
    """The fields of a revenue line in the figures, those at their defaults left out."""
    fields: dict[str, Any] = {"name": line.name, "amount": line.amount, "kind": line.kind}
    if line.business != "main" or line.kind in v.BUSINESS_REQUIRED_KINDS:
        fields["business"] = line.business
    if line.section not in (None, v.DEFAULT_SECTIONS.get(line.kind, "operating")):
        fields["section"] = line.section
    return fields | dict(line.facts)


def _document(headings: Mapping[str, str], placed: Placed, totals: Totals) -> tuple[dict[str, Any], Index]:
    """The figures as a tree, and where in the export each part of it stands."""
    index = Index()
    for number, line in enumerate(placed.lines):
        row = Spot(line.row.number, 1, line.row.number)
        index.values["revenue", number] = row
        index.values["revenue", number, "amount"] = row._replace(column=line.row.column)
    for name, met in totals.statement.items():
        index.values["statement", name] = Spot(met.row.number, met.row.column, met.row.number)
    tree = document_of({name: text for name, text in headings.items() if name in PATHS})
    tree["revenue"] = [line_fields(line) for line in placed.lines]
    if statement := statement_of(placed.lines, totals):
        tree["statement"] = statement
    return tree, index


def statement_of(lines: Sequence[Line], totals: Totals) -> dict[str, int]:
    """The totals of the statement: without internal lines, and each line where the mapping puts it."""
    statement = {name: met.amount for name, met in totals.statement.items()}
    for line in lines:
        if line.booked in statement:
            statement[line.booked] -= line.amount
        if part_of(line) in statement and not line.facts.get("internal"):
            statement[part_of(line)] += line.amount
    return statement


def part_of(line: Line) -> str:
    """The key of the statement that a line belongs to."""
    section = line.section or v.DEFAULT_SECTIONS.get(line.kind, "operating")
    return section if section != "operating" else v.STATEMENT_OF_BUSINESS[line.business or "main"]


__all__ = ["Imported", "Wish", "import_export", "line_fields", "part_of", "statement_of"]
