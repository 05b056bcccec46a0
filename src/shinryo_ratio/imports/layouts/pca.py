"""PCA 汎用データ: columns by their headings; the names of the headings are the vendor's or the user's.

The file ends with EOF (0x1A). A row of headings is written by some outputs only: without it the columns are
named by their numbers (`--from columns`).
"""

from shinryo_ratio.imports.grid import Grid
from shinryo_ratio.imports.layouts.columns import Named, read_named
from shinryo_ratio.imports.layouts.miss import miss
from shinryo_ratio.imports.rows import Export
from shinryo_ratio.imports.table import ACCOUNT, CLOSING, SUB, balances_in, header_row, position


def fits(_: Grid) -> bool:
    """Never certain: nothing in the file names the package."""
    return False


def read(grid: Grid) -> Export:
    """The rows, where a header names account and balance.

    Raises:
        LayoutMissError: where there is none.
    """
    at = header_row(grid, ACCOUNT, CLOSING)
    columns = balances_in(grid.rows[at]) if at is not None else None
    if at is None or columns is None:
        miss(grid)
    header = grid.rows[at]
    account, sub = position(header, ACCOUNT), position(header, SUB)
    if account is None:
        miss(grid, at + 1)
    export = read_named(
        grid,
        Named(
            account=(header[account].strip(),),
            sub=header[sub].strip() if sub is not None else None,
            amount=header[columns.closing].strip(),
        ),
    )
    export.layout = "pca"
    return export
