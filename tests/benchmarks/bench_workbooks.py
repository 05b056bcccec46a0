"""Workbooks that are made to be slow, against one of as many lines as a large corporation has.

Run it as `python tests/benchmarks workbooks [--quick]`.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress

from benchmarks.pairing import Pair, show
from excel.making import book, read, with_parts
from shinryo_ratio.problems import FiguresError

LINES = 1_000
SHEET = "xl/worksheets/sheet2.xml"


def pairs() -> Iterator[Pair]:
    """Long comments, empty rows to the end of the sheet, more cells than any sheet has."""
    rows = [(number, "自費診療収益", 1, "自費診療", "本来業務") for number in range(1, LINES + 1)]
    honest = book({"収入": (("行", "科目", "金額", "区分", "業務"), *rows)})
    empty = b"".join(b'<row r="%d" s="3" customFormat="1"/>' % n for n in range(4, 1_048_577))
    hostile = {
        "a comment of 20 MB": before_rows(b"<!--" + b" " * 20_000_000 + b"-->"),
        "a million formatted rows": before_rows(b"", empty),
        "three million empty cells": before_rows(b'<row r="1">' + b'<c s="3"/>' * 3_100_000 + b"</row>"),
    }
    for name, data in hostile.items():
        floor, subject = reading(honest), reading(data)
        yield Pair(name, f"{LINES:,} lines of revenue", floor, subject, "a few seconds")


def before_rows(first: bytes, last: bytes = b"") -> bytes:
    """A small workbook with something before and behind the rows of its sheet of revenue."""

    def change(part: bytes) -> bytes:
        return part.replace(b"<sheetData>", b"<sheetData>" + first).replace(
            b"</sheetData>", last + b"</sheetData>"
        )

    return with_parts(book(), {SHEET: change})


def reading(data: bytes) -> Callable[[], None]:
    """Reads a workbook, or is told what is wrong with it."""

    def run() -> None:
        with suppress(FiguresError):
            read(data)

    return run


if __name__ == "__main__":
    show(pairs(), quick="--quick" in sys.argv)
