"""What the lines above the table say: unit, period, corporation."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Final

from shinryo_ratio.figures.dates import DateError, parse_date
from shinryo_ratio.imports.rows import Export, Row, Said

_UNIT: Final = re.compile(r"(?:単位\s*[:;]?\s*|[(\[])\s*(百万円|千円|円)\s*[)\]、,]?")
_UNITS: Final = {"円": "yen", "千円": "thousand_yen"}
_DAY: Final = re.compile(
    r"(?:令和|平成|R\.?|H\.?)\s*(?:元|\d{1,2})\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
    r"|\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?"
)
_MONTH: Final = re.compile(r"(\d{4})年\s*(\d{1,2})月(?!\s*\d)")


def plain(text: str) -> str:
    """A text with 全角/半角 folded, to look for patterns in."""
    return unicodedata.normalize("NFKC", text)


def say_unit(export: Export, text: str, row: int) -> None:
    """Take the unit that a cell states, such as （単位：千円） or 期末残高（千円）."""
    if export.unit is not None:
        return
    if found := _UNIT.search(plain(text)):
        unit = _UNITS.get(found[1])
        if unit is None:
            export.problems.append(export.grid.problem("import-unit-million", row))
            return
        export.unit = Said(unit, row)


def say_period(export: Export, text: str, row: int) -> None:
    """Take the period that a text states: two days, or two months (期間：2025年04月～2026年03月)."""
    if export.period is not None:
        return
    days = [day for found in _DAY.findall(plain(text)) if (day := _day(found))]
    if len(days) == 2:
        export.start, export.end = days
    elif months := _MONTH.findall(plain(text)):
        first, last = months[0], months[-1]
        export.start = date(int(first[0]), int(first[1]), 1)
        export.end = month_end(int(last[0]), int(last[1]))
    else:
        return
    export.period = Said(text.strip(), row)


def note_of(row: tuple[str, ...], number: int) -> Row:
    """A row that is no account, kept as a note with all its cells."""
    return Row(number, "note", " ".join(part.strip() for part in row if part.strip()))


def take_preamble(export: Export, row: tuple[str, ...], number: int, *, period: bool = True) -> None:
    """Take what a row down to the header says: the unit and, where such rows state it, the period."""
    text = " ".join(row)
    say_unit(export, text, number)
    if period:
        say_period(export, text, number)
    export.rows.append(note_of(row, number))


def counts_days(text: str) -> int:
    """How many days a text states."""
    return len(_DAY.findall(plain(text)))


def say_end(export: Export, text: str, row: int) -> None:
    """Take the last day of the period, such as the 決算年月日 of a file."""
    if days := [day for found in _DAY.findall(plain(text)) if (day := _day(found))]:
        export.end = days[-1]
        export.period = Said(text.strip(), row)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _day(text: str) -> date | None:
    try:
        return parse_date(re.sub(r"\s", "", text))
    except DateError:
        return None
