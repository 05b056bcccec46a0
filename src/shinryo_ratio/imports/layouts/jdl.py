"""JDL 合計残高試算表: lines of ＜…＞ first, subtotals in brackets, names of four full-width characters.

    "＜商号名＞","医療法人　見本会",
    "＜決算年月日＞","令和8年3月31日",
    "＜合計残高試算表（全科目補助別）＞",
    "科目","","期首残高","借方","貸方","繰越残高","構成比",
    812,"室料差額",,,1000,1000,,
    "",　" -   1個室",,,1000,1000,,
    "","（医業収益　　　）",,,1000,1000,,

Accounts from code 600 on are of the 損益計算書 in JDL's standard chart.
"""

import re
import unicodedata
from typing import Final

from shinryo_ratio.imports.grid import Grid, filled, folded
from shinryo_ratio.imports.layouts.miss import miss
from shinryo_ratio.imports.preamble import note_of, say_end, say_unit
from shinryo_ratio.imports.rows import Export, Row, Said
from shinryo_ratio.imports.table import CLOSING, balances_in, cell, header_row, take_balances

_WRAPPED: Final = re.compile(r"\s*[（［【(\[](.*?)[）］】)\]]\s*")
_SUB: Final = re.compile(r"\s*-\s*\d+\s*(.*)")
_FIRST_INCOME_CODE: Final = 600
_WIDTH: Final = 8
"""Bytes that a name may take in cp932."""


def fits(grid: Grid) -> bool:
    """Whether a line names a JDL trial balance."""
    return any(row and folded(row[0]).startswith("<合計残高試算表") for row in grid.rows[:60])


def read(grid: Grid) -> Export:
    """The rows; names that fill their eight bytes may have been cut.

    Raises:
        LayoutMissError: where there is no table of balances.
    """
    at = header_row(grid, ("科目", "科目名"), CLOSING)
    columns = balances_in(grid.rows[at]) if at is not None else None
    if at is None or columns is None or not fits(grid):
        miss(grid)
    export = Export("jdl", grid)
    parent = ""
    for number, row in enumerate(grid.rows, 1):
        if not filled(row):
            continue
        if number <= at + 1 or folded(row[0]).startswith("<"):
            _say(export, row, number)
            export.rows.append(note_of(row, number))
            continue
        entry = _entry(row, number, parent)
        if entry.role == "account":
            parent = entry.name
        take_balances(export, entry, row, columns)
        export.rows.append(entry)
    return export


def _say(export: Export, row: tuple[str, ...], number: int) -> None:
    key, value = folded(row[0]), cell(row, 1).strip()
    say_unit(export, " ".join(row), number)
    if key == "<商号名>" and value:
        export.name = Said(value, number)
    elif key == "<決算年月日>":
        say_end(export, value, number)


def _entry(row: tuple[str, ...], number: int, parent: str) -> Row:
    code, name = cell(row, 0).strip(), cell(row, 1)
    if sub := _SUB.fullmatch(name):
        return Row(number, "sub", sub[1].strip(), account=parent)
    if not code and (wrapped := _WRAPPED.fullmatch(name)):
        return Row(number, "total", wrapped[1].strip())
    entry = Row(number, "account", name.strip())
    entry.cut = _fills(entry.name)
    if code.isdigit():
        entry.sheet = "income" if int(code) >= _FIRST_INCOME_CODE else "balance"
    return entry


def _fills(name: str) -> bool:
    wide = sum(2 if unicodedata.east_asian_width(mark) in "WFA" else 1 for mark in name)
    return wide >= _WIDTH - 1
