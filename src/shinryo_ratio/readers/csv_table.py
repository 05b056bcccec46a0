"""CSV: one row a revenue line, and as many corporations as the rows speak of.

Places are rows and columns of the table, both from 1, as a spreadsheet counts them.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import ValidationError

from shinryo_ratio.figures import Readings
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import code_of, fold
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.columns import Header, read_header
from shinryo_ratio.readers.headings import (
    BESIDE_PATHS,
    COLUMNS,
    PATHS,
    Headings,
    document_of,
    heading_conflict,
    identity_of,
    option_of,
    readings_in,
    spelled_once,
)
from shinryo_ratio.readers.located import Index, Located, Path, Spot, in_order, shown
from shinryo_ratio.readers.source import Further, Source, further_problems, validated

Row = list[str]

_TEXTS: Final = {"name", "id", "facility", "note"}
_DELIVERY: Final = re.compile(r"([^x×]+)[x×]([^x×]+)")


@dataclass(slots=True)
class _Group:
    """The rows of one corporation and year."""

    first_row: int
    given: dict[str, str]
    heading_cells: dict[str, Spot]
    lines: list[dict[str, Any]] = field(default_factory=list)
    index: Index = field(default_factory=Index)


def sources(
    text: str, file: str | None, headings: Headings, further: Further | None = None
) -> tuple[Source, ...]:
    """The figures of each corporation of a table, in the order of their first rows.

    Raises:
        FiguresError: with all problems of the file, if there is one.
    """
    rows = _rows(text, file)
    filled = ((number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row)))
    number, names = next(filled, (0, []))
    if not number:
        raise FiguresError([Problem("file-empty", Place(file=file))])
    header, problems = read_header(names, number, file, beside=True)
    if any(problem.code == "csv-separator" for problem in problems):
        raise FiguresError(problems)  # of its columns nothing is known
    table = _Table(file, header, headings, problems)
    for row_number, row in enumerate(rows[number:], number + 1):
        if any(map(str.strip, row)):
            table.take(row, row_number)
    return table.sources(further)


def source_of_rows(
    rows: Iterable[tuple[int, Row]], header: Header, file: str | None, further: Further | None = None
) -> Source:
    """The figures of one corporation and year, from its rows and their numbers in a longer table.

    Raises:
        FiguresError: with all problems of the rows.
    """
    numbered = list(rows)
    table = _Table(file, replace(header, row=numbered[0][0]), Headings(), [])
    for number, row in numbered:
        if any(map(str.strip, row)):
            table.take(row, number)
    (source,) = table.sources(further)
    return source


def _rows(text: str, file: str | None) -> list[Row]:
    first = next(line for line in text.splitlines() if line.strip())
    delimiter = "\t" if "\t" in first and "," not in first else ","
    rows: list[Row] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append(row)  # one by one: an error must know how many there were
    except csv.Error as error:
        code = "csv-quote-open" if "unexpected end of data" in str(error) else "csv-syntax"
        place = Place(file=file, line=len(rows) + 1)
        raise FiguresError([Problem(code, place, {"detail": str(error)})]) from None
    return rows


class _Table:
    """The rows read so far, by corporation."""

    def __init__(self, file: str | None, header: Header, headings: Headings, problems: list[Problem]) -> None:
        self.file, self.header, self.headings, self.problems = file, header, headings, problems
        self.groups: dict[tuple[str, ...], _Group] = {}
        self.named: dict[tuple[str, ...], tuple[int, str]] = {}
        self.options = {name: text for name in PATHS if (text := getattr(headings, name))}
        self.columns = {**header.headings, **header.beside}
        for heading, column in self.columns.items():
            if heading in self.options:
                self._add("csv-heading-twice", header.row, column, option=option_of(heading))
        if not self.columns:
            self.groups[()] = _Group(header.row, self.options, {})

    def take(self, row: Row, number: int) -> None:
        """One row that is not blank."""
        width = len(self.header.names)
        if len(row) != width:
            self._add("csv-row-width", number, min(len(row), width) + 1, cells=len(row), columns=width)
            return
        for column in self.header.blank:
            if row[column].strip():
                self._add("csv-column-unnamed", number, column + 1, written=shown(row[column]))
        group = self._group(row, number)
        if group is not None:
            group.lines.append(self._line(row, number, group.index, ("revenue", len(group.lines))))

    def _group(self, row: Row, number: int) -> _Group | None:
        """The group that a row belongs to, or None where it does not say."""
        columns = self.columns
        if not columns:
            return self.groups[()]
        given = {name: row[column - 1].strip() for name, column in columns.items()}
        blank = [name for name in ("name", "type", "start") if given.get(name) == ""]
        for name in blank:
            self._add("csv-heading-blank", number, columns[name], column=self.header.names[columns[name] - 1])
        if blank:
            return None
        cells = {name: Spot(number, column, number) for name, column in columns.items()}
        stated = {name: text for name, text in given.items() if text}
        identity = identity_of(*(given.get(name, "") for name in ("reference", "name", "start")))
        group = self.groups.get(identity)
        if group is None:
            group = self.groups[identity] = _Group(number, {**self.options, **stated}, cells)
            self._look_beside(stated, number)
            self._look_for_reference(given, number)
        for name, text in given.items():
            if fold(group.given.get(name, "")) != fold(text) and not _same_day(name, group, text):
                self._contradict(name, number, text, group.given.get(name, ""), group.first_row)
        return group

    def _look_for_reference(self, given: dict[str, str], number: int) -> None:
        """See that of one name and year all rows have a reference or none: else it is two halves of one."""
        if "reference" not in given:
            return
        name = given.get("name") or self.options.get("name", "")
        named = identity_of("", name, given.get("start") or self.options.get("start", ""))
        row, reference = self.named.setdefault(named, (number, given["reference"]))
        if bool(reference) != bool(given["reference"]):
            self._contradict("reference", number, given["reference"], reference, row)

    def _contradict(self, name: str, number: int, written: str, first: str, row: int) -> None:
        column = self.columns[name]
        place = Place(file=self.file, line=number, column=column)
        self.problems.append(heading_conflict(place, self.header.names[column - 1], written, first, row))

    def _look_beside(self, stated: dict[str, str], number: int) -> None:
        """See that an election and readings can be read; the models know what stands elsewhere too."""
        for name, code, is_read in _READ_HERE:
            text = stated.get(name)
            if text is not None and not is_read(text):
                self._add(code, number, self.columns[name], written=shown(text))

    def _line(self, row: Row, number: int, index: Index, path: Path) -> dict[str, Any]:
        index.values[path] = Spot(number, 1, number)
        line: dict[str, Any] = {}
        for key, column in self.header.fields.items():
            cell = row[column - 1]
            index.values[(*path, key)] = index.keys[(*path, key)] = Spot(number, column, number)
            if key == "deliveries" and cell.strip():
                line[key] = self._deliveries(cell, number, column)
            elif cell.strip() or key == "amount":
                line[key] = cell if key in _TEXTS else cell.strip()
        return line

    def _deliveries(self, cell: str, number: int, column: int) -> list[dict[str, str]]:
        found = deliveries_in(cell)
        if found is None:
            self._add("deliveries-format", number, column, written=shown(cell))
        return found or []

    def sources(self, further: Further | None) -> tuple[Source, ...]:
        """The figures of every group.

        Raises:
            FiguresError: with all problems of the file, if there is one.
        """
        if not self.groups and not self.problems:
            self._add("revenue-empty", self.header.row, 1)
        made, asked = [], []
        known = {(problem.place.line, problem.place.column) for problem in self.problems}
        for group in self.groups.values():
            located = self._located(group)
            asked.append(located)
            figures, found = validated(located)
            self.problems += [problem for other in found if (problem := self._in_table(other, group, known))]
            if figures is not None:
                made.append(Source(figures, self.file, located))
        if self.problems:
            more = [problem for located in asked for problem in further_problems(located, further)]
            raise FiguresError(in_order([*self.problems, *more]))
        return tuple(made)

    def _located(self, group: _Group) -> Located:
        tree = {**document_of(group.given), "revenue": group.lines}
        group.index.values["revenue",] = Spot(self.header.row, 1, self.header.row)
        for name, spot in group.heading_cells.items():
            group.index.values[{**PATHS, **BESIDE_PATHS}[name]] = spot
        return Located(tree, self.file, _already(group.index))

    def _in_table(self, problem: Problem, group: _Group, known: set[Any]) -> Problem | None:
        """A problem of a document in the terms of a table; None where it was told already."""
        place = problem.place
        if (place.line, place.column) in known:
            return None
        heading = next((name for name, path in PATHS.items() if ".".join(map(str, path)) == place.path), None)
        if problem.code == "missing-key" and heading is not None:
            values = {"option": option_of(heading), "column": " / ".join(COLUMNS[heading][:2])}
            return Problem("csv-heading-missing", place, values)
        if problem.code == "revenue-empty" and self.problems:
            return None
        last = place.path.rpartition(".")[2]
        if problem.code in ("missing-key", "kind-missing") and last in self.header.missing:
            return None
        return problem

    def _add(self, code: str, row: int, column: int, /, **values: str | int) -> None:
        self.problems.append(Problem(code, Place(file=self.file, line=row, column=column), values))


def _is_boolean(text: str) -> bool:
    return code_of(v.BOOLEANS, text) is not None


def _are_readings(text: str) -> bool:
    said = readings_in(text)
    try:
        return said is not None and bool(Readings.model_validate(said))
    except ValidationError:
        return False


_READ_HERE: Final = (
    ("covid_subsidy_measure", "table-election-unreadable", _is_boolean),
    ("readings", "table-readings-unreadable", _are_readings),
)


def deliveries_in(cell: str) -> list[dict[str, str]] | None:
    """The deliveries of a cell such as 480000x120;520000x10; None where it cannot be read."""
    parts = unicodedata.normalize("NFKC", cell).lower().split(";")
    found = [_DELIVERY.fullmatch(part.strip()) for part in parts if part.strip()]
    if not found or not all(found):
        return None
    return [{"fee": part[1].strip(), "count": part[2].strip()} for part in found if part]


def _already(index: Index) -> Callable[[], Index]:
    return lambda: index


def _same_day(name: str, group: _Group, text: str) -> bool:
    return name in ("start", "end") and spelled_once(group.given.get(name, "")) == spelled_once(text)
