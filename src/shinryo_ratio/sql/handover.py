"""What SQL does not decide is assessed: the rows of a corporation become a CSV that the readers read.

So every error is found by the one code that knows them all, and told at its place in the source.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.batch.rows import Row, decided, invalid, not_tested
from shinryo_ratio.engine import decide_year, governing
from shinryo_ratio.figures import Elections, Figures, Readings
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.dates import DateError, parse_date
from shinryo_ratio.figures.words import code_of, fold
from shinryo_ratio.law import Law, NotTested
from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers import Headings, reads
from shinryo_ratio.sql.source import BESIDE, Table

if TYPE_CHECKING:
    from shinryo_ratio.readers import Source

_HEADER_ROWS: Final = 1


@dataclass(slots=True)
class Stretch:
    """The rows of one corporation and year, as they stand in the source.

    Attributes:
        numbers: the number of each row in the source.
        cells: the cells of each row as text, by the columns of the source; blank where there is nothing.
    """

    reference: str | None
    numbers: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)


def stretches(table: Table, rows: Iterable[Sequence[Any]]) -> list[Stretch]:
    """The rows by corporation and year, in the order of their first rows.

    Each row begins with its number in the source, and then has the cells of `table.names`.
    """
    found: dict[tuple[str, str], Stretch] = {}
    for number, *cells in rows:
        written = [_text(cell) for cell in cells]
        said = dict(zip(table.names, written, strict=True))
        reference = said.get(table.columns.get("reference", ""), "").strip()
        name = said[table.columns["corporation_name"]].strip()
        identity = (reference or name, _day(said[table.columns["fiscal_year_start"]].strip()))
        stretch = found.setdefault(identity, Stretch(reference or None))
        stretch.numbers.append(number)
        stretch.cells.append(written)
    return sorted(found.values(), key=lambda stretch: stretch.numbers[0])


def assessed(stretch: Stretch, table: Table, law: Law | None, lang: Language) -> Row:
    """The line of the output for a corporation that SQL did not decide."""
    source = None
    try:
        source, figures = _figures(stretch, table)
        ruling = governing(figures, law)
        if isinstance(ruling, NotTested):
            return not_tested(stretch.numbers[0], figures.reference, ruling)
        return decided(stretch.numbers[0], figures.reference, decide_year(figures, ruling))
    except FiguresError as error:
        problems = [_placed(problem, stretch, source, table.file) for problem in error.problems]
        return invalid(stretch.numbers[0], stretch.reference, problems, lang)


def _figures(stretch: Stretch, table: Table) -> "tuple[Source, Figures]":
    """The figures that the rows state, with what stands in columns that a CSV does not have.

    Raises:
        FiguresError: with every problem, at its place in the CSV that the rows make.
    """
    beside = {table.names.index(table.columns[name]) for name in BESIDE if name in table.columns}
    kept = [index for index in range(len(table.names)) if index not in beside]
    names = [table.names[index] for index in kept]
    said = _said_once(stretch, table)
    fees = table.names.index(table.columns["delivery_fee"]) if "delivery_fee" in table.columns else None
    rows = [[cells[index] for index in kept] for cells in stretch.cells]
    if fees is not None:
        names, rows = _with_deliveries(names, rows, [cells[fees] for cells in stretch.cells], table)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, *rows])
    headings = Headings(standard=said.get("accounting_standard"), unit=said.get("unit"))
    (source,) = reads(text.getvalue(), "csv", file=table.file, headings=headings)
    chosen: dict[str, Any] = {}
    if "covid_subsidy_measure" in said:
        chosen["elections"] = Elections(covid_subsidy_measure=_elected(said["covid_subsidy_measure"]))
    if "readings" in said:
        chosen["readings"] = readings_in(said["readings"])
    return source, source.figures.model_copy(update=chosen)


def _said_once(stretch: Stretch, table: Table) -> dict[str, str]:
    """What the rows say of the corporation as a whole in columns that a CSV does not have.

    Raises:
        FiguresError: `csv-heading-conflict` where they contradict each other.
    """
    said: dict[str, str] = {}
    for name in ("accounting_standard", "unit", "covid_subsidy_measure", "readings"):
        if name not in table.columns:
            continue
        column = table.names.index(table.columns[name])
        written = [cells[column].strip() for cells in stretch.cells]
        for row, text in enumerate(written, 1 + _HEADER_ROWS):
            if fold(text) != fold(written[0]):
                place = Place(file=table.file, line=row, column=column + 1)
                values = {"written": text, "first": written[0], "row": str(1 + _HEADER_ROWS)}
                raise FiguresError([Problem("csv-heading-conflict", place, values)])
        if written[0]:
            said[name] = written[0]
    return said


def _with_deliveries(
    names: list[str], rows: list[list[str]], fees: list[str], table: Table
) -> tuple[list[str], list[list[str]]]:
    """The rows with a fee of their own written as deliveries: fee x delivery_count."""
    counts = table.columns.get("delivery_count")
    column = table.columns.get("deliveries")
    if column is None:
        column, names = "deliveries", [*names, "deliveries"]
        rows = [[*row, ""] for row in rows]
    at = names.index(column)
    for row, fee in zip(rows, fees, strict=True):
        if fee.strip():
            count = row[names.index(counts)].strip() if counts else ""
            row[at] = ";".join(part for part in (row[at], f"{fee.strip()}x{count}") if part.strip())
    return names, rows


def _elected(text: str) -> bool:
    code = code_of(v.BOOLEANS, text)
    if code is None:
        raise FiguresError([Problem("table-election-unreadable", Place(), {"written": text})])
    return code == "true"


def readings_in(text: str) -> Readings:
    """The readings chosen in a text: `id=alternative;id=default`, or as JSON of a figures document.

    Raises:
        FiguresError: `table-readings-unreadable`.
    """
    from pydantic import ValidationError

    try:
        if text.lstrip().startswith("{"):
            said: Mapping[str, Any] = json.loads(text)
        else:
            pairs = [part.partition("=") for part in text.split(";") if part.strip()]
            said = {id_.strip(): choice.strip() for id_, _, choice in pairs}
            if len(said) < len(pairs):
                raise ValueError(text)
        return Readings.model_validate(said)
    except (ValueError, ValidationError):
        raise FiguresError([Problem("table-readings-unreadable", Place(), {"written": text})]) from None


def _placed(problem: Problem, stretch: Stretch, source: "Source | None", file: str) -> Problem:
    """A problem at its row in the source, from its row in the CSV."""
    place, values = problem.place, dict(problem.values)
    if source is not None and place.line is None and place.path:
        place = source.place(tuple(place.path.split(".")))  # the engine knows only the path
    if problem.code == "csv-heading-conflict":
        values["row"] = str(_row(int(values["row"]), stretch))
    line = stretch.numbers[0] if place.line is None else _row(place.line, stretch)
    return Problem(problem.code, place._replace(file=file, line=line), values)


def _row(row: int, stretch: Stretch) -> int:
    """The number in the source of a row of the CSV; the header stands for the first."""
    return stretch.numbers[min(max(row - 1 - _HEADER_ROWS, 0), len(stretch.numbers) - 1)]


def _text(cell: Any) -> str:
    """A cell as a CSV writes it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _day(text: str) -> str:
    """One spelling of a day, so that two calendars do not make two corporations."""
    try:
        return parse_date(text).isoformat()
    except DateError:
        return fold(text)
