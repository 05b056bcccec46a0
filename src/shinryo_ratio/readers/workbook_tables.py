"""The sheets of a workbook of figures: forms with one value a row, and tables with one line a row."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from shinryo_ratio.figures.words import fold, key_of, nearest
from shinryo_ratio.problems import Problem
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.readers.columns import REQUIRED, read_header
from shinryo_ratio.readers.located import Path, shown
from shinryo_ratio.readers.workbook_cells import Cell, Sheet, listed_cells
from shinryo_ratio.readers.workbook_fields import CellSpot, Taken

_LOOK_FOR_HEADER: Final = 40
_FORM_HEADINGS: Final = frozenset(fold(word) for word in ("項目", "区分", "item", "内容"))


# -- forms --------------------------------------------------------------------------------------


def take_form(sheet: Sheet, which: str, document: dict[str, Any], taken: Taken) -> None:
    """A sheet with labels in column A and values in column B."""
    for number, row in sheet.rows.items():
        label, value = row.get(1), row.get(2)
        path = form.path_of(which, label.text) if label else None
        if path is None:
            if label is not None and fold(label.text) in _FORM_HEADINGS:
                continue
            _outside_of_form(sheet, which, label, value, taken)
        elif _merged(sheet, number, number, 1, 2, taken):
            taken.index.values.setdefault(path, CellSpot.of(sheet, number, 1))
            continue
        elif value is not None and (value.text or value.formula):
            _state(document, path, taken.value(sheet, value, path), sheet, value, taken)
        else:
            taken.index.values.setdefault(path, CellSpot.of(sheet, number, 2))
        _beside(sheet, row, taken)


def _state(
    document: dict[str, Any], path: form.Path, value: Any, sheet: Sheet, cell: Cell, taken: Taken
) -> None:
    target = document
    for parent in path[:-1]:
        target = target.setdefault(parent, {})
    if path[-1] in target:
        taken.add("duplicate-key-synonym", sheet, cell, path, key=form.label(path, "ja"))
    elif value is not None:
        target[path[-1]] = value


def _outside_of_form(sheet: Sheet, which: str, label: Cell | None, value: Cell | None, taken: Taken) -> None:
    """A value in column B that no label of the sheet names."""
    if value is None or not value.text:
        return
    labels = form.labels_of(which)
    written = label.text if label is not None else ""
    taken.add(
        "excel-label-unknown", sheet, label or value,
        written=shown(written), nearest=nearest(written, labels) or "" if written else "",
        known="、".join(form.label(path, "ja") for path in form.FORM_OF_SHEET[which]),
    )  # fmt: skip


def _beside(sheet: Sheet, row: Mapping[int, Cell], taken: Taken) -> None:
    """Numbers typed beside the cells to fill in would be lost: say so."""
    for column, cell in row.items():
        number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
        if column > 2 and number and cell.formula is None:
            taken.add("excel-outside-the-form", sheet, cell, written=shown(cell.value))


# -- tables -------------------------------------------------------------------------------------


@dataclass(slots=True)
class Table:
    """A table found in a sheet: the column of each field, and the rows under its header."""

    sheet: Sheet
    header: int
    fields: dict[str, int]
    number: int | None = None
    shown: set[int] = field(default_factory=set)
    unnamed: set[int] = field(default_factory=set)

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """The rows with something in them that is not worked out by the workbook, with their numbers."""
        passed = self.shown | ({self.number} if self.number else set())
        for number, row in self.sheet.rows.items():
            cells = {column: cell for column, cell in row.items() if column not in passed}
            if number > self.header and any(cell.text or cell.formula for cell in cells.values()):
                yield number, row


def header_row(sheet: Sheet, form_name: str, needed: tuple[str, ...]) -> int | None:
    """The first row that names the columns a table needs."""
    for number, row in sheet.rows.items():
        if number > _LOOK_FOR_HEADER:
            return None
        keys = {key_of(form_name, cell.text) for cell in row.values() if isinstance(cell.value, str)}
        if keys.issuperset(needed):
            return number
    return None


def revenue_table(sheet: Sheet, header: int, taken: Taken) -> Table:
    """The table of revenue lines whose header stands in a row."""
    row = sheet.rows[header]
    names = [row[column].text if column in row else "" for column in range(1, max(row) + 1)]
    table = Table(sheet, header, {})
    for column, name in enumerate(names, 1):
        if form.is_shown_heading(name):
            table.shown.add(column)
            if form.is_number_heading(name) and table.number is None:
                table.number = column
            names[column - 1] = ""
    found, problems = read_header(names, header, taken.file)
    table.fields = found.fields
    for problem in problems:
        cell = Cell(header, problem.place.column or 1, "")
        taken.problems.append(Problem(problem.code, taken.place(sheet, cell), problem.values))
    for heading, column in found.headings.items():
        known = "、".join(form.label(("revenue", key), "ja") for key in form.REVENUE_FIELDS)
        values = {"written": shown(row[column].text), "nearest": "", "known": known}
        taken.add("csv-column-unknown", sheet, Cell(header, column, heading), (), **values)
    table.unnamed = {column + 1 for column in found.blank} - table.shown
    return table


def note_what_if(sheet: Sheet, header: int, taken: Taken) -> None:
    """A result of edited figures (試算) is read like any other, but never in silence."""
    above = [row[1] for number, row in sheet.rows.items() if number < header and 1 in row]
    for index, cell in enumerate(above):
        if form.is_what_if(cell.text):
            told = " ".join(one.text for one in above[index:])
            taken.notes.append(Problem("excel-what-if-read", taken.place(sheet, cell), {"written": told}))
            return


def take_revenue(table: Table, document: dict[str, Any], taken: Taken) -> "Numbers":
    """The revenue lines of a table; how the book numbers and names them."""
    lines: list[dict[str, Any]] = document.setdefault("revenue", [])
    numbers = Numbers()
    sheet = table.sheet
    for number, row in table.rows():
        path: Path = ("revenue", len(lines))
        taken.index.values[path] = CellSpot.of(sheet, number, 1)
        lines.append(_line(table, number, row, path, taken))
        if table.number is not None and table.number in row:
            numbers.note_number(row[table.number], path[1])
        numbers.note_name(lines[-1].get("name"), path[1])
        _unnamed(table, row, taken)
    _note_numbers(sheet, numbers, taken)
    last = max(sheet.rows, default=table.header)
    _merged(sheet, table.header, last, 1, max(table.fields.values(), default=1), taken)
    return numbers


def _note_numbers(sheet: Sheet, numbers: "Numbers", taken: Taken) -> None:
    """A row that was cleared is no line: those below it stand in a report under other numbers than here."""
    if not numbers.others:
        return
    runs: list[list[tuple[int, int]]] = []
    for line, cell in numbers.others:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == (line, cell.value):
            runs[-1].append((line, cell.value))
        else:
            runs.append([(line, cell.value)])
    pairs = [[f"{line} → {number}" for line, number in (run[0], run[-1])] for run in runs]
    told = [" … ".join(dict.fromkeys(pair)) for pair in pairs]
    values = {"lines": listed_cells(told)}
    taken.notes.append(Problem("excel-lines-renumbered", taken.place(sheet, numbers.others[0][1]), values))


def _line(table: Table, number: int, row: Mapping[int, Cell], path: Path, taken: Taken) -> dict[str, Any]:
    line: dict[str, Any] = {}
    for key, column in table.fields.items():
        here = (*path, key)
        cell = row.get(column)
        if cell is not None and (cell.text or cell.formula):
            value = taken.value(table.sheet, cell, here)
            if value is not None:
                line[key] = _deliveries(value, table.sheet, cell, taken) if key == "deliveries" else value
            else:
                taken.is_whole = False
                if key in REQUIRED:
                    line[key] = _UNREADABLE[key]
        elif key == "amount":
            line[key] = None
            taken.index.values[here] = taken.index.keys[here] = CellSpot.of(table.sheet, number, column)
        else:
            taken.index.values[here] = taken.index.keys[here] = CellSpot.of(table.sheet, number, column)
    return line


_UNREADABLE: Final[Mapping[str, Any]] = {"name": "?", "amount": 0, "kind": "unclassified"}
"""What stands for a required cell that is already told to be unreadable, so that it is told once."""


def _deliveries(value: Any, sheet: Sheet, cell: Cell, taken: Taken) -> Any:
    """分娩内訳 in one cell, as in a CSV: 480000x120;520000x10."""
    from shinryo_ratio.readers.csv_table import deliveries_in

    found = deliveries_in(str(value))
    if found is None:
        taken.add("deliveries-format", sheet, cell, written=shown(value))
        return []
    return found


def _unnamed(table: Table, row: Mapping[int, Cell], taken: Taken) -> None:
    named = set(table.fields.values()) | table.shown
    for column, cell in row.items():
        beyond = column in table.unnamed or column not in named
        if beyond and column != table.number and cell.text and not _told(table, column):
            taken.add("csv-column-unnamed", table.sheet, cell, written=shown(cell.value))


def _told(table: Table, column: int) -> bool:
    """Whether the heading of a column has already been refused."""
    heading = table.sheet.rows[table.header].get(column)
    return heading is not None and bool(heading.text)


@dataclass(slots=True)
class Numbers:
    """Which line a number or a name of the revenue sheet stands for."""

    by_number: dict[int, list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    others: list[tuple[int, Cell]] = field(default_factory=list)
    """Lines that the sheet numbers otherwise than a report, with the cell of their number."""

    def note_number(self, cell: Cell, index: Any) -> None:
        """A line's number, as the sheet counts."""
        value = cell.value
        if isinstance(value, int) and not isinstance(value, bool):
            self.by_number.setdefault(value, []).append(index)
            if value != index + 1:
                self.others.append((index + 1, cell))

    def note_name(self, value: Any, index: Any) -> None:
        """A line's name."""
        if isinstance(value, str):
            self.by_name.setdefault(fold(value), []).append(index)


def take_deliveries(sheet: Sheet, document: dict[str, Any], numbers: Numbers, taken: Taken) -> None:
    """分娩: fees and counts, each for the line that its number or its name says."""
    header = header_row(sheet, "delivery", form.DELIVERY_FIELDS)
    if header is None:
        if any(number > 0 for number in sheet.rows):
            taken.add("excel-header-missing", sheet, "A1", known="一件の金額、件数")
        return
    table = Table(sheet, header, {})
    name_column: int | None = None
    for column, cell in sheet.rows[header].items():
        if form.is_number_heading(cell.text):
            table.number = column
        elif form.is_shown_heading(cell.text):
            table.shown.add(column)
        elif (key := key_of("delivery", cell.text)) is not None:
            table.fields[key] = column
        elif key_of("line", cell.text) == "name":
            name_column = column
        else:
            known = "、".join(["行", "科目", "一件の金額", "件数"])
            taken.add("csv-column-unknown", sheet, cell, written=shown(cell.text), nearest="", known=known)
    _merged(sheet, header, max(sheet.rows), 1, max(table.fields.values()), taken)
    lines = document.get("revenue", [])
    for number, row in table.rows():
        said = row.get(table.number or 0) or row.get(name_column or 0)
        index = _line_of(said, numbers) if said is not None else []
        if len(index) != 1:
            at = said or Cell(number, 1, "")
            code = "excel-delivery-ambiguous" if index else "excel-delivery-without-line"
            taken.add(code, sheet, at, written=shown(said.text) if said else "")
            continue
        _delivery(table, number, row, lines[index[0]], ("revenue", index[0]), taken)


def _line_of(said: Cell, numbers: Numbers) -> list[int]:
    """The lines that a cell means: by the number that the sheet of revenue gives them, or by their name."""
    if isinstance(said.value, int) and not isinstance(said.value, bool):
        return numbers.by_number.get(said.value, [])
    found = numbers.by_name.get(fold(said.text), [])
    if not found and (digits := unicodedata.normalize("NFKC", said.text)).isdecimal():
        return numbers.by_number.get(int(digits), [])
    return found


def _delivery(
    table: Table, number: int, row: Mapping[int, Cell], line: dict[str, Any], path: Path, taken: Taken
) -> None:
    deliveries = line.setdefault("deliveries", [])
    own = (*path, "deliveries")
    if own in taken.index.values and not isinstance(taken.index.values[own], _FromSheet):
        first = Cell(number, min(row), "")
        if deliveries:
            taken.add("excel-deliveries-twice", table.sheet, first, own)
            return
        taken.index.values.pop(own)
    if own not in taken.index.values:
        spot = _FromSheet(number, 1, number)
        spot.sheet = table.sheet.name
        taken.index.values[own] = taken.index.keys[own] = spot
    delivery: dict[str, Any] = {}
    here = (*own, len(deliveries))
    taken.index.values[here] = CellSpot.of(table.sheet, number, 1)
    for key, column in table.fields.items():
        cell = row.get(column)
        if cell is not None and (cell.text or cell.formula):
            value = taken.value(table.sheet, cell, (*here, key))
            taken.is_whole = taken.is_whole and value is not None
            delivery[key] = _UNREADABLE_DELIVERY if value is None else value
        else:
            delivery[key] = None
            taken.index.values[(*here, key)] = CellSpot.of(table.sheet, number, column)
    deliveries.append(delivery)


class _FromSheet(CellSpot):
    """The spot of deliveries that stand in a sheet of their own."""


_UNREADABLE_DELIVERY: Final = 1


def take_readings(sheet: Sheet, document: dict[str, Any], taken: Taken) -> None:
    """取扱い: the sides chosen; a row without a choice stands at its default."""
    header = next(
        (
            n
            for n, row in sheet.rows.items()
            if any(_reading_key(cell.text) == "choice" for cell in row.values())
        ),
        None,
    )
    if header is None:
        return
    columns = {_reading_key(cell.text): column for column, cell in sheet.rows[header].items()}
    id_column = columns.get("id", 1)
    for number, row in sheet.rows.items():
        if number <= header:
            continue
        said = {
            key: row[column]
            for key in form.READING_FIELDS
            if (column := columns.get(key)) is not None and column in row and row[column].text
        }
        if not said:
            continue
        id_ = row[id_column].text if id_column in row else ""
        path: Path = ("readings", id_)
        at = row.get(id_column) or next(iter(said.values()))
        taken.index.values[path] = taken.index.keys[path] = CellSpot.of(sheet, number, at.column)
        choice = {key: taken.value(sheet, cell, (*path, key)) for key, cell in said.items()}
        readings = document.setdefault("readings", {})
        if id_ in readings:
            taken.add("duplicate-key-synonym", sheet, at, path, key=shown(id_))
        readings[id_] = choice


def _reading_key(text: str) -> str | None:
    if fold(text) in {fold(words) for words in form.READING_ID.values()}:
        return "id"
    if fold(text) in {fold("選択"), fold("choice")}:
        return "choice"
    key = key_of("reading", text)
    return None if key == "choice" else key


# -- merged cells -------------------------------------------------------------------------------


def _merged(sheet: Sheet, first: int, last: int, left: int, right: int, taken: Taken) -> bool:
    """Whether merged cells reach into an area, which is told: which cell a value stands for is not known."""
    found = [
        merged
        for merged in sheet.layout.merged
        if merged[0] <= last and merged[2] >= first and merged[1] <= right and merged[3] >= left
    ]
    for top, begin, bottom, end in found:
        corner, opposite = Cell(top, begin, ""), Cell(bottom, end, "")
        taken.add("excel-merged-cells", sheet, corner, written=f"{corner.name}:{opposite.name}")
    return bool(found)
