"""ジョブカン会計・ツカエル会計 試算表: every field quoted, one row of facts, one of headings, then accounts.

    "試算表(月次・期間)","令和7年4月1日～令和8年3月31日","税抜","単位:円"
    "出力帳票","勘定科目","補助科目","前期繰越","借方","貸方","残高","構成比"
    "損益計算書","室料差額収益","","0","0","1000","1000","1.0"

A 科目区分 (医業収益合計 …) is a row like any other, told by its name.
"""

from typing import Final

from shinryo_ratio.imports.grid import Grid, filled, folded
from shinryo_ratio.imports.layouts.miss import miss
from shinryo_ratio.imports.preamble import take_preamble
from shinryo_ratio.imports.rows import Export, Row, Sheet
from shinryo_ratio.imports.table import (
    ACCOUNT,
    CLOSING,
    SUB,
    balances_in,
    cell,
    header_row,
    position,
    take_balances,
)

_BOOK: Final = ("出力帳票",)
_SHEETS: Final[dict[str, Sheet]] = {
    "貸借対照表": "balance", "損益計算書": "income", "製造原価報告書": "income", "生産原価報告書": "income",
}  # fmt: skip


def fits(grid: Grid) -> bool:
    """Whether the header begins with 出力帳票."""
    return header_row(grid, _BOOK, ("勘定科目",), CLOSING) is not None


def read(grid: Grid) -> Export:
    """The rows.

    Raises:
        LayoutMissError: where there is no such header.
    """
    at = header_row(grid, _BOOK, ACCOUNT, CLOSING)
    header = grid.rows[at] if at is not None else ()
    columns = balances_in(header)
    if at is None or columns is None:
        miss(grid)
    export = Export("jobcan", grid)
    book, name_at, sub_at = position(header, _BOOK), position(header, ACCOUNT), position(header, SUB)
    for number, row in enumerate(grid.rows, 1):
        if not filled(row):
            continue
        if number <= at + 1:
            take_preamble(export, row, number)
            continue
        name, sub = cell(row, name_at).strip(), cell(row, sub_at).strip()
        entry = Row(number, "sub", sub, account=name) if sub else Row(number, "row", name)
        entry.sheet = _SHEETS.get(folded(cell(row, book)))
        take_balances(export, entry, row, columns)
        export.rows.append(entry)
    return export
