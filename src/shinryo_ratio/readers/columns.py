"""The header of a table: which column is which field, in English or Japanese."""

from dataclasses import dataclass, field
from typing import Final

from shinryo_ratio.figures.words import FORMS, fold, key_of, nearest_key
from shinryo_ratio.problems import Place, Problem
from shinryo_ratio.readers.headings import BESIDE, COLUMNS
from shinryo_ratio.readers.located import shown

REQUIRED: Final = ("name", "amount", "kind")

_HEADING_OF: Final = {fold(name): heading for heading, names in COLUMNS.items() for name in names}
_BESIDE_OF: Final = {fold(name): heading for heading, names in BESIDE.items() for name in names}
_WORDS: Final = {
    **{key: entry.terms for key, entry in FORMS["line"].items()},
    **{names[0]: names[1:] for names in COLUMNS.values()},
}
_BESIDE_WORDS: Final = {names[0]: names[1:] for names in BESIDE.values()}

_OTHER_SEPARATORS: Final = ";；|｜，、"


@dataclass(slots=True)
class Header:
    """The columns of a table; their numbers count from 1.

    Attributes:
        names: the names as written.
        row: the row of the header.
        fields: the column of each field of a revenue line.
        headings: the column of each heading (corporation, year).
        beside: the column of each heading that says how the figures are kept and read; of a CSV alone.
        blank: positions (from 0) of columns without a name.
        missing: the fields that every table needs and this one lacks.
    """

    names: list[str]
    row: int
    fields: dict[str, int] = field(default_factory=dict)
    headings: dict[str, int] = field(default_factory=dict)
    beside: dict[str, int] = field(default_factory=dict)
    blank: list[int] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def read_header(
    names: list[str], row: int, file: str | None, *, beside: bool = False
) -> tuple[Header, list[Problem]]:
    """The header, and what is wrong with it.

    Args:
        names: the cells of the header.
        row: its row.
        file: the name of the file.
        beside: whether the columns of `BESIDE` may stand in it.
    """
    header, problems = Header(names, row), []
    if beside and (separator := _other_separator(names)):
        problems.append(
            Problem("csv-separator", Place(file=file, line=row, column=1), {"written": separator})
        )
        return Header(names, row, missing=list(REQUIRED)), problems
    words = {**_WORDS, **_BESIDE_WORDS} if beside else _WORDS
    meant: set[str | None] = set()

    def add(code: str, column: int, /, **values: str | int) -> None:
        problems.append(Problem(code, Place(file=file, line=row, column=column), values))

    for column, name in enumerate(names, 1):
        key, heading = key_of("line", name), _HEADING_OF.get(fold(name))
        said_beside = _BESIDE_OF.get(fold(name)) if beside else None
        known = header.fields if key else header.headings if heading else header.beside
        code = key or heading or said_beside
        if not name.strip():
            header.blank.append(column - 1)
        elif code is None:
            near = nearest_key("line", name, words) or ""
            meant.add(key_of("line", near))
            known_names = "、".join(f"{terms[0]} ({code})" for code, terms in words.items())
            add(
                "csv-column-unknown",
                column,
                written=shown(name),
                nearest=near,
                known=known_names,
            )
        elif code in known:
            add("csv-column-twice", column, written=shown(name), first=str(known[code]))
        else:
            known[code] = column
    for key in REQUIRED:
        if key not in header.fields:
            header.missing.append(key)
        if key not in header.fields and key not in meant:  # what is misspelt is not missing too
            add("csv-column-missing", 1, column=f"{FORMS['line'][key].terms[0]} ({key})")
    return header, problems


def not_said(header: Header, file: str | None) -> list[Problem]:
    """The columns that a table of many corporations lacks, and so every row."""
    return [
        Problem("table-column-missing", Place(file=file, line=header.row), {"column": COLUMNS[heading][0]})
        for heading in ("name", "type", "start")
        if heading not in header.headings
    ]


def _other_separator(names: list[str]) -> str | None:
    """The sign that stands between the columns where it is one that is not read."""
    filled = [name for name in names if name.strip()]
    if len(filled) != 1:
        return None
    return next((sign for sign in _OTHER_SEPARATORS if sign in filled[0]), None)
