"""How large a workbook may be: what lies beyond is refused, never left out. The times are bounded by it."""

from typing import Final

MOST_BYTES: Final = 64 * 1024 * 1024
"""The most that a file, or one part of it unpacked, may hold."""
MOST_UNPACKED: Final = 256 * 1024 * 1024
MOST_PARTS: Final = 5_000
MOST_ELEMENTS: Final = 3_000_000
"""In all parts that are read: rows and cells that were formatted to the end of a sheet, and some more."""
LONGEST_TOKEN: Final = 2 * 1024 * 1024
"""The most that one tag or comment may hold, in bytes."""

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS_OF_EXCEL: Final = 16_384
MOST_FILLED_ROWS: Final = 20_000
MOST_CELLS: Final = 200_000
"""Cells that say something, in all sheets that are read."""
MOST_COLUMNS: Final = 400
"""More than any sheet of figures has."""


class TooLargeError(Exception):
    """Something of a workbook is larger than may be read; the argument says what."""


class Spend:
    """How many elements may still be read."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._most = most

    def one(self) -> None:
        """One more element.

        Raises:
            TooLargeError: where it is one too many.
        """
        self._left -= 1
        if self._left < 0:
            raise TooLargeError(f"{self._most:,} elements")
