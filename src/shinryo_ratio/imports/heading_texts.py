"""Whose figures an export holds and of which year: by option, by the export, by last year's file.

The export must be of that year: what it says of its period has to agree.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.dates import DateError, parse_date
from shinryo_ratio.figures.words import code_of
from shinryo_ratio.imports.entries import Entry
from shinryo_ratio.imports.rows import Export
from shinryo_ratio.problems import Problem
from shinryo_ratio.readers.headings import option_of

_NEEDED: Final = ("name", "type", "start")
_CUMULATIVE: Final = "yayoi"
"""Its balances of a month are those of the year up to it."""


def headings_of(
    export: Export, entries: Sequence[Entry], options: Mapping[str, str], last_year: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, int], list[Problem]]:
    """The texts of the headings by their names in `readers.Headings`, and what is wrong with them.

    Returns:
        the texts; for those that the export told, the row; the problems.
    """
    given = dict(options)
    told: dict[str, int] = {}
    problems = []
    for heading, text, row in _said_by(export, entries, options):
        if heading not in given:
            given[heading], told[heading] = text, row
    for heading, text in last_year.items():
        given.setdefault(heading, text)
    if export.unit is not None and code_of(v.UNITS, given["unit"]) != export.unit.text:
        values = {"written": given["unit"], "told": v.UNITS[export.unit.text][0]}
        problems.append(export.grid.problem("import-unit-conflict", export.unit.row, None, **values))
    standards = _standards(entries)
    if len(standards) > 1 and "standard" not in given:
        values = {"standards": "、".join(sorted(standards))}
        row = max(standards.values())
        problems.append(export.grid.problem("import-standard-mixed", row, None, **values))
    for heading in _NEEDED:
        if heading not in given:
            problems.append(_lacking(heading, export))
    problems += _period_problems(export, given)
    return given, told, problems


def _said_by(
    export: Export, entries: Sequence[Entry], given: Mapping[str, str]
) -> Iterator[tuple[str, str, int]]:
    if export.name is not None:
        yield "name", export.name.text, export.name.row
    if export.unit is not None:
        yield "unit", export.unit.text, export.unit.row
    if export.period is not None and (year := _whole_year(export)):
        yield "start", year[0].isoformat(), export.period.row
        if "start" not in given or _year_of({"start": given["start"]}) == year:
            yield "end", year[1].isoformat(), export.period.row
    standards = _standards(entries)
    if len(standards) == 1:
        yield "standard", *next(iter(standards.items()))


def _standards(entries: Sequence[Entry]) -> dict[str, int]:
    """The accounting standards that headings and totals tell, with the first row of each."""
    found: dict[str, int] = {}
    for entry in entries:
        if entry.word is not None and entry.word.standard is not None:
            found.setdefault(entry.word.standard, entry.row.number)
    return found


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
    yield from _month_problems(export, start, end, values)


def _month_problems(
    export: Export, start: date, end: date, values: Mapping[str, str | int]
) -> Iterator[Problem]:
    """Columns of months must be those of the fiscal year, in its order."""
    span = relativedelta(end + timedelta(days=1), start)
    wanted = tuple((start.month - 1 + later) % 12 + 1 for later in range(span.years * 12 + span.months))
    if not export.months or export.months == wanted:
        return
    row = next((row.number for row in reversed(export.rows) if row.role == "note"), 1)
    if len(export.months) != len(wanted):
        count = len(export.months)
        yield export.grid.problem("import-months-short", row, None, count=count, months=len(wanted), **values)
    else:
        written = f"{export.months[0]}月～{export.months[-1]}月"
        yield export.grid.problem("import-period-mismatch", row, None, written=written, **values)


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
