"""TKC 科目残高一覧表 (TXT, tabs): accounts with codes, 補助 rows indented, no headings and few totals.

    勘定科目名	科目コード	補助コード	前残高( 8. 2)	借方	貸方	残高( 8. 3)	構成比

The year of the months is of the current era, 令和; the last month is the end of the period.
"""

import re
from typing import Final

from shinryo_ratio.imports.grid import Grid, filled, folded
from shinryo_ratio.imports.layouts.miss import miss
from shinryo_ratio.imports.preamble import month_end, take_preamble
from shinryo_ratio.imports.rows import Export, Row, Said
from shinryo_ratio.imports.table import (
    ACCOUNT,
    CLOSING,
    balances_in,
    cell,
    header_row,
    position,
    take_balances,
)

_CODE: Final = ("科目コード",)
_SUB_CODE: Final = ("補助コード",)
_MONTH: Final = re.compile(r"\((\d{1,2})\.(\d{1,2})\)$")
_REIWA_1: Final = 2019
_LAST_REIWA: Final = 28
"""Years 29 to 31 can only be 平成; the era is not printed."""


def fits(grid: Grid) -> bool:
    """Whether the header names account code, sub code and balance."""
    return header_row(grid, ("勘定科目名",), _CODE, _SUB_CODE, CLOSING) is not None


def read(grid: Grid) -> Export:
    """The rows; a row with a 補助コード details the account above it.

    Raises:
        LayoutMissError: where there is no such header.
    """
    at = header_row(grid, ACCOUNT, _CODE, _SUB_CODE, CLOSING)
    header = grid.rows[at] if at is not None else ()
    columns = balances_in(header)
    if at is None or columns is None:
        miss(grid)
    export = Export("tkc", grid)
    name_at, code_at, sub_at = (position(header, names) for names in (ACCOUNT, _CODE, _SUB_CODE))
    _say_end(export, header[columns.closing], at + 1)
    parent = ""
    for number, row in enumerate(grid.rows, 1):
        if not filled(row):
            continue
        if number <= at + 1:
            take_preamble(export, row, number, period=False)
            continue
        name = cell(row, name_at).strip()
        if cell(row, sub_at).strip():
            entry = Row(number, "sub", name, account=parent)
        else:
            entry, parent = Row(number, "account" if cell(row, code_at).strip() else "row", name), name
        take_balances(export, entry, row, columns)
        export.rows.append(entry)
    return export


def _say_end(export: Export, heading: str, row: int) -> None:
    found = _MONTH.search(folded(heading))
    if found and 1 <= int(found[2]) <= 12:
        year = int(found[1])
        western = _REIWA_1 - 1 + year if year <= _LAST_REIWA else 1988 + year
        export.end = month_end(western, int(found[2]))
        export.period = Said(heading.strip(), row)
