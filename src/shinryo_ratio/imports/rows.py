"""What a layout makes of an export: rows with their roles, and what the file says of itself."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from shinryo_ratio.imports.grid import Grid
from shinryo_ratio.problems import Problem

Role: TypeAlias = Literal["account", "sub", "heading", "total", "row", "note", "repeated"]
"""What the layout itself says of a row; `row`: nothing, the name must tell. `note`: titles and headers.
`repeated`: another view of what other rows say (an earlier month, a department beside the total)."""

Sheet: TypeAlias = Literal["balance", "income"]
"""貸借対照表 or 損益計算書, where the export says it of a row."""


@dataclass(slots=True)
class Row:
    """One row of an export.

    Attributes:
        number: its row in the file, from 1.
        name: the account (勘定科目), or what the heading or total is called; of a 補助科目 row its own name.
        amount: the balance of the year in the unit of the export, of the sign printed; None where blank.
        column: the column of the amount, from 1.
        account: of a 補助科目 row, the account it details.
        depth: the column of the name, where hierarchy is shown by columns; else None.
        debit: whether the movements show a debit balance; None where the export cannot say.
        cut: whether the name may have been cut short by the package.
        flaw: what is wrong with the row where it matters, that is if it turns out to be revenue.
    """

    number: int
    role: Role
    name: str = ""
    amount: int | None = None
    column: int = 1
    account: str = ""
    depth: int | None = None
    debit: bool | None = None
    sheet: Sheet | None = None
    cut: bool = False
    flaw: Problem | None = None

    @property
    def credit_amount(self) -> int:
        """The amount as revenue has it: positive where the balance is a credit."""
        amount = self.amount or 0
        return -amount if self.debit else amount


@dataclass(slots=True)
class Said:
    """Something that the file says of itself, and the row where it says it."""

    text: str
    row: int


@dataclass(slots=True)
class Export:
    """An export as read by its layout.

    Attributes:
        rows: every row that is not blank, in order.
        unit: `yen`, `thousand_yen` or None where the file does not say.
        start: the first day of the period, where the file says it.
        end: the last day of the period, where the file says it.
        months: the months that the columns add up, in order, where there is a column a month.
        name: the corporation, where the file says it.
    """

    layout: str
    grid: Grid
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unit: Said | None = None
    start: date | None = None
    end: date | None = None
    period: Said | None = None
    months: tuple[int, ...] = ()
    name: Said | None = None

    @property
    def unit_is_yen(self) -> bool:
        """Whether amounts are exact, not rounded to thousands."""
        return self.unit is None or self.unit.text == "yen"
