"""Any table whose columns the user names: by their headings, or by their numbers from 1.

A printed statement has its item numbers beside or in the account column, and headings and totals among the
accounts; both are told by what is written.
"""

from dataclasses import dataclass
from typing import Final

from shinryo_ratio.imports.grid import Grid, filled, folded
from shinryo_ratio.imports.numbers import is_item_number, numbers_columns, runs_of_item_numbers
from shinryo_ratio.imports.preamble import say_period, say_unit
from shinryo_ratio.imports.rows import Export, Row
from shinryo_ratio.imports.table import Balances, balances_in, cell, take_balances
from shinryo_ratio.problems import FiguresError, Problem

_LAST_HEADER: Final = 60


@dataclass(frozen=True, slots=True)
class Named:
    """The columns as the user names them: headings, or numbers from 1.

    Attributes:
        account: the columns of the account; several where item numbers shift it from one to another.
        sub: the column of the 補助科目, if there is one.
        amount: the column of the year's amount.
    """

    account: tuple[str, ...] = ()
    sub: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    header: int | None
    account: tuple[int, ...]
    sub: int | None
    amounts: Balances


def read_named(grid: Grid, named: Named) -> Export:
    """The rows of a table.

    Raises:
        FiguresError: where a column is not named or not there.
    """
    columns = _columns(grid, named)
    export = Export("columns", grid)
    for number, row in enumerate(grid.rows, 1):
        if not filled(row):
            continue
        if columns.header is not None and number <= columns.header + 1:
            say_unit(export, " ".join(row), number)
            say_period(export, " ".join(row), number)
            export.rows.append(Row(number, "note", " ".join(part.strip() for part in row if part.strip())))
        elif columns.header is None and _is_title(row, columns):
            say_unit(export, " ".join(row), number)
            export.rows.append(Row(number, "note", " ".join(part.strip() for part in row if part.strip())))
        else:
            export.rows.append(_entry(export, row, number, columns))
    _refuse_item_numbers(export)
    return export


def _entry(export: Export, row: tuple[str, ...], number: int, columns: _Found) -> Row:
    texts = [cell(row, index).strip() for index in columns.account]
    names = [text for text in texts if text and not is_item_number(text)]
    if numbers_columns(row):
        return Row(number, "note", " ".join(row))
    name = names[0] if names else ""
    sub = cell(row, columns.sub).strip()
    entry = Row(number, "sub", sub, account=name) if sub else Row(number, "row", name)
    take_balances(export, entry, row, columns.amounts)
    if not name and entry.amount is not None:
        column = columns.account[0] + 1
        written = next((text for text in texts if text), "")
        export.problems.append(export.grid.problem("import-name-missing", number, column, written=written))
        entry.role = "note"
    elif not name:
        entry.role, entry.name = "note", " ".join(part.strip() for part in row if part.strip())
    return entry


def _refuse_item_numbers(export: Export) -> None:
    """Amounts that count -1, -2, … downwards are item numbers, not yen."""
    rows = [row for row in export.rows if row.role in ("row", "sub", "account")]
    for position in sorted(runs_of_item_numbers([row.amount for row in rows])):
        row = rows[position]
        written = str(row.amount)
        export.problems.append(
            export.grid.problem("import-item-number", row.number, row.column, written=written)
        )


def _is_title(row: tuple[str, ...], columns: _Found) -> bool:
    return not cell(row, columns.amounts.closing).strip() and len([text for text in row if text.strip()]) == 1


def _columns(grid: Grid, named: Named) -> _Found:
    problems = []
    if not named.account:
        problems.append(Problem("import-column-not-named", grid.place(1), {"option": "--account-column"}))
    if not named.amount:
        problems.append(Problem("import-column-not-named", grid.place(1), {"option": "--amount-column"}))
    if problems or named.amount is None:
        raise FiguresError(problems)
    wanted = [*named.account, named.amount, *([named.sub] if named.sub else [])]
    if all(text.isdigit() for text in wanted):
        account = tuple(int(text) - 1 for text in named.account)
        sub = int(named.sub) - 1 if named.sub else None
        return _Found(None, account, sub, Balances(int(named.amount) - 1))
    at = _header(grid, wanted)
    header = grid.rows[at]

    def found(text: str) -> int:
        return int(text) - 1 if text.isdigit() else [folded(one) for one in header].index(folded(text))

    amount = found(named.amount)
    guessed = balances_in(header)
    amounts = guessed if guessed is not None and guessed.closing == amount else Balances(amount)
    return _Found(at, tuple(map(found, named.account)), found(named.sub) if named.sub else None, amounts)


def _header(grid: Grid, wanted: list[str]) -> int:
    """The position of the row that has all the headings.

    Raises:
        FiguresError: where there is none; the headings of the likeliest row are named.
    """
    words = [folded(text) for text in wanted if not text.isdigit()]
    best, most = 0, -1
    for index, row in enumerate(grid.rows[:_LAST_HEADER]):
        cells = [folded(text) for text in row]
        hits = sum(word in cells for word in words)
        if hits == len(words):
            return index
        if hits > most and filled(row):
            best, most = index, hits
    known = "、".join(text.strip() for text in grid.rows[best] if text.strip())
    missing = [text for text in wanted if folded(text) not in [folded(one) for one in grid.rows[best]]]
    raise FiguresError(
        [
            grid.problem("import-column-missing", best + 1, None, column=text, known=known)
            for text in missing
            if not text.isdigit()
        ]
    )
