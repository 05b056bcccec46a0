"""Any table whose columns the user names: by headings, by numbers from 1, in a sheet by letters.

A printed statement has its item numbers beside or in the account column, and headings and totals among the
accounts; both are told by what is written.
"""

import re
from dataclasses import dataclass
from typing import Final

from shinryo_ratio.imports.grid import Grid, filled, folded
from shinryo_ratio.imports.numbers import is_item_number, numbers_columns, runs_of_item_numbers
from shinryo_ratio.imports.preamble import counts_days, note_of, say_period, say_unit, take_preamble
from shinryo_ratio.imports.rows import Export, Row
from shinryo_ratio.imports.table import ACCOUNT, Balances, balances_in, bare, cell, take_balances
from shinryo_ratio.problems import FiguresError, Problem, column_number

_LAST_HEADER: Final = 60
_BLANKS: Final = "-*―—－‐−ー"
"""What stands for a blank among amounts."""
_LETTERS: Final = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Named:
    """The columns as the user names them: headings, numbers from 1, or the letters of a sheet.

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
            _say_period(export, row, number, is_header=number == columns.header + 1)
            export.rows.append(note_of(row, number))
        elif columns.header is None and _is_title(row, columns):
            take_preamble(export, row, number, period=False)
        else:
            export.rows.append(_entry(export, row, number, columns))
    _refuse_item_numbers(export)
    return export


def _say_period(export: Export, row: tuple[str, ...], number: int, *, is_header: bool) -> None:
    """The period that a title states; days that head columns are none, unless one heading has both."""
    for text in row if is_header else [" ".join(row)]:
        if not is_header or counts_days(text) > 1:
            say_period(export, text, number)


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
        row.role = "note"


def _is_title(row: tuple[str, ...], columns: _Found) -> bool:
    """Whether a row of a table whose columns are named by position is no account: a title, or its header."""
    amount = cell(row, columns.amounts.closing).strip()
    if not amount:
        return len([text for text in row if text.strip()]) == 1
    heads = any(bare(cell(row, index)) in ACCOUNT for index in columns.account)
    return heads or not any(character.isdigit() or character in _BLANKS for character in amount)


def _columns(grid: Grid, named: Named) -> _Found:
    problems = []
    if not named.account:
        problems.append(_not_named(grid, "--account-column", "科目"))
    if not named.amount:
        problems.append(_not_named(grid, "--amount-column", "期末残高"))
    if problems or named.amount is None:
        raise FiguresError(problems)
    wanted = [*named.account, named.amount, *([named.sub] if named.sub else [])]
    positions = {text: _position(text, grid) for text in wanted}
    if all(at is not None for at in positions.values()):
        account = tuple(_known(positions, text) for text in named.account)
        sub = _known(positions, named.sub) if named.sub else None
        return _Found(None, account, sub, Balances(_known(positions, named.amount)))
    at = _header(grid, [text for text in wanted if positions[text] is None])
    header = grid.rows[at]
    positions |= {text: _heading(text, header) for text in wanted if positions[text] is None}
    amount = _known(positions, named.amount)
    guessed = balances_in(header)
    amounts = guessed if guessed is not None and guessed.closing == amount else Balances(amount)
    account = tuple(_known(positions, text) for text in named.account)
    return _Found(at, account, _known(positions, named.sub) if named.sub else None, amounts)


def _not_named(grid: Grid, option: str, example: str) -> Problem:
    return grid.problem("import-column-not-named", 1, None, option=option, example=example)


def has_columns(grid: Grid, named: Named) -> bool:
    """Whether a sheet has every heading that is named; with numbers or letters alone, any sheet does."""
    wanted = [*named.account, *filter(None, (named.amount, named.sub))]
    words = {folded(text) for text in wanted if _position(text, grid) is None}
    return any(words <= {folded(text) for text in row} for row in grid.rows[:_LAST_HEADER])


def _position(text: str, grid: Grid) -> int | None:
    """The position (from 0) that a number or, in a sheet, letters name; None for a heading."""
    if text.isdigit():
        return int(text) - 1
    if grid.sheet is None or not _LETTERS.fullmatch(text) or _is_heading(text, grid):
        return None
    return column_number(text.upper()) - 1


def _is_heading(text: str, grid: Grid) -> bool:
    return any(folded(text) == folded(one) for row in grid.rows[:_LAST_HEADER] for one in row)


def _heading(text: str, header: tuple[str, ...]) -> int:
    return [folded(one) for one in header].index(folded(text))


def _known(positions: dict[str, int | None], text: str) -> int:
    at = positions[text]
    assert at is not None  # a heading that is not there has been refused
    return at


def _header(grid: Grid, wanted: list[str]) -> int:
    """The position of the row that has all the headings.

    Raises:
        FiguresError: where there is none; the headings of the likeliest row are named.
    """
    words = [folded(text) for text in wanted]
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
        [grid.problem("import-column-missing", best + 1, None, column=text, known=known) for text in missing]
    )
