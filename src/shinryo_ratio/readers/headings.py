"""What a table of revenue lines cannot say itself: whose figures they are, and of which year."""

from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

from shinryo_ratio.figures.dates import DateError, parse_date
from shinryo_ratio.figures.words import fold
from shinryo_ratio.problems import Place, Problem
from shinryo_ratio.readers.located import Path, shown

Identity: TypeAlias = tuple[str, str]
"""Whose figures, and of which year."""


class Headings(NamedTuple):
    """The corporation and the year of a CSV, from options; texts as they were given, None where not given."""

    type: str | None = None
    start: str | None = None
    end: str | None = None
    name: str | None = None
    legal_form: str | None = None
    unit: str | None = None
    standard: str | None = None
    basis: str | None = None
    reference: str | None = None

    @property
    def first_given(self) -> str | None:
        """The first option that is given, such as `--type`."""
        return next((option_of(name) for name, text in self._asdict().items() if text), None)


PATHS: Final[dict[str, Path]] = {
    "reference": ("reference",),
    "name": ("corporation", "name"),
    "type": ("corporation", "type"),
    "legal_form": ("corporation", "legal_form"),
    "start": ("fiscal_year", "start"),
    "end": ("fiscal_year", "end"),
    "unit": ("unit",),
    "standard": ("accounting_standard",),
    "basis": ("basis",),
}
"""Where each heading stands in the document."""

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "reference": ("reference", "整理番号"),
    "name": ("corporation_name", "法人名"),
    "type": ("corporation_type", "法人区分"),
    "legal_form": ("legal_form", "法人形態"),
    "start": ("fiscal_year_start", "会計年度開始", "開始"),
    "end": ("fiscal_year_end", "会計年度終了", "終了"),
}
"""The columns that say a heading where one file holds many corporations."""


BESIDE: Final[dict[str, tuple[str, ...]]] = {
    "standard": ("accounting_standard", "会計基準"),
    "unit": ("unit", "単位"),
    "covid_subsidy_measure": ("covid_subsidy_measure", "コロナ補助金の取扱い"),
    "readings": ("readings", "取扱い"),
}
"""The columns of a CSV that say how its figures are kept and read."""

BESIDE_PATHS: Final[dict[str, Path]] = {
    **{name: PATHS[name] for name in ("standard", "unit")},
    "covid_subsidy_measure": ("elections", "covid_subsidy_measure"),
    "readings": ("readings",),
}


def identity_of(reference: str, name: str, start: str) -> Identity:
    """Whose figures they are, and of which year: rows that say the same belong together."""
    return reference or name, spelled_once(start)


def heading_conflict(place: Place, column: str, written: str, first: str, row: int) -> Problem:
    """That rows of one corporation and year say different things of it; one of them may say nothing.

    Args:
        place: the cell of the later row.
        column: the name of the column.
        written: what the cell says.
        first: what the row before says.
        row: the number of that.
    """
    values = {"column": shown(column), "written": shown(written), "first": shown(first), "row": str(row)}
    return Problem("csv-heading-conflict", place, values)


@lru_cache(maxsize=1024)
def spelled_once(day: str) -> str:
    """One spelling of a day, so that two calendars do not make two corporations."""
    try:
        return parse_date(day).isoformat()
    except DateError:
        return fold(day)


def option_of(heading: str) -> str:
    """The option of the command line that gives a heading."""
    return "--" + heading.replace("_", "-")


def document_of(given: dict[str, str]) -> dict[str, Any]:
    """The part of a figures document that headings state; readings are left out where they cannot be read."""
    document: dict[str, Any] = {"corporation": {}, "fiscal_year": {}}
    for heading, text in given.items():
        said = readings_in(text) if heading == "readings" else text
        *parents, key = _ALL_PATHS[heading]
        target = document
        for parent in parents:
            target = target.setdefault(str(parent), {})
        if said is not None:
            target[str(key)] = said
    return document


_ALL_PATHS: Final = {**PATHS, **BESIDE_PATHS}


def readings_in(text: str) -> dict[str, Any] | None:
    """The readings chosen in a cell: `id=alternative;id=default`, or JSON as in a figures document.

    None where it cannot be read; whether there are such readings is for the models to say.
    """
    if text.lstrip().startswith("{"):
        import json

        try:
            said: dict[str, Any] = json.loads(text, object_pairs_hook=_said_once)
        except ValueError:
            return None
        return said
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    chosen = {id_.strip(): choice.strip() for id_, _, choice in pairs}
    return chosen if len(chosen) == len(pairs) else None


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        raise ValueError("a key is said twice")
    return tree
