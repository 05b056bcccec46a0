"""The layouts that exports come in, and telling which one a file has.

Known from vendors' help pages and from public programs that read such files and their test data; none was
checked against a file that a package wrote.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from shinryo_ratio.imports.grid import Grid
from shinryo_ratio.imports.layouts import freee, jdl, jobcan, moneyforward, pca, tkc, yayoi
from shinryo_ratio.imports.layouts.columns import Named, has_columns, read_named
from shinryo_ratio.imports.layouts.miss import LayoutMissError
from shinryo_ratio.imports.rows import Export
from shinryo_ratio.problems import FiguresError, Place, Problem

__all__ = ["LAYOUTS", "Layout", "Named", "read_export", "sheet_to_read"]


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout.

    Attributes:
        fits: whether a file certainly has it.
        read: its rows.
        needs: what a file of this layout must have, for the message where it has not.
    """

    fits: Callable[[Grid], bool]
    read: Callable[[Grid], Export]
    needs: str


LAYOUTS: Final[Mapping[str, Layout]] = {
    "yayoi": Layout(yayoi.fits, yayoi.read, "[明細行] [損益計算書]"),
    "freee": Layout(freee.fits, freee.read, "試算表：… / 期末"),
    "moneyforward": Layout(moneyforward.fits, moneyforward.read, "勘定科目, 補助科目, 4月…合計 / 期末残高"),
    "tkc": Layout(tkc.fits, tkc.read, "勘定科目名, 科目コード, 補助コード, 残高"),
    "jdl": Layout(jdl.fits, jdl.read, "＜合計残高試算表…＞, 科目, 繰越残高"),
    "jobcan": Layout(jobcan.fits, jobcan.read, "出力帳票, 勘定科目, 残高"),
    "pca": Layout(pca.fits, pca.read, "科目コード, 科目名, 残高"),
}


def read_export(grid: Grid, layout: str | None, named: Named | None = None) -> Export:
    """The export in a grid, by its layout; the layout is told by the file where none is given.

    Args:
        named: the columns, for a file whose columns are named by the user.

    Raises:
        FiguresError: where the file has not that layout, or its layout is not certain.
    """
    if layout == "columns" or (layout is None and named is not None):
        return read_named(grid, named or Named())
    chosen = layout or _told(grid)
    try:
        return LAYOUTS[chosen].read(grid)
    except LayoutMissError as miss:
        values = {"layout": chosen, "needs": LAYOUTS[chosen].needs}
        raise FiguresError([Problem("import-layout-mismatch", miss.place, values)]) from None


def sheet_to_read(grids: Sequence[Grid], layout: str | None, named: Named | None = None) -> Grid:
    """The only sheet of a workbook that an export can be read from.

    Raises:
        FiguresError: where several can be, so that the user must say which.
    """
    fitting = [grid for grid in grids if len(grids) == 1 or _readable(grid, layout, named)]
    if len(fitting) == 1:
        return fitting[0]
    code = "import-sheet-ambiguous" if fitting else "import-sheet-unknown"
    values = {"sheets": "、".join(grid.sheet or "" for grid in fitting or grids)}
    raise FiguresError([Problem(code, Place(file=grids[0].file), values)])


def _readable(grid: Grid, layout: str | None, named: Named | None) -> bool:
    if layout == "columns" or (layout is None and named is not None):
        return has_columns(grid, named or Named())
    return any(LAYOUTS[name].fits(grid) for name in ([layout] if layout else LAYOUTS))


def _told(grid: Grid) -> str:
    fitting = [name for name, layout in LAYOUTS.items() if layout.fits(grid)]
    if len(fitting) == 1:
        return fitting[0]
    code = "import-layout-ambiguous" if fitting else "import-layout-unknown"
    values = {"layouts": "、".join(fitting or LAYOUTS)}
    raise FiguresError([Problem(code, Place(file=grid.file, sheet=grid.sheet), values)])
