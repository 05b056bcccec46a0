"""What the layouts have in common: balance columns found by their headings, amounts read and footed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from shinryo_ratio.figures.amounts import AmountError
from shinryo_ratio.imports.grid import Grid, folded
from shinryo_ratio.imports.numbers import amount_of, is_masked
from shinryo_ratio.imports.rows import Export, Row

ACCOUNT: Final = ("勘定科目", "勘定科目名", "勘定科目名称", "科目", "科目名", "科目名称")
SUB: Final = ("補助科目", "補助科目名", "補助科目名称", "補助")
OPENING: Final = ("前期繰越", "前月繰越", "期首残高", "期首", "前残高", "前月残高", "前期残高", "繰越")
DEBIT: Final = ("借方", "借方金額", "当月借方", "期間借方", "借方合計", "借方発生")
CREDIT: Final = ("貸方", "貸方金額", "当月貸方", "期間貸方", "貸方合計", "貸方発生")
CLOSING: Final = ("期末残高", "期末", "残高", "当月残高", "繰越残高", "当期残高", "期間残高", "翌月繰越")
_BRACKETED: Final = re.compile(r"[(（\[].*?[)）\]]")


@dataclass(frozen=True, slots=True)
class Balances:
    """The positions (from 0) of the amounts of a balance table; only the closing one is always there."""

    closing: int
    opening: int | None = None
    debit: int | None = None
    credit: int | None = None

    @property
    def whole(self) -> bool:
        """Whether a row can be footed: opening, movements and closing are there."""
        return None not in (self.opening, self.debit, self.credit)


def bare(heading: str) -> str:
    """A column heading without blanks and without what stands in brackets: a unit, a month."""
    return _BRACKETED.sub("", folded(heading))


def position(row: Iterable[str], names: Iterable[str]) -> int | None:
    """The position of the only column with one of these headings, or None."""
    known = set(names)
    found = [index for index, cell in enumerate(row) if bare(cell) in known]
    return found[0] if len(found) == 1 else None


def balances_in(row: Iterable[str]) -> Balances | None:
    """The balance columns of a header row, or None where it has no closing balance."""
    cells = tuple(row)
    closing = position(cells, CLOSING)
    if closing is None:
        return None
    return Balances(closing, position(cells, OPENING), position(cells, DEBIT), position(cells, CREDIT))


def header_row(grid: Grid, *groups: Iterable[str], most: int = 60) -> int | None:
    """The position (from 0) of the first row that has a column of each group of headings."""
    for index, row in enumerate(grid.rows[:most]):
        cells = {bare(cell) for cell in row}
        if all(cells & set(group) for group in groups):
            return index
    return None


def cell(row: tuple[str, ...], index: int | None) -> str:
    """A cell, empty where the row is shorter."""
    return row[index] if index is not None and 0 <= index < len(row) else ""


def amount_at(export: Export, number: int, row: tuple[str, ...], index: int | None) -> int | None:
    """The amount in a cell; what is none is a problem of the export."""
    text = cell(row, index)
    if index is not None and (flaw := export.grid.flaws.get((number, index + 1))):
        code, written = flaw
        export.problems.append(export.grid.problem(code, number, index + 1, written=written))
        return None
    try:
        return amount_of(text)
    except AmountError as error:
        column = (index or 0) + 1
        key = "金額"
        export.problems.append(export.grid.problem(error.code, number, column, key=key, written=text.strip()))
        return None


def tell_masked(export: Export, entry: Row, row: tuple[str, ...], *columns: int | None) -> None:
    """An amount that is hidden (***) is a flaw of the row: neither blank nor zero."""
    for index in columns:
        if index is not None and is_masked(text := cell(row, index)):
            values = {"name": entry.name, "written": text.strip()}
            entry.flaw = export.grid.problem("import-amount-masked", entry.number, index + 1, **values)
            return


def take_balances(export: Export, entry: Row, row: tuple[str, ...], columns: Balances) -> None:
    """Read the closing balance of a row, and tell by its movements whether it is a debit.

    Where movements are given they must lead from the opening to the closing balance; else it is a flaw.
    """
    entry.column = columns.closing + 1
    entry.amount = amount_at(export, entry.number, row, columns.closing)
    tell_masked(export, entry, row, columns.closing)
    if not columns.whole or entry.amount is None:
        return
    positions = (columns.opening, columns.debit, columns.credit)
    movements = [amount_at(export, entry.number, row, index) for index in positions]
    if movements == [None] * len(positions):
        return
    opening, debit, credit = (amount or 0 for amount in movements)
    as_credit = entry.amount == opening + credit - debit
    as_debit = entry.amount == opening + debit - credit
    if as_credit != as_debit:
        entry.debit = as_debit
    elif not as_credit and export.unit_is_yen:
        values: Mapping[str, str | int] = {
            "name": entry.name, "opening": opening, "debit": debit, "credit": credit, "closing": entry.amount,
        }  # fmt: skip
        entry.flaw = export.grid.problem("import-row-not-footing", entry.number, entry.column, **values)
