"""Blocks as plain text that lines up in a fixed-width font with full-width characters."""

from collections.abc import Iterable, Sequence
from typing import Final

from shinryo_ratio.reports.blocks import Block, Column, Heading, Pairs, Paragraph, Points, Table
from shinryo_ratio.reports.width import padded, width, words, wrapped

LINE: Final = 108
"""The width of a line: A4 landscape in 9 point."""

_LEAST_LINE: Final = 40
_LEAST_COLUMN: Final = 8
_LEAST_TEXT: Final = 20
_GAP: Final = "  "
_INDENT: Final = "  "


def as_text(blocks: Iterable[Block], columns: int | None = None) -> str:
    """The report; it ends with a newline.

    Args:
        blocks: what it is made of.
        columns: those of the screen that it is shown on; None for a page, where tables take what they need.
    """
    room = min(max(columns or LINE, _LEAST_LINE), LINE)
    lines: list[str] = []
    under_heading = False
    for block in blocks:
        if lines and not under_heading:
            lines.append("")
        lines += _table(block, columns) if isinstance(block, Table) else _lines(block, room)
        under_heading = isinstance(block, Heading) and block.level > 1
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(block: Heading | Paragraph | Points | Pairs, room: int) -> list[str]:
    """The lines of a block, none wider than the room."""
    if isinstance(block, Heading):
        return _heading(block, room)
    if isinstance(block, Paragraph):
        return wrapped(block.text, room)
    if isinstance(block, Points):
        return _points(block, room)
    return _pairs(block, room)


def _heading(heading: Heading, room: int) -> list[str]:
    if heading.level == 1:
        rule = "=" * room
        return [
            rule,
            *(" " * ((room - width(line)) // 2) + line for line in wrapped(heading.text, room)),
            rule,
        ]
    return _hanging("■ ", heading.text, room)


def _points(points: Points, room: int) -> list[str]:
    column = max(width(mark) for mark, _ in points.rows)
    found: list[str] = []
    for mark, text in points.rows:
        head = padded(mark, column) if column else "-"
        found += _hanging(f"{_INDENT}{head} ", text, room)
    return found


def _pairs(pairs: Pairs, room: int) -> list[str]:
    column = max(width(name) for name, _ in pairs.rows)
    found = _hanging(_INDENT, pairs.title, room) if pairs.title else []
    indent = _INDENT * 2 if pairs.title else _INDENT
    for name, text in pairs.rows:
        found += _hanging(f"{indent}{padded(name, column)}{_GAP}", text, room)
    return found


def _hanging(head: str, text: str, room: int) -> list[str]:
    """A text behind its head, its other lines set under its first; below its head where that is too wide."""
    beside = room - width(head)
    if beside < min(_LEAST_TEXT, width(text)):
        below = " " * (len(head) - len(head.lstrip())) + _INDENT
        lines = wrapped(text, room - len(below))
        return [*wrapped(head.rstrip(), room), *(below + line for line in lines)]
    first, *others = wrapped(text, beside)
    return [head + first, *(" " * width(head) + line for line in others)]


# -- tables -------------------------------------------------------------------------------------


def _table(table: Table, room: int | None = None) -> list[str]:
    """The table; where its columns cannot stand beside each other in the room, each row as pairs."""
    columns = table.columns if room is None else _narrowed(table, room)
    if not columns:
        return _rows_as_pairs(table, max(room or LINE, _LEAST_LINE))
    cells = [_wrapped_row(row, columns) for row in table.rows]
    titles = [wrapped(column.title, column.most) for column in columns]
    widths = [
        max((width(line) for row in [titles, *cells] for line in row[index]), default=0)
        for index in range(len(columns))
    ]
    rule = _INDENT + _GAP.join("-" * column for column in widths)
    found = [*_row(titles, columns, widths), rule]
    for number, row in enumerate(cells):
        if table.totals and number == len(cells) - table.totals:
            found.append(rule)
        found += _row(row, columns, widths)
    return found


def _narrowed(table: Table, room: int) -> tuple[Column, ...]:
    """The columns, each with the width from which its cells are wrapped; none where there is no room.

    Numbers and words keep whole; the widest columns give way first.
    """
    columns = table.columns
    texts = [[column.title, *(row[index] for row in table.rows)] for index, column in enumerate(columns)]
    widths = [
        max(width(line) for text in cells for line in wrapped(text, column.most))
        for cells, column in zip(texts, columns, strict=True)
    ]
    least = [
        min(most, max(_LEAST_COLUMN, *(width(word) for text in cells for word in words(text))))
        for cells, most in zip(texts, widths, strict=True)
    ]
    room -= width(_INDENT) + width(_GAP) * (len(columns) - 1)
    if sum(widths) <= room:
        return table.columns
    if sum(least) > room:
        return ()
    while sum(widths) > room:
        widest = max(range(len(widths)), key=lambda index: (widths[index] > least[index], widths[index]))
        widths[widest] -= 1
    return tuple(column._replace(most=most) for column, most in zip(columns, widths, strict=True))


def _rows_as_pairs(table: Table, room: int) -> list[str]:
    """Each row as pairs of a title and a cell, those of a row set off from those of the next."""
    titles = [column.title.replace("\n", " ") for column in table.columns]
    found: list[str] = []
    for row in table.rows:
        said = tuple((title, cell) for title, cell in zip(titles, row, strict=True) if cell)
        found += [_INDENT + "-" * _LEAST_COLUMN] if found else []
        found += _pairs(Pairs(said), room) if said else []
    return found


def _wrapped_row(row: Sequence[str], columns: Sequence[Column]) -> list[list[str]]:
    return [wrapped(cell, column.most) for cell, column in zip(row, columns, strict=True)]


def _row(cells: Sequence[Sequence[str]], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    """The lines of one row: as many as its highest cell has."""
    found = []
    for number in range(max(map(len, cells))):
        parts = [
            padded(cell[number] if number < len(cell) else "", column_width, column.align)
            for cell, column, column_width in zip(cells, columns, widths, strict=True)
        ]
        found.append(_INDENT + _GAP.join(parts))
    return found
