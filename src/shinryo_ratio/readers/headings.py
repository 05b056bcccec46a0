"""What a table of revenue lines cannot say itself: whose figures they are, and of which year."""

from typing import Any, Final, NamedTuple

from shinryo_ratio.readers.located import Path


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


def option_of(heading: str) -> str:
    """The option of the command line that gives a heading."""
    return "--" + heading.replace("_", "-")


def document_of(given: dict[str, str]) -> dict[str, Any]:
    """The part of a figures document that headings state."""
    document: dict[str, Any] = {"corporation": {}, "fiscal_year": {}}
    for heading, text in given.items():
        *parents, key = PATHS[heading]
        target = document
        for parent in parents:
            target = target[str(parent)]
        target[str(key)] = text
    return document
