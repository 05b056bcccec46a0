"""freee会計 試算表: hierarchy in the leading columns, a name in the column of its depth.

    試算表：損益計算書_医療法人 見本会（期間：2025年04月～2026年03月、表示単位：円）
    ,,,,期首,借方金額,貸方金額,期末,構成比
    収益,,,,…
    ,医業収益,,,…
    ,,,入院診療収益,0,0,100,100,1.0

How many leading columns there are changes from file to file; a code may stand between them.
"""

import re
from collections.abc import Iterator
from typing import Final

from shinryo_ratio.imports.grid import Grid, filled
from shinryo_ratio.imports.headings import meaning
from shinryo_ratio.imports.layouts.miss import miss
from shinryo_ratio.imports.numbers import is_item_number
from shinryo_ratio.imports.preamble import note_of, plain, say_period, say_unit
from shinryo_ratio.imports.rows import Export, Row, Said
from shinryo_ratio.imports.table import CLOSING, CREDIT, DEBIT, balances_in, header_row, take_balances

_TITLE: Final = re.compile(r"(?:試算表|月次推移)[:：]")
_NAME: Final = re.compile(r"[_＿](.+?)\s*(?:[(（]\s*期間|[(（]|$)")
_CODE: Final = re.compile(r"[0-9A-Za-z_-]+")


def fits(grid: Grid) -> bool:
    """Whether the first line is a title of freee's and a header of balances follows."""
    first = next((row for row in grid.rows if filled(row)), ())
    return any(_TITLE.search(plain(text)) for text in first[:1])


def read(grid: Grid) -> Export:
    """The rows, each with its depth.

    Raises:
        LayoutMissError: where there is no header with balances and movements.
    """
    at = header_row(grid, CLOSING, DEBIT, CREDIT)
    columns = balances_in(grid.rows[at]) if at is not None else None
    if at is None or columns is None:
        miss(grid)
    export = Export("freee", grid)
    leading = min(index for index in (columns.opening, columns.debit, columns.closing) if index is not None)
    for number, row in enumerate(grid.rows, 1):
        if not filled(row):
            continue
        if number <= at + 1:
            _say(export, " ".join(row), number)
            export.rows.append(note_of(row, number))
            continue
        names = [
            (index, text.strip())
            for index, text in enumerate(row[:leading])
            if text.strip() and not is_item_number(text)
        ]
        named = [item for item in names if not _CODE.fullmatch(item[1])] or names
        if not named:
            export.rows.append(Row(number, "note"))
            continue
        depth, name = named[-1]
        entry = Row(number, "row", name, depth=depth)
        take_balances(export, entry, row, columns)
        export.rows.append(entry)
    _parents_are_headings(export)
    return export


def _say(export: Export, text: str, number: int) -> None:
    say_unit(export, text, number)
    if "期間" in text:
        say_period(export, text, number)
    if _TITLE.search(plain(text)) and (found := _NAME.search(text)):
        export.name = Said(found[1].strip(), number)


def _parents_are_headings(export: Export) -> None:
    """A row with deeper rows below it is a heading; with an amount, their total.

    An account beside a code may stand a column further than the one above: what does not add up to the rows
    below it, and is no section of the statement, is an account like them.
    """
    rows = [row for row in export.rows if row.role == "row"]
    for position in range(len(rows) - 1, -1, -1):  # from below: the leaves are known first
        row = rows[position]
        leaves = [below for below in _deeper(rows, position) if below.role == "row"]
        if not leaves:
            continue
        summed = sum(leaf.credit_amount for leaf in leaves)
        tolerance = 0 if export.unit_is_yen else len(leaves)
        adds_up = row.amount is None or abs(summed - row.credit_amount) <= tolerance
        if adds_up or meaning(row.name) is not None:
            row.role = "heading"


def _deeper(rows: list[Row], position: int) -> Iterator[Row]:
    for row in rows[position + 1 :]:
        if (row.depth or 0) <= (rows[position].depth or 0):
            return
        yield row
