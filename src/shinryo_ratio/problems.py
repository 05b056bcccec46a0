"""Problems are data: what is wrong with an input, where, and how to mend it.

The words stand in the message catalogue under the problem's code; the codes are a closed list.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from shinryo_ratio.messages.language import Language

_LAST_COLUMN: Final = 2**31
_NO_VALUES: Final[Mapping[str, str | int]] = MappingProxyType({})


class Place(NamedTuple):
    """Where in the input: a file with line and column, a cell of a sheet, or only a path in the document.

    Attributes:
        path: the path in codes, such as `revenue[3].amount`; empty for the document itself.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    path: str = ""

    def __str__(self) -> str:
        if self.cell is not None or self.sheet is not None:
            return "!".join(part for part in (self.file, self.sheet, self.cell) if part)
        position = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        return ":".join(position) or self.path

    @property
    def position(self) -> tuple[int, int] | None:
        """Row and column from 1, also those that the name of a cell tells; None where no row is known.

        What is known to be in a row alone stands behind its columns.
        """
        if self.cell is None:
            return None if self.line is None else (self.line, self.column or _LAST_COLUMN)
        letters = self.cell.rstrip("0123456789")
        return int(self.cell[len(letters) :] or 0), column_number(letters)

    def as_dict(self) -> dict[str, str | int | None]:
        """The place as contract section 1 has it."""
        return {
            "file": self.file, "line": self.line, "column": self.column,
            "sheet": self.sheet, "cell": self.cell, "path": self.path,
        }  # fmt: skip


def cell_name(row: int, column: int) -> str:
    """The name of a cell, such as C12; row and column from 1."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class _Parts(NamedTuple):
    code: str
    place: Place
    values: Mapping[str, str | int]


class Problem(_Parts):
    """One thing that is wrong with an input.

    Attributes:
        code: a stable code of the closed list `messages.problems`.
        place: where it is.
        values: what the message speaks of (the word written, the nearest right one, sums in yen …); a view
            that cannot be changed.
    """

    __slots__ = ()

    def __new__(cls, code: str, place: Place, values: Mapping[str, str | int] = _NO_VALUES) -> "Problem":
        """The problem, with its values as they are now."""
        return super().__new__(cls, code, place, MappingProxyType(dict(values)))

    def __getnewargs__(self) -> tuple[str, Place, dict[str, str | int]]:
        return self.code, self.place, dict(self.values)

    def __str__(self) -> str:
        """Where it is, its code, and in Japanese what is wrong."""
        return ": ".join(part for part in (str(self.place), self.code, self.message) if part)

    @property
    def message(self) -> str:
        """What is wrong, in Japanese."""
        return self.words("ja")[0]

    @property
    def help(self) -> str:
        """How to mend it, in Japanese."""
        return self.words("ja")[1]

    def words(self, lang: Language) -> tuple[str, str]:
        """What is wrong and how to mend it, in a language."""
        from shinryo_ratio.messages.problems import problem_words

        return problem_words(self.code, self.values, lang)

    def at(self, place: Place) -> "Problem":
        """The same problem at a better known place."""
        return self._replace(place=place)

    def as_dict(self, lang: Language = "ja") -> dict[str, Any]:
        """The problem as contract section 1 has it."""
        message, help_ = self.words(lang)
        return {"code": self.code, "place": self.place.as_dict(), "message": message, "help": help_}


class FiguresError(Exception):
    """The figures cannot be judged as they stand.

    Attributes:
        problems: every problem found, in the order of the input.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
