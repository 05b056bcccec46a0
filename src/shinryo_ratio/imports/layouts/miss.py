"""A file that has not the layout it is read by."""

from typing import NoReturn

from shinryo_ratio.imports.grid import Grid
from shinryo_ratio.problems import Place


class LayoutMissError(Exception):
    """What the layout needs is not in the file; `place` is where it was looked for."""

    def __init__(self, place: Place) -> None:
        super().__init__(str(place))
        self.place = place


def miss(grid: Grid, row: int | None = None) -> NoReturn:
    """Give up on a layout.

    Raises:
        LayoutMissError: always.
    """
    raise LayoutMissError(Place(file=grid.file, sheet=grid.sheet) if row is None else grid.place(row))
