"""From an export to figures: read by its layout, outlined, mapped, reconciled, validated.

Every row of the export ends up in a line or in a listed reason for leaving it out; every problem is told at
once, at its cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from dateutil.relativedelta import relativedelta

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.dates import DateError, parse_date
from shinryo_ratio.figures.words import code_of
from shinryo_ratio.imports.accounts import Accounts, Meaning
from shinryo_ratio.imports.grid import read_grid
from shinryo_ratio.imports.lastyear import LastYear
from shinryo_ratio.imports.layouts import Named, read_export
from shinryo_ratio.imports.placing import LeftOut, Line, Placed, place
from shinryo_ratio.imports.reconciling import Totals, reconcile, signed_amounts
from shinryo_ratio.imports.rows import Export
from shinryo_ratio.imports.sections import Entry, outline
from shinryo_ratio.imports.units import sub_problems, units_of
from shinryo_ratio.problems import FiguresError, Problem
from shinryo_ratio.readers.headings import PATHS, document_of, option_of
from shinryo_ratio.readers.located import Index, Located, Spot, in_order
from shinryo_ratio.readers.source import validated

_NEEDED: Final = ("name", "type", "start")
_CUMULATIVE: Final = "yayoi"
"""Its balances of a month are those of the year up to it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How an export is to be read: options of the run.

    Attributes:
        headings: texts by the names of `readers.Headings`; only those that are given.
    """

    layout: str | None = None
    named: Named | None = None
    encoding: str | None = None
    headings: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[tuple[str, str], Meaning] = field(default_factory=dict)
    like: LastYear = field(default_factory=LastYear)


@dataclass(frozen=True, slots=True)
class Imported:
    """Figures made of an export, and what became of each of its rows.

    Attributes:
        headings: the corporation, the year, unit and standard as they will be written.
        told: where headings came from that no option gave: heading to row of the export.
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

    @property
    def to_split(self) -> list[Line]:
        """The lines whose kind is left to the user."""
        return [line for line in self.lines if line.to_split]


def import_export(data: bytes, file: str, wish: Wish) -> Imported:
    """The figures in an export.

    Raises:
        FiguresError: with every problem of the export.
    """
    grid = read_grid(data, file, wish.encoding)
    export = read_export(grid, wish.layout, wish.named)
    entries = outline(export)
    headings, told, problems = _headings(export, entries, wish)
    standard = code_of(v.ACCOUNTING_STANDARDS, headings["standard"]) if "standard" in headings else None
    accounts = Accounts(wish.own, standard)
    units = units_of(entries, accounts)
    placed = place(entries, units, accounts, export)
    problems += [*export.problems, *placed.problems, *sub_problems(units, export)]
    unreadable = bool(export.problems or placed.problems)
    signed = signed_amounts(units, {line.row.number: line.amount for line in placed.lines})
    totals = Totals() if unreadable else reconcile(entries, units, signed, export)
    problems += totals.problems
    if not placed.lines and not unreadable:
        problems.append(Problem("import-no-revenue", grid.place(len(grid.rows))))
    tree, index = _document(headings, placed, totals)
    figures, found = validated(Located(tree, file, lambda: index))
    problems += [problem for problem in found if not problems or _of_options(problem)]
    if figures is None or problems:
        raise FiguresError(in_order(problems))
    return Imported(
        figures, headings, told, tuple(placed.lines), tuple(placed.left_out), totals, export, accounts,
        placed.business_assumed,
    )  # fmt: skip


def _of_options(problem: Problem) -> bool:
    """Whether a problem speaks of what options say, not of what follows from unreadable rows."""
    path = problem.place.path
    return problem.code != "missing-key" and not path.startswith(("revenue", "statement"))


def _headings(
    export: Export, entries: list[Entry], wish: Wish
) -> tuple[dict[str, str], dict[str, int], list[Problem]]:
    """What is known of corporation, year, unit, standard: by option, export, last year's file."""
    given = dict(wish.headings)
    told: dict[str, int] = {}
    problems = []
    for heading, text, row in _said_by(export, entries):
        if heading not in given:
            given[heading], told[heading] = text, row
    for heading, text in wish.like.headings.items():
        given.setdefault(heading, text)
    if export.unit is not None and code_of(v.UNITS, given["unit"]) != export.unit.text:
        values = {"written": given["unit"], "told": v.UNITS[export.unit.text][0]}
        problems.append(export.grid.problem("import-unit-conflict", export.unit.row, None, **values))
    standards = {
        word.standard: entry.row.number for entry in entries if (word := entry.word) and word.standard
    }
    if len(standards) > 1 and "standard" not in wish.headings and "standard" not in wish.like.headings:
        values = {"standards": "、".join(sorted(filter(None, standards)))}
        row = max(standards.values())
        problems.append(export.grid.problem("import-standard-mixed", row, None, **values))
    for heading in _NEEDED:
        if heading not in given:
            problems.append(_lacking(heading, export))
    problems += _period_problems(export, given)
    return given, told, problems


def _said_by(export: Export, entries: list[Entry]) -> Iterator[tuple[str, str, int]]:
    if export.name is not None:
        yield "name", export.name.text, export.name.row
    if export.unit is not None:
        yield "unit", export.unit.text, export.unit.row
    if export.period is not None and (year := _whole_year(export)):
        yield "start", year[0].isoformat(), export.period.row
        yield "end", year[1].isoformat(), export.period.row
    for entry in entries:
        if entry.word is not None and entry.word.standard is not None:
            yield "standard", entry.word.standard, entry.row.number
            return


def _whole_year(export: Export) -> tuple[date, date] | None:
    """The period of the export, where it has twelve months."""
    if export.start is None or export.end is None:
        return None
    whole = _next_year(export.start) == export.end + timedelta(days=1)
    return (export.start, export.end) if whole else None


def _lacking(heading: str, export: Export) -> Problem:
    if heading == "start" and export.end is not None:
        assert export.period is not None  # whoever tells the end tells where it stands
        first = _year_before(export.end) + timedelta(days=1)
        values = {"end": export.end.isoformat(), "start": first.isoformat()}
        return export.grid.problem("import-start-missing", export.period.row, None, **values)
    return Problem("import-heading-missing", export.grid.place(1), {"option": option_of(heading)})


def _period_problems(export: Export, given: Mapping[str, str]) -> Iterator[Problem]:
    """The export must be of the fiscal year: end on its last day, begin on its first, have all its months."""
    year = _year_of(given)
    if year is None:
        return
    start, end = year
    row = export.period.row if export.period else 1
    values: dict[str, str | int] = {"start": start.isoformat(), "end": end.isoformat()}
    begun = export.start if export.layout != _CUMULATIVE else None
    for stated, wanted in ((begun, start), (export.end, end)):
        if stated is not None and stated != wanted:
            written = export.period.text if export.period else stated.isoformat()
            yield export.grid.problem("import-period-mismatch", row, None, written=written, **values)
            return
    span = relativedelta(end + timedelta(days=1), start)
    months = span.years * 12 + span.months
    if export.months is not None and export.months != months:
        yield export.grid.problem(
            "import-months-short", row, None, count=export.months, months=months, **values
        )


def _year_of(given: Mapping[str, str]) -> tuple[date, date] | None:
    try:
        start = parse_date(given["start"])
        end = parse_date(given["end"]) if "end" in given else _next_year(start) - timedelta(days=1)
    except (KeyError, DateError):
        return None  # told elsewhere
    return start, end


def _next_year(day: date) -> date:
    return day + relativedelta(years=1)


def _year_before(last_day: date) -> date:
    first_after = last_day + timedelta(days=1)
    return first_after - relativedelta(years=1) - timedelta(days=1)


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
    if totals.statement:
        tree["statement"] = {name: met.amount for name, met in totals.statement.items()}
    return tree, index


__all__ = ["Imported", "Wish", "import_export", "line_fields"]
