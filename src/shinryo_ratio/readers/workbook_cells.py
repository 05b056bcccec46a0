"""The cells of a sheet, each with what it says and how it came by it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from shinryo_ratio.problems import cell_name

ERRORS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)
_EXTERNAL: Final = re.compile(r"\[[^\[\]]+\][^\[\]!]*!|'[^']*\[[^\]]+\][^']*'!")


_LISTED: Final = 12


def listed_cells(names: Sequence[str]) -> str:
    """The names of cells as a note lists them: the first dozen, and how many more there are."""
    more = f" … (+{len(names) - _LISTED})" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


class Cell(NamedTuple):
    """A cell that says something.

    Attributes:
        value: text, whole number, float, bool, date or None (a formula without a value).
        formula: the formula that it was calculated by, or None.
    """

    row: int
    column: int
    value: Any
    formula: str | None = None

    @property
    def name(self) -> str:
        """Such as C12."""
        return cell_name(self.row, self.column)

    @property
    def is_error(self) -> bool:
        """Whether it shows an error such as #DIV/0!."""
        return isinstance(self.value, str) and self.value in ERRORS

    @property
    def is_external(self) -> bool:
        """Whether its formula reads another file."""
        return self.formula is not None and _EXTERNAL.search(self.formula) is not None

    @property
    def text(self) -> str:
        """The value as a text: of a label or a heading."""
        return "" if self.value is None else str(self.value).strip()


@dataclass(slots=True)
class Layout:
    """How a sheet is laid out: what is hidden, and what is merged; rows and columns from 1.

    Attributes:
        hidden_rows: of those that say something.
        merged: ranges as (first row, first column, last row, last column).
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def hides_column(self, column: int) -> bool:
        """Whether a column is hidden."""
        return column in self.hidden_columns


@dataclass(slots=True)
class Sheet:
    """A sheet that is read.

    Attributes:
        rows: the cells that say something, by row and column.
    """

    name: str
    hidden: bool
    layout: Layout
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
