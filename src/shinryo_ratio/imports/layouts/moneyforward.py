"""マネーフォワード クラウド会計: 推移試算表 (a column a month) and 残高試算表.

,勘定科目,補助科目,4月,…,3月,決算整理,合計
医業収益,,,…                 categories and totals in the first column
,室料差額収益,,…             accounts in the second
,,個室,…                     補助科目 in the third

勘定科目,補助科目,前期繰越,借方金額,貸方金額,期末残高
【医業収益】,,,,,
室料差額収益,,0,0,"1,000","1,000"
"""

import re
from typing import Final

from shinryo_ratio.imports.grid import Grid, filled, folded
from shinryo_ratio.imports.layouts.miss import miss
from shinryo_ratio.imports.preamble import take_preamble
from shinryo_ratio.imports.rows import Export, Row
from shinryo_ratio.imports.table import (
    ACCOUNT,
    CLOSING,
    SUB,
    amount_at,
    balances_in,
    bare,
    cell,
    header_row,
    position,
    take_balances,
    tell_masked,
)

_MONTH: Final = re.compile(r"(?:\d{4}[年/-])?(\d{1,2})月?(?:度)?|(?:\d{4})[/-](\d{1,2})")
_ADJUSTMENTS: Final = ("決算整理", "決算")
_TOTAL: Final = ("合計", "累計")


def fits(grid: Grid) -> bool:
    """Whether there is a header of 勘定科目 and 補助科目 with months or balances."""
    at = header_row(grid, ("勘定科目",), ("補助科目",))
    if at is None or any(bare(text) == "出力帳票" for text in grid.rows[at]):
        return False
    return bool(_months(grid.rows[at])) or header_row(grid, ("勘定科目",), ("補助科目",), CLOSING) == at


def read(grid: Grid) -> Export:
    """The rows of either table.

    Raises:
        LayoutMissError: where there is no such header.
    """
    at = header_row(grid, ACCOUNT, SUB)
    if at is None:
        miss(grid)
    header = grid.rows[at]
    months, columns = _months(header), balances_in(header)
    if not months and columns is None:
        miss(grid, at + 1)
    export = Export("moneyforward", grid)
    export.months = tuple(_month(header[index]) for index in months)
    account, sub = position(header, ACCOUNT), position(header, SUB)
    if account is None or sub is None:
        miss(grid, at + 1)
    parent = ""
    for number, row in enumerate(grid.rows, 1):
        if not filled(row):
            continue
        if number <= at + 1:
            take_preamble(export, row, number)
            continue
        entry = _entry(row, number, account, sub, parent)
        parent = entry.account if entry.role == "sub" else entry.name
        if months:
            _take_months(export, entry, row, header, months)
        elif columns is not None:
            take_balances(export, entry, row, columns)
        export.rows.append(entry)
    return export


def _entry(row: tuple[str, ...], number: int, account: int, sub: int, parent: str) -> Row:
    category = cell(row, account - 1).strip() if account else ""
    name, detail = cell(row, account).strip(), cell(row, sub).strip()
    if detail:
        return Row(number, "sub", detail, account=name or parent)
    if name and not (category and account):
        return Row(number, "account" if account else "row", name)
    return Row(number, "row", category or name)


def _months(header: tuple[str, ...]) -> list[int]:
    """The positions of the month columns."""
    return [index for index, text in enumerate(header) if _month(text)]


def _month(text: str) -> int:
    """The month that a heading names; 0 where it names none."""
    plain = folded(text)
    found = _MONTH.fullmatch(plain)
    if found is None or plain.isdigit():
        return 0
    month = int(found[1] or found[2])
    return month if month <= 12 else 0


def _take_months(
    export: Export, entry: Row, row: tuple[str, ...], header: tuple[str, ...], months: list[int]
) -> None:
    """The year's amount: months and 決算整理, which must add up to the total beside them."""
    adjustments = position(header, _ADJUSTMENTS)
    total = position(header, _TOTAL)
    parts = [*months, *([adjustments] if adjustments is not None else [])]
    tell_masked(export, entry, row, *parts, total)
    amounts = [amount_at(export, entry.number, row, index) for index in parts]
    stated = amount_at(export, entry.number, row, total)
    entry.column = (total if total is not None else parts[-1]) + 1
    if stated is None and all(amount is None for amount in amounts):
        return
    summed = sum(amount or 0 for amount in amounts)
    entry.amount = summed if stated is None else stated
    tolerance = 0 if export.unit_is_yen else len(parts)
    if stated is not None and abs(stated - summed) > tolerance:
        values: dict[str, str | int] = {"name": entry.name, "sum": summed, "total": stated}
        export.problems.append(
            export.grid.problem("import-months-mismatch", entry.number, entry.column, **values)
        )
