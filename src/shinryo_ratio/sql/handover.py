"""What SQL does not decide is assessed: the rows of a corporation are read as those of a long CSV are.

So every error is found by the one code that knows them all, and told at its place in the source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from shinryo_ratio.batch.judging import answer, row_of
from shinryo_ratio.batch.rows import Row, invalid
from shinryo_ratio.engine import refusals
from shinryo_ratio.law import Law
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.csv_table import source_of_rows
from shinryo_ratio.readers.decoding import unprintable
from shinryo_ratio.readers.headings import Identity, heading_conflict, identity_of
from shinryo_ratio.sql.source import Table

if TYPE_CHECKING:
    from shinryo_ratio.readers import Source


@dataclass(slots=True)
class Stretch:
    """The rows of one corporation and year, as they stand in the source.

    Attributes:
        numbers: the number of each row in the source.
        cells: the cells of each row as text, by the columns of the source; blank where there is nothing.
        named: the names and years that they say, each with its first row.
        conflict: that rows of the same name and year elsewhere have a reference and these have none, or the
            other way round.
    """

    reference: str | None
    numbers: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    named: dict[Identity, int] = field(default_factory=dict)
    conflict: Problem | None = None


def stretches(table: Table, rows: Iterable[Sequence[Any]]) -> list[Stretch]:
    """The rows by corporation and year, in the order of their first rows.

    Each row begins with its number in the source, and then has the cells of `table.names` as text. One that
    does not say whose it is stands with the one before it, as in a long CSV; blank ones are left out.
    """
    found: dict[Identity, Stretch] = {}
    identity: Identity = ("", "")
    for number, *cells in rows:
        written = [cell or "" for cell in cells]
        if not any(map(str.strip, written)):
            continue
        said = {name: written[column - 1].strip() for name, column in table.header.headings.items()}
        reference = said.get("reference", "")
        if reference or said["name"]:
            identity = identity_of(reference, said["name"], said["start"])
        stretch = found.setdefault(identity, Stretch(reference or None))
        stretch.named.setdefault(identity_of("", said["name"], said["start"]), number)
        stretch.numbers.append(number)
        stretch.cells.append(written)
    in_order = sorted(found.values(), key=lambda stretch: stretch.numbers[0])
    _look_for_references(in_order, table)
    return in_order


def _look_for_references(in_order: list[Stretch], table: Table) -> None:
    """Tell stretches of the same name and year of which some have a reference and others have none."""
    column = table.header.headings.get("reference")
    if column is None:
        return
    first: dict[tuple[Identity, bool], tuple[int, str]] = {}
    for stretch in in_order:
        for named, row in stretch.named.items():
            first.setdefault((named, stretch.reference is None), (row, stretch.reference or ""))
    for stretch in in_order:
        for named, number in stretch.named.items():
            other = first.get((named, stretch.reference is not None))
            if other is not None and stretch.conflict is None:
                place = Place(file=table.file, line=number, column=column)
                row, said = other
                name, written = table.header.names[column - 1], stretch.reference or ""
                stretch.conflict = heading_conflict(place, name, written, said, row)


def assessed(stretch: Stretch, table: Table, law: Law | None, lang: Language) -> Row:
    """The line of the output for a corporation that SQL did not decide."""
    first, source = stretch.numbers[0], None
    try:
        source = _source(stretch, table, law)
        return row_of(first, source.figures.reference, answer(source.figures, law))
    except FiguresError as error:
        problems = [_placed(problem, first, source, table.file) for problem in error.problems]
        return invalid(first, stretch.reference, problems, lang)


def _source(stretch: Stretch, table: Table, law: Law | None) -> "Source":
    """The figures that the rows state.

    Raises:
        FiguresError: with every problem, at its place in the source.
    """
    if stretch.conflict is not None:
        raise FiguresError([stretch.conflict])
    rows = list(zip(stretch.numbers, stretch.cells, strict=True))
    problems = [problem for number, cells in rows for problem in unprintable(cells, number, table.file)]
    if problems:
        raise FiguresError(problems)
    return source_of_rows(rows, table.header, table.file, lambda figures: refusals(figures, law))


def _placed(problem: Problem, first: int, source: "Source | None", file: str) -> Problem:
    """A problem at its place in the source; what is of no row stands at the first one."""
    place = problem.place
    if source is not None and place.line is None and place.path:
        place = source.place(tuple(place.path.split(".")))  # the engine knows only the path
    return Problem(problem.code, place._replace(file=file, line=place.line or first), problem.values)
