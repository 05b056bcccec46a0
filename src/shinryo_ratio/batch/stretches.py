"""A long table cut into stretches: the rows of one corporation and year that stand together.

A row is read no further than to know whose it is. What it says is read where it is judged.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO, Final, NamedTuple, TypeAlias

from shinryo_ratio.batch.chunks import LONGEST, START, Mark
from shinryo_ratio.batch.text import TextLines
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.columns import Header, not_said, read_header
from shinryo_ratio.readers.headings import Identity, identity_of

Cells: TypeAlias = list[str]

_WHOSE: Final = ("reference", "name", "start")
_MOST_OF_A_CELL: Final = csv.field_size_limit()


class Table(NamedTuple):
    """How the rows of a table are written.

    Attributes:
        header: its columns.
        delimiter: what stands between two cells.
    """

    header: Header
    delimiter: str

    def cells(self, row: str) -> Cells:
        """The cells of a row.

        Raises:
            csv.Error: where it is not written as a table is.
        """
        if is_simple(row):
            return row.rstrip("\r\n").split(self.delimiter)
        return next(csv.reader([row], delimiter=self.delimiter, strict=True), [])


@dataclass(slots=True)
class Stretch:
    """The rows of one corporation and year that stand together.

    Attributes:
        number: the number of its first row in the table, from 1.
        identity: whose rows they are, and of which year; None where they do not say.
        reference: the caller's own id.
        named: the names and years that its rows say, each with the first row that does; of a table that has
            references too.
        stated: what the first row says in the column of the reference.
        rows: each as it is written, or what keeps it from being read.
        length: its bytes; of one that is too long, no more rows are held.
        end: how far into the bytes it reaches.
    """

    number: int
    identity: Identity | None
    reference: str | None
    rows: list[str | Problem] = field(default_factory=list)
    length: int = 0
    end: Mark = START
    named: dict[Identity, int] = field(default_factory=dict)
    stated: str = ""

    def take(self, rows: Sequence[str | Problem], length: int) -> None:
        """Some more rows, and their bytes."""
        self.length += length
        if self.is_too_long:
            self.rows.clear()
        else:
            self.rows += rows

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than a document may be."""
        return self.length > LONGEST


def is_simple(row: str) -> bool:
    """Whether a row is cells with delimiters between them, and nothing else."""
    return '"' not in row and "\r" not in row.rstrip("\r\n") and len(row) <= _MOST_OF_A_CELL


class Stretches:
    """The stretches of a table, in order.

    Args:
        stream: the table, from its start.
        file: its name.
        encoding: its encoding, or None where it tells itself.
        held: whether the rows are wanted; else it is only told whose they are.

    Attributes:
        table: how its rows are written; known when the first stretch is.
    """

    def __init__(self, stream: BinaryIO, file: str, encoding: str | None, *, held: bool = True) -> None:
        self._file, self._held = file, held
        self._lines = TextLines(stream, encoding)
        self._number = self._said_by = 0
        self._has_both = False
        self.table = Table(Header([], 0), ",")

    @property
    def mark(self) -> Mark:
        """How far into the bytes the rows read so far reach."""
        return self._lines.mark

    def __iter__(self) -> Iterator[Stretch]:
        """Each stretch.

        Raises:
            FiguresError: where the header is wrong, and so every row.
        """
        self._read_header()
        lines, stretch = self._lines, None
        while True:
            end = lines.mark
            found = self._next_row()
            if found is None:
                break
            row, cells = found
            filled = any(map(str.strip, cells))
            if not filled and stretch is None:
                continue
            identity = self._identity(cells) if filled else None
            if stretch is not None and identity not in (None, stretch.identity):
                stretch.end = end
                yield stretch
                stretch = None
            if stretch is None:
                stretch = Stretch(self._number, identity, None, stated=self._cell(cells, "reference"))
            if identity is not None and self._has_both:
                stretch.named.setdefault(self._named(cells), self._number)
            if stretch.reference is None and not isinstance(row, Problem):
                stretch.reference = self._cell(cells, "reference") or None
            stretch.take((row,), lines.length - end.length)
            if identity is not None and not isinstance(row, Problem):
                self._take_alike(stretch, row)
        if stretch is not None:
            stretch.end = lines.mark
            yield stretch

    def _take_alike(self, stretch: Stretch, row: str) -> None:
        """The rows behind one that begin as it does, up to where they have said whose they are."""
        *before, rest = row.split(self.table.delimiter, self._said_by)
        if len(before) < self._said_by or not before or any('"' in cell for cell in before):
            return
        length = self._lines.length
        most = LONGEST - stretch.length
        alike = self._lines.alike(row[: len(row) - len(rest)], self._is_complete, most, held=self._held)
        self._number += len(alike)
        stretch.take(alike, self._lines.length - length)

    def _is_complete(self, row: str) -> bool:
        try:
            next(csv.reader((row,), delimiter=self.table.delimiter, strict=True))
        except csv.Error:
            return False
        return True

    def _read_header(self) -> None:
        while (found := self._next_row()) is not None:
            row, cells = found
            if isinstance(row, Problem):
                raise FiguresError([row])
            if not any(map(str.strip, cells)):
                continue
            if "\t" in row and "," not in row:
                cells = row.rstrip("\r\n").split("\t")
            header, problems = read_header(cells, self._number, self._file, beside=True)
            problems += not_said(header, self._file)
            if problems:
                raise FiguresError(problems)
            self.table = Table(header, "\t" if "\t" in row and "," not in row else ",")
            self._has_both = {"reference", "name"} <= header.headings.keys()
            self._said_by = max((header.headings.get(name, 0) for name in _WHOSE), default=0)
            return
        raise FiguresError([Problem("file-empty", Place(file=self._file))])

    def _next_row(self) -> tuple[str | Problem, Cells] | None:
        """The next row and its cells, or what is wrong with it and what can be seen of them; None at the end.

        Of one that cannot be read only its first line is dropped: an open quote must not swallow the others.
        """
        lines, following = self._lines, _Following(self._lines)
        self._number += 1
        try:
            first = next(lines)
        except StopIteration:
            return None
        except UnicodeDecodeError as error:
            return self._unreadable(error), lines.loosely().split(self.table.delimiter)
        if '"' not in first:
            return first, first.rstrip("\r\n").split(self.table.delimiter)
        mark = lines.mark
        try:
            rows = csv.reader(chain((first,), following), delimiter=self.table.delimiter, strict=True)
            cells = next(rows)
            return "".join((first, *following.texts)), cells
        except (csv.Error, UnicodeDecodeError) as error:
            lines.back_to(mark, following.data)
            return self._unreadable(error), [cell.strip('"') for cell in first.split(self.table.delimiter)]

    def _unreadable(self, error: csv.Error | UnicodeDecodeError) -> Problem:
        return unreadable(error, self._file, self._number)

    def _identity(self, cells: Cells) -> Identity | None:
        """Whose row it is and of which year, as the reader tells them apart; None where it does not say."""
        identity = identity_of(*(self._cell(cells, heading) for heading in _WHOSE))
        return identity if identity[0] else None

    def _named(self, cells: Cells) -> Identity:
        """Whose row it would be without its reference."""
        return identity_of("", self._cell(cells, "name"), self._cell(cells, "start"))

    def _cell(self, cells: Cells, heading: str) -> str:
        column = self.table.header.headings.get(heading)
        return cells[column - 1].strip() if column is not None and column <= len(cells) else ""


class _Following(Iterator[str]):
    """Lines read on for the rest of a row."""

    def __init__(self, lines: TextLines) -> None:
        self._lines = lines
        self.texts: list[str] = []
        self.data: list[bytes] = []

    def __next__(self) -> str:
        before = self._lines.length
        try:
            self.texts.append(next(self._lines))
        finally:
            if self._lines.length > before:
                self.data.append(self._lines.last)
        return self.texts[-1]


def unreadable(error: csv.Error | UnicodeDecodeError, file: str, number: int) -> Problem:
    """What is wrong with a row that cannot be read."""
    place = Place(file=file, line=number)
    if isinstance(error, UnicodeDecodeError):
        return Problem("encoding-mismatch", place, {"encoding": error.encoding})
    code = "csv-quote-open" if "unexpected end of data" in str(error) else "csv-syntax"
    return Problem(code, place, {"detail": str(error)})
